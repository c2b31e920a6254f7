"""Running the tests that prove something, and reading what became of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.proof.noting import NOTES
from tests.source import ROOT

QUIETLY = (
    "-q",
    "-n",
    "0",
    "--database",
    "both",
    "-p",
    "no:cacheprovider",
    "-p",
    "tests.proof.noting",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One test: how it ended, how long it took, and what it said that it measured."""

    test: str
    outcome: str
    seconds: float
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """All tests of one proof, and the end of what they printed."""

    notes: Sequence[Note]
    status: int
    told: str

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(note.outcome == "passed" for note in self.notes)

    @property
    def seconds(self) -> float:
        """How long the tests took, without what was set up for them."""
        return sum(note.seconds for note in self.notes)

    @property
    def trouble(self) -> str:
        """Why it proves nothing: what failed or was left out; empty where it does."""
        if not self.notes and not self.status:
            return "no test proves it yet"
        wrong = [f"{n.test.rpartition('::')[2]} {n.outcome}" for n in self.notes]
        wrong = [each for each in wrong if not each.endswith(" passed")]
        if wrong or self.status or not self.notes:
            return "; ".join(wrong[:3]) or f"the tests ended with status {self.status}"
        return ""

    def said(self, name: str) -> list[Any]:
        """What the tests measured under this name."""
        return [note.said[name] for note in self.notes if name in note.said]

    def seconds_of(self, name: str) -> float:
        """The longest that a test whose name holds `name` took."""
        return max((note.seconds for note in self.notes if name in note.test), default=0)


def run(proofs: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run these tests in a process of their own, in their long form where they have one."""
    if not proofs:
        return Run([], 0, "")
    with tempfile.TemporaryDirectory(prefix="mendwell-proof-") as folder:
        notes = Path(folder) / "notes"
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", *QUIETLY, *proofs],
            cwd=ROOT,
            env={**os.environ, **environment, NOTES: str(notes)},
            capture_output=True,
            text=True,
            check=False,
        )
        found = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else []
    told = ended.stdout[-4000:] + ended.stderr[-1000:]
    return Run([Note(**each) for each in found], ended.returncode, told)
