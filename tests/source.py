"""The project's own files, for the tests that read code instead of running it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("couples", "reports", "portal")

_NOT_OURS = {".git", ".venv", "var", "out", "node_modules"}


def files(*endings: str, under: str = ".") -> list[Path]:
    """Our files with one of these endings, as paths from the project's root."""
    return sorted(path for path in _all_files() if path.suffix in endings and _is_in(path, under))


def modules(*packages: str) -> list[Path]:
    """The Python files of these packages, or of all three."""
    return [path for package in packages or PACKAGES for path in files(".py", under=package)]


@cache
def text(path: Path) -> str:
    """What stands in the file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The file as Python reads it."""
    return ast.parse(text(path), filename=str(path))


def imported_names(path: Path) -> Iterator[tuple[str, int]]:
    """Each module that the file imports, with the line on which it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


@cache
def _all_files() -> tuple[Path, ...]:
    """Every file but what a machine made: git knows which, and a bare folder is walked."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
        found = (Path(name) for name in listed if name)
    else:
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return tuple(
        path for path in found if not _NOT_OURS & set(path.parts) and (ROOT / path).is_file()
    )


def _is_in(path: Path, folder: str) -> bool:
    return folder == "." or path.is_relative_to(folder)
