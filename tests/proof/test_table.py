"""The table tells what is not met, and never says “met” of what did not run."""

from __future__ import annotations

import pytest

from tests.proof import figures
from tests.proof.__main__ import missing, table_of
from tests.proof.promises import PROMISES, Promise
from tests.proof.running import Note, Run, run
from tests.source import ROOT

GOOD = Note("tests/x.py::test_y[sqlite]", "passed", 1.5, {"counted": "7 of 7"})
RUN = Run([GOOD], 0, "")
PROMISE = Promise("walls", "seven", ("tests/x.py",), lambda run: str(run.said("counted")[0]))


def test_what_was_measured_stands_beside_its_bar() -> None:
    assert table_of([(PROMISE, RUN)]).endswith("| walls | seven | 7 of 7 | met |")


@pytest.mark.parametrize(
    "found",
    [
        Run([], 0, ""),
        Run([], 5, ""),
        Run([GOOD], 2, ""),
        Run([GOOD, Note("tests/x.py::test_z", "skipped", 0)], 0, ""),
        Run([GOOD, Note("tests/x.py::test_z", "failed", 0)], 1, ""),
    ],
)
def test_what_failed_was_left_out_or_is_not_there_is_not_met(found: Run) -> None:
    assert missing(PROMISE, found)
    assert "**not met**" in table_of([(PROMISE, found)])


def test_a_bar_that_is_not_reached_says_so_although_every_test_passed() -> None:
    promise = Promise("walls", "nine", ("tests/x.py",), lambda _run: "7", lambda _run: "7, not 9")

    assert "**not met**: 7, not 9" in table_of([(promise, RUN)])


def storm(dialect: str, acknowledged: int) -> Note:
    said = {"storm": {"on": dialect, "acknowledged": acknowledged, "told": "wet"}}
    return Note(f"tests/x.py::test_storm[{dialect}]", "passed", 1, said)


@pytest.mark.parametrize(
    ("storms", "short"),
    [
        ([], "fewer than 10000 on sqlite and postgresql"),
        ([storm("sqlite", 10_000)], "fewer than 10000 on postgresql"),
        ([storm("sqlite", 72), storm("postgresql", 10_000)], "fewer than 10000 on sqlite"),
        ([storm("sqlite", 10_000), storm("postgresql", 10_000)], ""),
    ],
)
def test_a_short_storm_or_one_on_one_database_is_too_little(storms: list[Note], short: str) -> None:
    assert figures.too_few_writes(Run(storms, 0, "")) == short


def test_a_game_that_ended_early_is_too_little() -> None:
    def played(steps: int) -> Run:
        return Run([Note("x", "passed", 1, {"played": {"games": 500, "steps": steps}})], 0, "")

    assert figures.too_little_walked(played(24_000)) == "500 games, 24000 steps"
    assert figures.too_little_walked(played(25_000)) == ""


def test_every_promise_names_tests_that_are_there() -> None:
    assert len({promise.name for promise in PROMISES}) == len(PROMISES)
    for promise in PROMISES:
        assert [proof for proof in promise.proofs if not (ROOT / proof).exists()] == []


def test_what_no_test_proves_says_so_and_does_not_run_all_of_them() -> None:
    assert missing(PROMISE, run((), {})) == "no test proves it yet"
