"""What a brief refuses to be, whoever gathered it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.overrides import Override
from reports.rituals import Ritual, RitualDays
from reports.states import Copy, DayState, SeenBy, WorkState
from reports.work import Homework, PartnerStatus, Progress, SealedWork
from reports.written import Excerpt, HandedIn, Opener, Reply
from tests.sample_report import counselors_report, couples_report, empty_report

DAY = date(2026, 11, 20)


def test_a_brief_opens_with_three_things_at_most() -> None:
    four = (Opener("We could begin here.", "It stood out."),) * 4

    with pytest.raises(ValueError, match="three things"):
        replace(counselors_report(), openers=four)


@pytest.mark.parametrize("seen_by", [each for each in SeenBy if each is not SeenBy.COUPLE])
def test_the_couples_copy_refuses_an_answer_that_is_not_for_both(seen_by: SeenBy) -> None:
    work = HandedIn("A letter", "Alex", DAY, (Excerpt("A fear", ("Being left.",), seen_by),))

    with pytest.raises(ValueError, match="not for both"):
        replace(couples_report(), handed_in=(work,))


def test_the_couples_copy_refuses_a_reply_to_one_of_them() -> None:
    with pytest.raises(ValueError, match="reply"):
        replace(couples_report(), replies=(Reply("A letter", "Alex", DAY, ("Thank you.",)),))


@pytest.mark.parametrize(
    "told", [{"overrides": (Override("A letter", DAY, ("A reason.",)),)}, {"to_look_at": 1}]
)
def test_the_couples_copy_refuses_a_word_about_their_safety(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="safety"):
        replace(couples_report(), **told)


def test_the_couples_copy_refuses_to_tell_that_sealed_work_waits() -> None:
    with pytest.raises(ValueError, match="sealed"):
        replace(couples_report(), sealed=(SealedWork("A letter", "Alex", "Sam"),))


@pytest.mark.parametrize(
    "status",
    [PartnerStatus("Sam", 1, 2, last_sign=DAY), PartnerStatus("Sam", 1, 2, waiting=("a reply",))],
)
def test_the_couples_copy_refuses_to_tell_when_somebody_was_at_work(status: PartnerStatus) -> None:
    with pytest.raises(ValueError, match="at work"):
        replace(couples_report(), status=(status,))


@pytest.mark.parametrize(
    "states",
    [(WorkState.WAITING, WorkState.STARTED), (WorkState.SEALED, WorkState.HANDED_IN)],
)
def test_the_couples_copy_refuses_to_tell_who_has_handed_in_sealed_work(
    states: tuple[WorkState, WorkState],
) -> None:
    row = Homework("A letter", "each", DAY, (Progress(states[0]), Progress(states[1])))

    with pytest.raises(ValueError, match="sealed work"):
        replace(couples_report(), homework=(row,))


def test_a_refusal_never_quotes_what_was_in_the_brief() -> None:
    work = HandedIn(
        "A letter", "Alex", DAY, (Excerpt("A fear", ("Being left.",), SeenBy.COUNSELOR),)
    )

    with pytest.raises(ValueError, match="copy") as refusal:
        replace(counselors_report(), copy=Copy.COUPLE, handed_in=(work,), sealed=(), status=())

    assert "Being left" not in str(refusal.value)
    assert "Alex" not in str(refusal.value)


def test_a_brief_is_empty_when_nothing_was_handed_in_and_nothing_recorded() -> None:
    missed = Ritual("A walk", "daily", DAY, (RitualDays("Kim", (DayState.MISSED,), 0, 1),))

    assert empty_report().is_empty
    assert replace(empty_report(), rituals=(missed,)).is_empty
    assert not counselors_report().is_empty


def test_one_thing_that_came_in_is_enough_not_to_be_empty() -> None:
    noted = PartnerStatus("Kim", 0, 3, noted=1, noted_due=7)

    assert not replace(empty_report(), status=(noted,)).is_empty
    assert not replace(empty_report(), came_in=1).is_empty


def test_a_ritual_that_was_kept_only_before_these_days_leaves_them_empty() -> None:
    kept = Ritual("A walk", "daily", DAY, (RitualDays("Kim", (DayState.DONE,), 1, 1),))

    assert replace(empty_report(), rituals=(kept,)).is_empty


def test_the_couples_copy_does_not_tell_that_something_was_given_back() -> None:
    row = Homework(
        "A letter", "each", DAY, (Progress(WorkState.GIVEN_BACK), Progress(WorkState.STARTED))
    )

    with pytest.raises(ValueError, match="sealed"):
        replace(couples_report(), homework=(row,))
