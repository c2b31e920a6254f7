"""Whoever opens what somebody else wrote leaves a line, and only its author is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.history import services as history
from couples.history.models import HistoryEntry
from couples.history.services import LOOK, REFUSAL
from couples.submissions.models import Submission
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.page import Visitor, without_tokens

NOTHING = "a" * 26


def whole(visitor: Visitor, path: str = "/partner/privacy/looks") -> str:
    return without_tokens(visitor.client.get(path).get_data(as_text=True))


@pytest.fixture
def handed_in(writing: Callable[[], Session], cast: Cast) -> dict[str, Submission]:
    """Both handed in what is sealed, and Alex something for the counselor alone."""
    with writing() as session, session.begin():
        both = give_feelings(session, cast.alex_and_sam)
        private = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        words = {"what_happened": "x", "hurts_now": "7", "ask_of_partner": "hear"}
        return {
            "alex": hand_in(session, cast.alex, both, FEELINGS),
            "sam": hand_in(session, cast.sam, both, FEELINGS),
            "grievance": hand_in(
                session, cast.alex, private, words, audiences={"what_happened": "counselor"}
            ),
        }


@pytest.fixture
def lines(writing: Callable[[], Session]) -> Callable[[str], list[HistoryEntry]]:
    def of(event: str) -> list[HistoryEntry]:
        with writing() as session:
            return list(
                session.scalars(
                    select(HistoryEntry)
                    .where(HistoryEntry.event == event)
                    .order_by(HistoryEntry.id)
                )
            )

    return of


def test_what_the_counselor_opened_is_told_to_whoever_wrote_it(
    morgan: Visitor,
    alex: Visitor,
    sam: Visitor,
    cast: Cast,
    handed_in: dict[str, Submission],
    lines: Callable[[str], list[HistoryEntry]],
) -> None:
    assert "Nothing yet" in alex.open("/partner/privacy/looks").text
    sams_before = whole(sam)

    morgan.open(f"/counselor/review/{handed_in['grievance'].public_id}")

    found = [(line.actor_id, line.about_id, line.subject_id) for line in lines(LOOK)]
    assert found == [(cast.morgan.id, cast.alex.id, handed_in["grievance"].public_id)]
    page = alex.open("/partner/privacy").click("Who opened what you wrote")
    assert "Dr. Morgan, read through" in page.text
    assert page.find_all(".line-list__what")
    # What Alex wrote alone, and that it was opened, changes no byte of Sam's page.
    assert whole(sam) == sams_before


def test_each_of_two_is_told_of_their_own_and_what_shows_both_is_told_to_both(
    morgan: Visitor,
    cast: Cast,
    handed_in: dict[str, Submission],
    lines: Callable[[str], list[HistoryEntry]],
) -> None:
    couple = cast.alex_and_sam.public_id

    morgan.open(f"/counselor/couples/{couple}/measures")

    assert [line.about_id for line in lines(LOOK)] == [cast.alex.id, cast.sam.id]
    assert {line.subject_id for line in lines(LOOK)} == {couple}
    morgan.open(f"/counselor/couples/{cast.kim_and_robin.public_id}/measures")
    told = {line.about_id for line in lines(LOOK)[2:]}
    assert told == {cast.kim.id, cast.robin.id}


def test_the_same_look_is_a_new_line_only_after_a_while(
    morgan: Visitor, handed_in: dict[str, Submission], lines: Callable[[str], list[HistoryEntry]]
) -> None:
    path = f"/counselor/review/{handed_in['alex'].public_id}"
    morgan.open(path)
    first = len(lines(LOOK))
    morgan.open(path)
    assert len(lines(LOOK)) == first

    with clock.at(clock.now() + timedelta(minutes=11)):
        morgan.open(path)

    assert len(lines(LOOK)) == 2 * first


def test_what_the_two_open_of_each_other_is_kept_and_told_to_nobody(
    alex: Visitor,
    sam: Visitor,
    morgan: Visitor,
    cast: Cast,
    handed_in: dict[str, Submission],
    lines: Callable[[str], list[HistoryEntry]],
) -> None:
    page_of_couple = f"/counselor/couples/{cast.alex_and_sam.public_id}/history"
    before = (whole(alex), whole(morgan, page_of_couple))

    page = sam.open(f"/partner/submissions/{handed_in['alex'].public_id}")

    assert FEELINGS["fear"] in page.text
    assert [(line.actor_id, line.about_id) for line in lines(LOOK)] == [(cast.sam.id, cast.alex.id)]
    after = (whole(alex), whole(morgan, page_of_couple))
    assert before == after


def test_reading_ones_own_leaves_no_line(
    alex: Visitor, handed_in: dict[str, Submission], lines: Callable[[str], list[HistoryEntry]]
) -> None:
    alex.open(f"/partner/submissions/{handed_in['grievance'].public_id}")

    assert lines(LOOK) == []


def test_who_asks_for_what_is_not_theirs_leaves_a_line(
    visitor: Visitor,
    sam: Visitor,
    lee: Visitor,
    cast: Cast,
    handed_in: dict[str, Submission],
    lines: Callable[[str], list[HistoryEntry]],
) -> None:
    hidden = handed_in["grievance"].public_id

    sam.open(f"/partner/submissions/{hidden}", status=404)
    sam.open(f"/partner/submissions/{hidden}", status=404)
    lee.open(f"/counselor/review/{hidden}", status=404)
    sam.open(f"/counselor/review/{NOTHING}", status=404)
    visitor.open("/no-such-page", status=404)

    assert [(line.actor_id, line.place, line.subject_id) for line in lines(REFUSAL)] == [
        (cast.sam.id, "partner.submission", hidden),
        (cast.lee.id, "counselor.review_item", hidden),
        (cast.sam.id, "counselor.review_item", NOTHING),
    ]


def test_the_couples_history_is_their_counselors_page(
    morgan: Visitor, lee: Visitor, cast: Cast, handed_in: dict[str, Submission]
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/history"
    morgan.open(f"/counselor/review/{handed_in['alex'].public_id}")

    page = morgan.open(path)

    assert "Gave homework" in page.text
    assert "Handed in" in page.text
    assert "Opened what Alex wrote, read through" in page.text
    lee.open(path, status=404)


def test_a_long_history_goes_on(
    morgan: Visitor,
    writing: Callable[[], Session],
    cast: Cast,
    sign_in_as: Callable[[Member], Visitor],
) -> None:
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        for _ in range(41):
            history.record(session, cast.morgan.identity, "couple:move", couple)
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/history")
    assert len(page.find_all(".line-list > li")) == 40

    earlier = page.click("Earlier")

    assert 0 < len(earlier.find_all(".line-list > li")) < 20
    assert "Earlier" not in earlier.text
