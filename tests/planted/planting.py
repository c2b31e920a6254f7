"""A plugin of pytest: each test of a run is run with the fault planted that it must notice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planted.faults import FAULTS, Fault

REPORT = "MENDWELL_PLANTED_REPORT"
"""The name of the variable that says into which file to write what came of it."""

_told: dict[str, list[str]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Plant it before anything of the test is made, and take it out again behind it."""
    name, fault = _fault_of(item.nodeid)
    with pytest.MonkeyPatch.context() as planting:
        try:
            fault.plant(planting)
        except AttributeError as missing:
            # What it changes has another name or place now; the other faults are planted still.
            _told[name] = [f"It could not be planted: {missing}"]
        return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a test said that failed while it ran; a scene that breaks proves nothing."""
    if report.when == "call" and report.failed:
        _told.setdefault(_fault_of(report.nodeid)[0], []).append(report.longreprtext)


def pytest_sessionfinish() -> None:
    """Tell whoever started the run."""
    Path(os.environ[REPORT]).write_text(json.dumps(_told), encoding="utf-8")


def _fault_of(nodeid: str) -> tuple[str, Fault]:
    return next(found for found in FAULTS.items() if nodeid.startswith(found[1].proof))
