"""A plugin of pytest: what became of each test of a run, for whoever started it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

NOTES = "MENDWELL_PROOF_NOTES"
"""The name of the variable that says into which file to write."""

_notes: list[dict[str, object]] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a test ended; one whose scene broke ended there."""
    if report.when == "call" or report.outcome != "passed":
        _notes.append(
            {
                "test": report.nodeid,
                "outcome": report.outcome,
                "seconds": report.duration,
                "said": dict(report.user_properties),
            }
        )


def pytest_sessionfinish() -> None:
    """Hand the notes over."""
    if NOTES in os.environ:
        Path(os.environ[NOTES]).write_text(json.dumps(_notes), encoding="utf-8")
