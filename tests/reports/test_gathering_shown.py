"""What the homework shows in a brief: short, counted, and in each copy no more than it may hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from couples.exercises.definition import Cadence, Doer
from reports.findings import Finding, Shown
from reports.gathering.shown import MOST_LINES
from reports.html import render_paper
from reports.progress import ProgressReport
from reports.states import Copy
from tests.cast import Cast
from tests.homework import give, hand_in, note, receive
from tests.reports.days import Report, on

ACT = {"act": "Makes the tea", "done": "done"}


def _acts(session: Session, cast: Cast) -> None:
    """Alex does three acts of repair, one in part, and Sam says how much each mattered."""
    with on(1):
        acts = give(
            session, cast.alex_and_sam, "repair-act", doer=Doer.EACH, cadence=Cadence.ANY_TIME
        )
    for day, done, mattered in ((3, "done", "8"), (4, "partial", "9"), (5, "missed", "7")):
        with on(day):
            noted = note(session, cast.alex, acts, ACT | {"done": done})
            receive(session, cast.sam, noted, {"noticed": "yes", "mattered": mattered})


def _lines(paper: ProgressReport) -> dict[str, Finding]:
    return {finding.label: finding for each in paper.shown for finding in each.findings}


def test_the_counselor_reads_what_mattered_most_first(
    session: Session, cast: Cast, report: Report
) -> None:
    _acts(session, cast)

    [shown] = report().shown

    assert shown.title == "A step to mend it, done"
    assert [finding.label for finding in shown.findings] == [
        "The acts that mattered most",
        "How much they mattered",
        "Acts of repair done",
        "Noticed by the other",
    ]
    assert [finding.partners[0] for finding in shown.findings] == [
        "“Makes the tea” 8 (n = 3)",
        "8 of 10 (n = 3)",
        "1.5 of 3",
        "3 of 3",
    ]


def test_the_couple_reads_what_was_liked_and_no_mark(
    session: Session, cast: Cast, report: Report
) -> None:
    _acts(session, cast)

    lines = _lines(report(Copy.COUPLE))

    assert lines["The acts that mattered most"].partners == ("“Makes the tea”", "")
    assert "How much they mattered" not in lines
    assert all(finding.is_for_both for finding in lines.values())


def test_a_safety_check_is_never_on_paper(session: Session, cast: Cast, report: Report) -> None:
    with on(3):
        check = give(session, cast.alex_and_sam, "private-safety-check", cadence=Cadence.ONCE)
        hand_in(session, cast.alex, check, {"safe_at_home": "unsure"})

    assert report().shown == ()
    assert report(Copy.COUPLE).shown == ()


def test_what_had_nothing_new_is_left_to_the_screen(
    session: Session, cast: Cast, report: Report
) -> None:
    with on(0.2):
        wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
        note(session, cast.alex, wins, {"win": "Breakfast", "kind": "calm"})

    assert report().shown == ()


def test_a_brief_stays_short(session: Session, cast: Cast, report: Report) -> None:
    _acts(session, cast)
    with on(6):
        for key in ("wins", "pause-log", "parked-argument", "repair-attempt"):
            given = give(session, cast.alex_and_sam, key, cadence=Cadence.ANY_TIME)
            for member in cast.alex_and_sam.partners:
                for _time in range(3):
                    note(session, member, given, FULL[key])

    brief = report()

    assert 0 < sum(len(each.findings) for each in brief.shown) <= MOST_LINES
    assert "What the homework shows" in render_paper(brief)


FULL = {
    "wins": {"win": "Breakfast", "kind": "calm", "credited_to": "me"},
    "pause-log": {"called_by": "me", "minutes": "20", "returned": "yes"},
    "parked-argument": {"topic": "Money", "heat": "6", "status": "parked", "reopened_early": "1"},
    "repair-attempt": {"type": "humor", "by": "me"},
}


def test_a_copy_for_both_refuses_a_count_that_is_not_for_both(report: Report) -> None:
    private = (Shown("A pause, noted", (Finding("How long it took", ("20", "")),)),)

    with pytest.raises(ValueError, match="a count that is not for both"):
        replace(report(Copy.COUPLE), shown=private)
