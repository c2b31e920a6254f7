"""
A report as a text that is kept, and opened again to the very same report.

The text is canonical JSON, so that the same report is the same text on every machine and
from every database. What is thawed goes through all that a new report refuses.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from couples import encryption
from reports.brief import Brief
from reports.paper import Paper
from reports.progress import ProgressReport

_ROOT: Final = Path(__file__).parent.parent
_MADE_WITH: Final = (
    ("templates/reports", "*"),
    ("templates/components", "*.html"),
    ("reports", "*.py"),
)


def freeze(paper: Paper) -> str:
    """Everything that the pages are made of."""
    adapter: TypeAdapter[Any] = _briefs() if isinstance(paper, Brief) else _reports()
    plain = adapter.dump_python(paper, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Brief:
    """The brief that was frozen."""
    return _briefs().validate_json(text)


def thaw_report(text: str) -> ProgressReport:
    """The progress report that was frozen."""
    return _reports().validate_json(text)


def digest(paper: Paper) -> str:
    """
    A fingerprint of what it says, whenever it was gathered.

    It lies unsealed beside sealed words, so that only the keys can try what it was made of.
    """
    text = freeze(replace(paper, prepared_at=""))
    return encryption.current().fingerprint(text.encode())


@cache
def edition() -> str:
    """A fingerprint of everything that turns a report into pages."""
    found = hashlib.sha256(version("weasyprint").encode())
    for folder, names in _MADE_WITH:
        for path in sorted((_ROOT / folder).rglob(names)):
            if path.is_file():
                found.update(path.relative_to(_ROOT).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


@cache
def _briefs() -> TypeAdapter[Brief]:
    return TypeAdapter(Brief)


@cache
def _reports() -> TypeAdapter[ProgressReport]:
    return TypeAdapter(ProgressReport)
