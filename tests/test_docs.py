"""The docs are complete: what the code knows, they name, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.source import PACKAGES, ROOT, files, text

SETTING = re.compile(r"\bMENDWELL_[A-Z0-9_]+\b")
EXAMPLE = Path("deploy/env.example")
OPERATIONS = Path("docs/operations.md")
GLOSSARY = Path("docs/glossary.md")
ARCHITECTURE = Path("docs/architecture.md")
PROSE = files(".md")

# Read where settings are made from the environment, and where the server is configured.
READ_IN = (Path("portal/settings.py"), Path("deploy/gunicorn.conf.py"), Path("deploy/Caddyfile"))
# Every setting whose name ends so is a secret, and may come from a file instead.
_FROM_FILE = "_FILE"


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


def singular(noun: str) -> str:
    """The noun as a glossary lists it."""
    if noun.endswith("ies"):
        return f"{noun.removesuffix('ies')}y"
    return noun.removesuffix("s")
