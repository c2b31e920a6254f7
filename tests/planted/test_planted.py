"""Every planted fault makes the test fail that is there for it, with that test's own sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.planted.faults import FAULTS
from tests.planted.planting import REPORT

QUIETLY = ("-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:xdist", "--database", "sqlite")


def test_each_planted_fault_is_noticed_by_the_test_that_is_there_for_it(tmp_path: Path) -> None:
    """
    One run of the tests themselves, each with its fault planted: nothing of them is copied.

    That each of them passes without it is seen in the ordinary run.
    """
    report = tmp_path / "report"
    proofs = [fault.proof for fault in FAULTS.values()]

    run = subprocess.run(
        [sys.executable, "-m", "pytest", *QUIETLY, "-p", "tests.planted.planting", *proofs],
        env={**os.environ, REPORT: str(report)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert report.exists(), run.stdout[-3000:] + run.stderr[-3000:]
    told: dict[str, list[str]] = json.loads(report.read_text(encoding="utf-8"))
    missed = {
        name: told.get(name, run.stdout[-1500:])
        for name, fault in FAULTS.items()
        if not any(re.search(fault.says, each) for each in told.get(name, []))
    }
    assert missed == {}, "A fault that nobody notices: mend the test, not this list."
