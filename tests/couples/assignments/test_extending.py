"""Due, grace, the cut-off and more time: four things, each on its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments import extending
from couples.assignments.calendar import load_calendar
from couples.assignments.deadlines import Deadlines, later, moved
from couples.assignments.extending import MoreTime
from couples.assignments.models import Assignment
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence
from couples.progress.status import partner_status
from couples.progress.times import Period
from couples.progress.work import load_work
from couples.submissions import drafts
from couples.submissions.handing_in import CutOffError
from tests.cast import TIME_ZONE, Cast, Member
from tests.couples.progress.days import START, on
from tests.homework import RULES, begin, give, hand_in, note

FIRST = clock.local(START, TIME_ZONE).date()


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def is_overdue(session: Session, cast: Cast, given: Assignment, who: Member) -> bool:
    work = load_work(session, cast.morgan.identity, [given.couple], since=START)
    today = clock.today(TIME_ZONE)
    period = Period(FIRST, today, today)
    return partner_status(work, given, who.id, period).is_overdue


def deadlines(session: Session, who: Member, given: Assignment) -> Deadlines:
    person_id = None if who.name.startswith("Dr.") else who.id
    return load_calendar(session, who.identity, [given.couple]).deadlines(given, person_id)


def extend(session: Session, cast: Cast, *given: Assignment, **wanted: Any) -> str:
    asked = MoreTime(tuple(each.public_id for each in given), **wanted)
    token = str(wanted)[-40:]
    return extending.extend(session, cast.morgan.identity, asked, token=token).public_id


def test_within_grace_nothing_is_overdue(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3), grace_days=2)

    seen = []
    for number in (3, 5, 6):
        with on(number):
            seen.append(is_overdue(session, cast, given, cast.alex))

    assert seen == [False, False, True]


def test_late_is_better_than_not_unless_there_is_a_cut_off(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3))

    with on(40):
        hand_in(session, cast.alex, given, RULES)


@pytest.mark.parametrize("cut_off", [{"cut_off_on": day(5)}, {"cut_off_days": 2}])
def test_after_the_cut_off_nothing_is_handed_in_and_the_draft_stays(
    session: Session, cast: Cast, cut_off: dict[str, Any]
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3), **cut_off)
    with on(5):
        begin(session, cast.alex, given, RULES)

    with on(6):
        with pytest.raises(CutOffError):
            hand_in(session, cast.alex, given, RULES)
        with pytest.raises(DomainError, match="Not scheduled"):
            drafts.start(session, cast.sam.identity, given.public_id)
        kept = drafts.start(session, cast.alex.identity, given.public_id)
        assert "Lighthouse" in (kept.typed or "")

        extend(session, cast, given, days=3)
        hand_in(session, cast.alex, given, RULES)


def test_more_time_for_one_is_unknown_to_the_other(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3), cut_off_on=day(4))
        extend(session, cast, given, days=7, person_id=cast.alex.public_id)

        assert deadlines(session, cast.alex, given) == Deadlines(day(10), day(11))
        assert deadlines(session, cast.sam, given) == Deadlines(day(3), day(4))
        calendar = load_calendar(session, cast.sam.identity, [given.couple])
        assert calendar.extensions == {}
    with on(8):
        assert not is_overdue(session, cast, given, cast.alex)
        assert is_overdue(session, cast, given, cast.sam)


def test_days_add_up_and_the_first_date_stays_with_the_assignment(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3))
        extend(session, cast, given, days=2)
        extend(session, cast, given, days=5)

        assert deadlines(session, cast.alex, given).due_on == day(10)
        assert given.due_on == day(3)


def test_more_time_moves_with_the_session_that_it_hangs_on(session: Session, cast: Cast) -> None:
    morgan, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    with on(0):
        first, second = (
            appointments.schedule(
                session, morgan, couple_id, starts_at=START + timedelta(days=number)
            )
            for number in (7, 14)
        )
        given = give(
            session,
            cast.alex_and_sam,
            "calm-contract",
            before_next_session=True,
            cut_off_days=1,
        )
        assert deadlines(session, cast.alex, given) == Deadlines(day(7), day(8))
        appointments.move(
            session, morgan, first.public_id, starts_at=START + timedelta(days=9), minutes=50
        )
        assert deadlines(session, cast.alex, given) == Deadlines(day(9), day(10))

        extend(session, cast, given, days=2)
        assert deadlines(session, cast.alex, given) == Deadlines(day(11), day(12))
    with on(10):
        extend(session, cast, given, next_session=True)
        assert deadlines(session, cast.alex, given) == Deadlines(day(14), day(15))
        later_on = START + timedelta(days=20)
        appointments.move(session, morgan, second.public_id, starts_at=later_on, minutes=50)
        assert deadlines(session, cast.alex, given) == Deadlines(day(20), day(21))

        appointments.cancel(session, morgan, second.public_id)
        session.flush()
        assert deadlines(session, cast.alex, given) == Deadlines(None, None)


def test_many_at_once_are_rehearsed_and_undone_together(session: Session, cast: Cast) -> None:
    with on(0):
        theirs = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3))
        others = give(session, cast.kim_and_robin, "calm-contract", due_on=day(5))
        undated = give(session, cast.kim_and_robin, "wins")
        everything = tuple(each.public_id for each in (theirs, others, undated))
        asked = MoreTime(everything, until=day(5))

        rehearsed = extending.rehearse_extension(session, cast.morgan.identity, asked)
        assert [line.skipped for line in rehearsed] == [
            None,
            "This would be no later than it is now.",
            "It has no date, so there is nothing to put off.",
        ]
        batch_id = extend(session, cast, theirs, others, undated, days=4)
        again = extending.extend(
            session, cast.morgan.identity, MoreTime(everything, days=9), token=str({"days": 4})
        )
        assert again.public_id == batch_id
        assert deadlines(session, cast.alex, theirs).due_on == day(7)
        assert deadlines(session, cast.kim, others).due_on == day(9)

        assert extending.undo_extension(session, cast.morgan.identity, batch_id) == 2
        assert extending.undo_extension(session, cast.morgan.identity, batch_id) == 0
        assert deadlines(session, cast.alex, theirs).due_on == day(3)
        assert deadlines(session, cast.kim, others).due_on == day(5)


def test_only_the_couples_own_counselor_gives_more_time(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(3))
        asked = MoreTime((given.public_id,), days=3)

        assert extending.rehearse_extension(session, cast.lee.identity, asked) == []
        with pytest.raises(DomainError, match="Nothing would have more time"):
            extending.extend(session, cast.lee.identity, asked, token="lee")
        with pytest.raises(NotAllowedError):
            extending.extend(session, cast.alex.identity, asked, token="alex")
        batch_id = extend(session, cast, given, days=3)
        with pytest.raises(NotFoundError):
            extending.undo_extension(session, cast.lee.identity, batch_id)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({}, "how many days more"),
        ({"days": 3, "until": day(9)}, "how many days more"),
        ({"days": 0}, "from 1 to 366"),
        ({"days": 367}, "from 1 to 366"),
        ({"days": -3}, "from 1 to 366"),
    ],
)
def test_what_makes_no_sense_is_refused(
    session: Session, cast: Cast, wanted: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        extending.rehearse_extension(session, cast.morgan.identity, MoreTime(("a",), **wanted))


def test_one_partner_is_given_no_time_for_what_is_the_others_alone(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "grievance", to=cast.alex, due_on=day(3))
        for person, sentence in ((cast.sam, "other partner alone"), (cast.kim, "not belong")):
            asked = MoreTime((given.public_id,), days=3, person_id=person.public_id)
            [line] = extending.rehearse_extension(session, cast.morgan.identity, asked)
            assert sentence in (line.skipped or "")


def test_a_last_day_that_is_put_off_lets_a_ritual_go_on(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(
            session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY, due_on=day(2)
        )
    with on(4):
        with pytest.raises(DomainError, match="noted this already"):
            note(session, cast.alex, given, {"done": "yes"})
        extend(session, cast, given, until=day(9))
        note(session, cast.alex, given, {"done": "yes"})


def test_a_cut_off_keeps_its_distance_and_never_comes_first() -> None:
    said = Deadlines(day(3), day(5))

    assert later(said, 4) == Deadlines(day(7), day(9))
    assert moved(said, day(10)) == Deadlines(day(10), day(12))
    assert moved(Deadlines(day(3), day(1)), day(10)) == Deadlines(day(10), day(10))
    assert moved(Deadlines(None, day(5)), day(10)) == Deadlines(None, day(10))
    assert moved(Deadlines(day(3), None), day(10)) == Deadlines(day(10), None)
