"""The docs are complete: what the code knows, they name, and what they name is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from flask import Flask

from couples.models import Base
from portal import cli
from tests.couples.visibility_table import in_words
from tests.source import PACKAGES, ROOT, files, text, tree

SETTING = re.compile(r"\bMENDWELL_[A-Z0-9_]+\b")
EXAMPLE = Path("deploy/env.example")
OPERATIONS = Path("docs/operations.md")
GLOSSARY = Path("docs/glossary.md")
ARCHITECTURE = Path("docs/architecture.md")
PRIVACY = Path("docs/privacy.md")
CHECKLIST = Path("docs/security-checklist.md")
DECISIONS = files(".md", under="docs/decisions")
PICTURES = files(".png", under="docs/images")
PROSE = files(".md")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in text(CHECKLIST).splitlines()
    if re.match(r"\| \d", line)
]
PROVES = re.compile(r"`([\w./]+\.py)::(\w+)`")

# Read where settings are made from the environment, where the server is configured, and where
# a command may be told its options so.
READ_IN = (
    *(Path("portal/settings.py"), Path("portal/backups/commands.py")),
    *(Path("deploy/gunicorn.conf.py"), Path("deploy/Caddyfile")),
)
# Every setting whose name ends so is a secret, and may come from a file instead.
_FROM_FILE = "_FILE"


# Flask's own, which an operator may need once.
_FROM_FLASK = {"shell"}


def commands() -> dict[str, click.Command]:
    """Everything that `flask --app portal …` understands of ours, by the words to type."""
    app = Flask(__name__)
    cli.init_app(app)
    found: dict[str, click.Command] = {}
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {verb}": each for verb, each in command.commands.items()}
        else:
            found[name] = command
    return found


def settings() -> set[str]:
    """The name of every setting that the program reads."""
    named = {name for path in READ_IN for name in SETTING.findall(text(path))}
    return {name.removesuffix(_FROM_FILE) for name in named}


@pytest.mark.parametrize("where", [EXAMPLE, OPERATIONS], ids=str)
def test_every_setting_is_explained(where: Path) -> None:
    explained = {name.removesuffix(_FROM_FILE) for name in SETTING.findall(text(where))}

    assert settings() - explained == set(), f"Say in {where} what these settings do."
    assert explained - settings() == set(), f"{where} names settings that nothing reads."


def test_every_noun_is_in_the_glossary() -> None:
    nouns = {path.parts[1] for path in files(".py", under="couples") if len(path.parts) > 2}
    glossary = text(GLOSSARY).casefold()

    missing = {noun for noun in nouns if singular(noun) not in glossary}

    assert missing == set(), "A folder's noun means one thing; docs/glossary.md says what."


def test_every_part_is_on_the_map() -> None:
    parts = {path.parts[1].removesuffix(".py") for path in files(".py", under="couples")}
    parts |= {path.parts[1].removesuffix(".py") for path in files(".py", under="portal")}
    parts |= {path.parts[1].removesuffix(".py") for path in files(".py", under="reports")}
    architecture = text(ARCHITECTURE)

    missing = {part for part in parts - {"__init__"} if not re.search(rf"\b{part}\b", architecture)}

    assert missing == set(), "Give each part of a package its line in docs/architecture.md."


def test_every_package_says_what_lives_in_it() -> None:
    for package in PACKAGES:
        assert text(Path(package) / "__init__.py").lstrip().startswith('"""')


@pytest.mark.parametrize("path", PROSE, ids=str)
def test_a_link_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text(path))

    lost = [target for target in targets if not (ROOT / path.parent / target).exists()]

    assert lost == []


@pytest.mark.parametrize("path", PROSE, ids=str)
def test_a_file_that_is_named_exists(path: Path) -> None:
    folders = "couples|reports|portal|templates|migrations|tests|deploy|docs"
    named = re.findall(rf"`((?:{folders})/[\w./-]+)`", text(path))

    lost = [name for name in named if not (ROOT / name).exists()]

    assert lost == [], "The file was moved or never written; say where it is now."


@pytest.mark.parametrize("path", PROSE, ids=str)
def test_a_command_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(Path("Makefile")), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^\s*)make ([a-z]+)", text(path), flags=re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("path", PROSE, ids=str)
def test_a_command_of_the_portal_that_is_named_exists(path: Path) -> None:
    named = re.findall(
        r"flask --app portal ([a-z][a-z-]*(?: [a-z][a-z-]*| --[a-z-]+)*)", text(path)
    )

    unknown = [words for words in named if not is_known(words.split())]

    assert unknown == [], "Say what it is called now."


def test_every_command_of_the_portal_is_explained() -> None:
    missing = [name for name in commands() if f"| `{name}" not in text(OPERATIONS)]

    assert missing == [], "An operator finds every command in docs/operations.md."


def test_the_visibility_table_is_printed_in_words() -> None:
    assert in_words() in text(PRIVACY), "Print tests.couples.visibility_table.in_words() there."


def test_every_table_is_in_the_glossary() -> None:
    missing = [name for name in Base.metadata.tables if f"`{name}`" not in text(GLOSSARY)]

    assert missing == [], "Say in docs/glossary.md what a row of it is."


def test_decisions_are_numbered_one_by_one() -> None:
    numbers = [int(path.name.partition("-")[0]) for path in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_follows_on_one_page(path: Path) -> None:
    number = path.name.partition("-")[0]
    headings = [line for line in text(path).splitlines() if line.startswith("#")]

    assert headings[0].startswith(f"# {number} – ")
    assert headings[1:] == ["## Context", "## Decision", "## Consequences"]
    assert len(text(path).split()) <= 400


def test_the_security_checklist_has_each_row_once_and_in_order() -> None:
    numbers = [tuple(map(int, row[0].split("."))) for row in ROWS]

    assert len(ROWS) == 69
    assert numbers == sorted(set(numbers))
    assert {row[1] for row in ROWS} == {"1", "2", "3"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_of_the_security_checklist_names_tests_that_are_there(row: list[str]) -> None:
    _id, _level, _asked, answer, proof = row
    named = PROVES.findall(proof)
    lost = [f"{path}::{name}" for path, name in named if name not in named_tests(Path(path))]

    assert named or proof.startswith("Operator: "), "Name a test, or what an operator does."
    assert answer
    assert proof.count("::") == len(named), "Write each as `tests/…/file.py::test_name`."
    assert lost == [], "Say in docs/security-checklist.md what proves it now."


@pytest.mark.parametrize("path", PICTURES, ids=str)
def test_a_picture_loads_at_once_and_is_shown_somewhere(path: Path) -> None:
    assert (ROOT / path).stat().st_size < 200_000
    assert any(path.name in text(page) for page in PROSE)


def named_tests(path: Path) -> set[str]:
    """The names of all tests in a file; none where there is no such file."""
    if not (ROOT / path).exists():
        return set()
    return {
        node.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def is_known(words: list[str]) -> bool:
    """Whether a command has this name and these options."""
    options = {word for word in words if word.startswith("--")}
    name = " ".join(word for word in words if word not in options)
    command = commands().get(name)
    if command is None:
        return name in _FROM_FLASK
    return options <= {option for each in command.params for option in each.opts}


def singular(noun: str) -> str:
    """The noun as a glossary lists it."""
    if noun.endswith("ies"):
        return f"{noun.removesuffix('ies')}y"
    return noun.removesuffix("s")
