"""
The rules of the house that no linter knows.

Each failure says what to do instead. Directions of imports are contracts in
pyproject.toml (`lint-imports`), docstrings are ruff's.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import PACKAGES, ROOT, files, imported_names, modules, text, tree

MODULE_LINES = 300
VIEW_LINES = 20
TEMPLATE_LINES = 150

# Names under which things are dumped rather than found.
BANNED_NAMES = {
    *("util", "utils", "helper", "helpers", "common", "manager", "managers"),
    *("misc", "data", "base_utils", "stuff", "tools"),
}
TOP_LEVEL = {
    *("couples", "reports", "portal", "templates", "migrations", "tests", "deploy", "docs"),
    *("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"),
}
SIDES = ("public", "account", "counselor", "partner")

# Where the edge of a request, or of a command, decides that its work is kept.
MAY_COMMIT = {"portal/database.py", "portal/cli.py", "portal/jobs.py"}

ALL_CODE = [*modules(*PACKAGES, "tests", "deploy"), *files(".js", ".css", under="portal")]


def test_modules_are_rooms_not_halls() -> None:
    too_large = {
        str(path): lines
        for path in ALL_CODE
        if (lines := text(path).count("\n")) > MODULE_LINES and "vendor" not in path.parts
    }

    assert too_large == {}, f"Split these by noun or by verb; {MODULE_LINES} lines are a lot."


def test_templates_compose_and_stay_short() -> None:
    too_large = {
        str(path): lines
        for path in files(".html", under="templates")
        if (lines := text(path).count("\n")) > TEMPLATE_LINES
    }

    assert too_large == {}, "Move a part into templates/components and call it."


def test_no_name_is_a_dumping_ground() -> None:
    named_for_nothing = [
        str(path)
        for path in files(".py", ".html", ".js", ".css", ".toml")
        if BANNED_NAMES & {part.partition(".")[0] for part in path.parts}
    ]

    assert named_for_nothing == [], "Name the file for the noun that it is about."


def test_nothing_new_stands_at_the_top() -> None:
    found = {path.parts[0] for path in files("", ".py", ".md", ".toml", ".html", ".yaml", ".cfg")}
    ours = {name for name in found if not name.startswith(".")}

    assert ours <= TOP_LEVEL, "The top level is fixed; put it into the folder it belongs to."


def _view_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for side in SIDES:
        for path in files(".py", under=f"portal/{side}"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.FunctionDef) and any(map(_is_route, node.decorator_list)):
                    yield f"{path}:{node.lineno} {node.name}", node


def _is_route(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in {"route", "get", "post", "put", "delete"}
    )


VIEWS = dict(_view_functions())


@pytest.mark.parametrize("where", VIEWS)
def test_a_view_has_four_moments_and_twenty_lines(where: str) -> None:
    body = _without_docstring(VIEWS[where])
    last = body[-1].end_lineno
    assert last is not None

    lines = last - body[0].lineno + 1

    assert lines <= VIEW_LINES, (
        f"{where}: load, form, act, render; the rest is a service's or a form's."
    )


@pytest.mark.parametrize("where", VIEWS)
def test_a_view_neither_queries_nor_judges(where: str) -> None:
    forbidden = {"execute", "scalar", "scalars", "commit", "abort", "rollback"}
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(VIEWS[where])
        if isinstance(node, ast.Call)
    }

    assert not called & forbidden, f"{where}: queries load, services act, portal/errors.py answers."


def _without_docstring(function: ast.FunctionDef) -> list[ast.stmt]:
    has_docstring = ast.get_docstring(function) is not None and len(function.body) > 1
    return function.body[1:] if has_docstring else function.body


def test_only_the_edge_commits() -> None:
    commits = [
        f"{path}:{node.lineno}"
        for path in modules()
        if str(path) not in MAY_COMMIT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]

    assert commits == [], "Services never commit; portal/database.py does, at the end of a request."


def test_only_reports_pdf_knows_weasyprint() -> None:
    importers = {
        str(path)
        for path in modules()
        for name, _ in imported_names(path)
        if name.partition(".")[0] == "weasyprint"
    }

    assert importers <= {"reports/pdf.py"}


def test_nothing_of_ours_asks_another_machine_for_anything() -> None:
    asks = {"http", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib", "pycurl"}
    found = [
        f"{path}:{line} {name}"
        for path in modules()
        for name, line in imported_names(path)
        if name.partition(".")[0] in asks or name == "urllib.request"
    ]

    assert found == [], "Mail leaves by portal/mail.py; there is nothing else to ask anybody for."


def test_nothing_is_handed_out_as_a_sheet_that_would_reckon_with_it() -> None:
    sheets = {"csv", "openpyxl", "xlsxwriter", "xlwt", "odf"}
    found = [
        str(path)
        for path in modules()
        for name, _ in imported_names(path)
        if name.partition(".")[0] in sheets
    ]

    assert found == [], "In a sheet, an answer that begins with “=” does something: ask first."


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (r"\bAttachment\(", "WeasyPrint's Attachment goes around the document's own fetcher."),
        (r"\bMarkup\(", "Text is escaped where it is shown; nothing we write is beyond doubt."),
        (r"\|\s*safe\b", "The same."),
        (r"\bautoescape\s+false\b", "The same."),
        (r"\bpresentational_hints\b", "It lets an attribute bring style into a report."),
        (
            r"\bwith_loader_criteria\b",
            "Ten ordinary ways go around it; couples.visibility is the wall.",
        ),
        (
            r"\border_by\(\s*(f?[\"']|(\w+\.)?text\(|request\b)",
            "A list is ordered by columns that we name; text in their place is a way in.",
        ),
        (r"\bdatetime\.utcnow\b", "couples.clock.now() knows its time zone and can be pinned."),
        (
            r"\bprint\(",
            "A log line or a command's echo; a stray print shows words to nobody we know.",
        ),
    ],
)
def test_code_goes_without(what: str, reason: str) -> None:
    pattern = re.compile(what)
    found = [
        f"{path}:{number}"
        for path in [*modules(), *files(".html", under="templates")]
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line)
    ]

    assert found == [], reason


def test_what_runs_is_a_part_of_what_is_tested() -> None:
    runs, tested = (
        {line.partition(" ")[0] for line in text(Path(lock)).splitlines() if "==" in line}
        for lock in ("deploy/requirements.lock", "deploy/requirements-dev.lock")
    )

    assert runs <= tested, "Run `make lock`: the two files were not written together."


def test_the_locks_hold_names_versions_and_hashes_only() -> None:
    for lock in ("deploy/requirements.lock", "deploy/requirements-dev.lock"):
        assert "://" not in text(Path(lock))


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads(text(Path("pyproject.toml")))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = {
        line.partition("==")[0]
        for line in text(Path("deploy/requirements-dev.lock")).splitlines()
        if "==" in line
    }

    missing = {re.split(r"[\[<>=;~! ]", name)[0] for name in wanted} - locked

    assert missing == set(), "Run `make lock`."


def test_scripts_can_be_started() -> None:
    for script in (".ci/run", "deploy/setup", "deploy/lock"):
        assert (ROOT / script).stat().st_mode & 0o111, f"chmod +x {script}"
