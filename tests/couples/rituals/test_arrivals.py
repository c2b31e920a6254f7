"""Each says apart whether a ritual happened, and neither learns what the other says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload import services as caseload
from couples.caseload.queries import get_couple
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence, Gate, Part
from couples.progress.compared import Compared, compare, shift_of
from couples.progress.comparing import lines_about
from couples.progress.times import Period
from couples.progress.work import load_work
from couples.rituals import services
from couples.rituals.queries import find_arrival
from couples.safety import services as safety
from couples.submissions.queries import list_answers, list_submissions
from tests.cast import Cast, Member
from tests.homework import give, hand_in, note

MONDAY = datetime(2026, 10, 5, 16, tzinfo=UTC)
DAY = timedelta(days=1)
PLAN = {"ritual": "note", "title": "Note on the mirror", "cue": "coffee", "fallback": "a heart"}


def _say(session: Session, who: Member, assignment_id: str, key: str, **more: Any) -> None:
    answers = {"received": "yes"}
    services.note_arrival(session, who.identity, assignment_id, answers=answers, key=key, **more)


def _known(session: Session, reader: Member) -> list[tuple[int, Part]]:
    found = list_submissions(session, reader.identity)
    return [(each.author_id, each.part) for each in found]


def test_neither_learns_what_the_other_says_unless_told(session: Session, cast: Cast) -> None:
    with clock.at(MONDAY):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        assert find_arrival(session, cast.sam.identity, given) is None, "nothing is settled"
        hand_in(session, cast.alex, given, PLAN)
        assert find_arrival(session, cast.sam.identity, given) is not None
        assert find_arrival(session, cast.alex.identity, given) is None, "Sam has settled none"
        settled = [(cast.alex.id, Part.MAIN)]

        note(session, cast.alex, given, {"done": "yes", "ease": "4"})
        _say(session, cast.sam, given.public_id, "once")
        _say(session, cast.sam, given.public_id, "once")

        assert _known(session, cast.sam) == [*settled, (cast.sam.id, Part.RECEIVED)]
        assert _known(session, cast.alex) == [*settled, (cast.alex.id, Part.LOG)]
        assert len(_known(session, cast.morgan)) == 3
        with pytest.raises(ConflictError):
            _say(session, cast.sam, given.public_id, "twice")

    with clock.at(MONDAY + DAY):
        _say(session, cast.sam, given.public_id, "told", audiences={"received": "couple"})
        *_, told = list_submissions(session, cast.alex.identity)
        [answer] = list_answers(session, cast.alex.identity, [told])[told.id]
        assert (told.author_id, answer.number) == (cast.sam.id, 1)
        with pytest.raises(ConflictError):
            _say(session, cast.sam, given.public_id, "late", occurrence="2026-10-01")


def test_only_whom_it_is_for_can_say_and_a_gate_holds_it(session: Session, cast: Cast) -> None:
    with clock.at(MONDAY):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        hand_in(session, cast.alex, given, PLAN)
        thanks = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
        note(session, cast.alex, thanks, {"gratitude": "The tea"})

        with pytest.raises(NotAllowedError):
            _say(session, cast.morgan, given.public_id, "counselor")
        with pytest.raises(NotFoundError):
            _say(session, cast.kim, given.public_id, "neighbour")
        with pytest.raises(ConflictError):
            _say(session, cast.alex, given.public_id, "own")
        with pytest.raises(ConflictError):
            _say(session, cast.sam, thanks.public_id, "what can be read is answered there")


def test_a_month_told_apart_by_two_comes_to_what_was_said(session: Session, cast: Cast) -> None:
    """Four weeks with the end of summer time and a journey in them."""
    pair = cast.alex_and_sam
    with clock.at(MONDAY):
        given = give(session, pair, "shared-ritual", cadence=Cadence.DAILY)
    for day in range(28):
        with clock.at(MONDAY + day * DAY):
            if day == 10:
                caseload.change_time_zone(
                    session, pair.counselor.identity, pair.public_id, time_zone="Europe/Athens"
                )
            if day < 14 or day % 7 == 0:
                note(session, cast.alex, given, {"done": "yes"})
            if day % 2 == 0:
                note(session, cast.sam, given, {"done": "no" if day == 2 else "yes"})

    with clock.at(MONDAY + 28 * DAY):
        couple = get_couple(session, cast.morgan.identity, pair.public_id)
        work = load_work(session, cast.morgan.identity, [couple], since=MONDAY - DAY)
        last = clock.today(couple.time_zone) - DAY
        period = Period(last - 89 * DAY, last, last)
        compared = compare(work, couple, given, period)
        lines = list(lines_about(work, couple, given, period))

        assert compared == {None: Compared(both=8, alike=7)}
        assert shift_of(work, given, cast.sam.id, period) is None
        assert lines == [
            "Both said of 8 times whether it happened, 7 times the same.",
            "Alex, less than before: lately 2 of 12, in as many days before 14 of 14.",
        ]
        assert list(_known(session, cast.sam)) == [(cast.sam.id, Part.LOG)] * 14


def test_a_held_gate_says_nothing_of_why(session: Session, cast: Cast) -> None:
    with clock.at(MONDAY):
        given = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.DAILY)
        safety.set_gate(
            session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=True, note=""
        )
        with pytest.raises(ConflictError, match="not scheduled at the moment"):
            note(session, cast.alex, given, {"done": "yes"})
