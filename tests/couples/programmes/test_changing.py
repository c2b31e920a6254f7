"""Changing one couple's course: pause, resume, skip, move, repeat, go on, open, end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.queries import list_assignments
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.history.models import HistoryEntry
from couples.programmes import changing
from couples.programmes.board import Reason, list_positions, positions_of
from couples.programmes.looking import list_unlooked
from couples.programmes.models import EnrolmentStep
from couples.programmes.queries import list_changes
from couples.programmes.releasing import release_due
from couples.programmes.vocabulary import Change, Left, StepState
from tests.cast import Cast
from tests.courses import course, enrol, programme, shelve

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
WHY = "They are moving house."
STEPS = """
[[go_on]]
weeks = [1, 1]
percent = 60
by = "one"

[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"
essential = true
release = { when = "at-once" }

[[steps]]
key = "wins"
week = 1
exercise = "wins"
doer = "each"
cadence = "times-a-week"
times_a_week = 3

[[steps]]
key = "talk"
week = 2
exercise = "problem-solving"
doer = "together"

[[steps]]
key = "maybe"
week = 2
exercise = "open-questions"
doer = "together"
cadence = "times-a-week"
times_a_week = 2
only = "as-needed"

[[steps]]
key = "bond"
week = 3
exercise = "season-review"
doer = "together"
release = { when = "days-after", days = 15 }
"""


@pytest.fixture(autouse=True)
def _on_the_course(session: Session, cast: Cast) -> Iterator[None]:
    with clock.at(MONDAY):
        shelve(session, cast, programme(STEPS))
        enrol(session, "small-steps", cast.alex_and_sam)
        yield


def row(session: Session, cast: Cast, key: str) -> EnrolmentStep:
    found = [row for row in course(session, cast.alex_and_sam).steps if row.step == key]
    return max(found, key=lambda row: row.round)


def days(session: Session, cast: Cast) -> dict[str, date]:
    """The day on which each step that waits would open."""
    [position] = positions_of(session, cast.morgan.identity, [course(session, cast.alex_and_sam)])
    return {waiting.row.step: waiting.day for waiting in position.waiting}


def look(session: Session, cast: Cast) -> list[str]:
    release_due(session, list_unlooked(session, cast.morgan.identity))
    running = list_assignments(session, cast.alex.identity, running=True)
    return [assignment.definition.id for assignment in running]


def change(session: Session, cast: Cast, verb: str, *step: str, **more: object) -> None:
    act = getattr(changing, verb)
    found = course(session, cast.alex_and_sam)
    ids = [row(session, cast, key).public_id for key in step]
    act(session, cast.morgan.identity, found.public_id, *ids, **{"reason": WHY, **more})


def test_resuming_re_dates_the_rest_by_the_length_of_the_pause(
    session: Session, cast: Cast
) -> None:
    before = days(session, cast)
    change(session, cast, "pause")
    with clock.at(MONDAY + timedelta(days=10)):
        assert look(session, cast) == ["calm-contract", "wins"]
        assert list_positions(session, cast.morgan.identity)[0].waiting[0].reason is Reason.PAUSED

        change(session, cast, "resume")

        assert days(session, cast) == {key: day + timedelta(days=10) for key, day in before.items()}


def test_a_step_that_is_skipped_never_opens(session: Session, cast: Cast) -> None:
    change(session, cast, "skip", "talk")

    assert row(session, cast, "talk").left is Left.BY_COUNSELOR
    with clock.at(MONDAY + timedelta(days=7)):
        assert "problem-solving" not in look(session, cast)


def test_an_essential_step_is_not_skipped(session: Session, cast: Cast) -> None:
    found = course(session, cast.alex_and_sam)
    contract = row(session, cast, "contract")
    contract.state = StepState.WAITING

    with pytest.raises(DomainError, match="never skipped"):
        changing.skip(
            session, cast.morgan.identity, found.public_id, contract.public_id, reason=WHY
        )


def test_too_little_done_holds_the_next_week_until_the_counselor_says_go_on(
    session: Session, cast: Cast
) -> None:
    with clock.at(MONDAY + timedelta(days=7)):
        assert look(session, cast) == ["calm-contract", "wins"]
        [position] = list_positions(session, cast.morgan.identity)
        assert position.waiting[0].reason is Reason.HELD

        change(session, cast, "go_on", week=2)

        assert "problem-solving" in look(session, cast)
        assert "open-questions" not in look(session, cast)


def test_a_week_is_repeated_and_the_rest_comes_later(session: Session, cast: Cast) -> None:
    before = days(session, cast)
    with clock.at(MONDAY + timedelta(days=7)):
        look(session, cast)

        change(session, cast, "repeat", week=1)

        again = row(session, cast, "wins")
        assert (again.round, again.state) == (2, StepState.OPEN)
        assert again.assignment is not None
        assert again.assignment.starts_on == date(2026, 11, 9)
        assert row(session, cast, "contract").round == 1
        assert days(session, cast) == {key: day + timedelta(days=7) for key, day in before.items()}


def test_a_step_is_moved_to_another_week(session: Session, cast: Cast) -> None:
    change(session, cast, "move", "talk", week=3)
    change(session, cast, "move", "bond", week=2)

    found = days(session, cast)

    assert (found["talk"], found["bond"]) == (date(2026, 11, 16), date(2026, 11, 10))
    with pytest.raises(DomainError, match="one of the weeks"):
        change(session, cast, "move", "talk", week=9)
    with clock.at(MONDAY + timedelta(days=8)), pytest.raises(DomainError, match="is over"):
        change(session, cast, "move", "talk", week=1)


def test_a_step_that_waits_for_the_counselor_is_opened_by_hand(
    session: Session, cast: Cast
) -> None:
    change(session, cast, "open_now", "maybe")

    assert "open-questions" in look(session, cast)
    with pytest.raises(ConflictError):
        change(session, cast, "open_now", "maybe")


def test_the_end_opens_nothing_more_and_the_course_can_begin_anew(
    session: Session, cast: Cast
) -> None:
    change(session, cast, "end")

    with clock.at(MONDAY + timedelta(days=30)):
        assert look(session, cast) == ["calm-contract", "wins"]
        with pytest.raises(ConflictError, match="has ended"):
            change(session, cast, "pause")
        enrol(session, "small-steps", cast.alex_and_sam)


def test_every_change_has_a_reason_and_is_in_the_history(session: Session, cast: Cast) -> None:
    with pytest.raises(DomainError, match="Write down why"):
        change(session, cast, "pause", reason="  ")

    change(session, cast, "pause")

    [kept] = list_changes(session, cast.morgan.identity, course(session, cast.alex_and_sam))
    assert (kept.change, kept.reason) == (Change.PAUSE, WHY)
    events = session.scalars(select(HistoryEntry.event)).all()
    assert "enrolment:pause" in events


def test_nobody_else_changes_a_course(session: Session, cast: Cast) -> None:
    found = course(session, cast.alex_and_sam).public_id

    with pytest.raises(NotFoundError):
        changing.pause(session, cast.lee.identity, found, reason=WHY)
    with pytest.raises(NotAllowedError):
        changing.pause(session, cast.alex.identity, found, reason=WHY)
