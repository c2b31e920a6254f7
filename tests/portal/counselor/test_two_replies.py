"""Two replies on one page: pressing for the one loses nothing that was typed for the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.submissions.models import Reply, Standing, Submission
from tests.cast import Cast
from tests.page import Page, Visitor
from tests.portal.counselor.test_review import opened, sam_hands_in

Writing = Callable[[], Session]
TO_ALEX, TO_SAM = "Your words to Alex", "Your words to Sam"
BOTH = {TO_ALEX: "Thank you, Alex.", TO_SAM: "Half a letter to Sam"}


@pytest.fixture
def page(morgan: Visitor, feelings: str, cast: Cast, writing: Writing) -> Page:
    """What both handed in, before Dr. Morgan."""
    sam_hands_in(cast, writing)
    return opened(morgan, feelings)


def written(writing: Writing) -> list[str]:
    """Every reply that was sent."""
    with writing() as session:
        return [each.words or "" for each in session.scalars(select(Reply).order_by(Reply.id))]


def test_sending_one_keeps_what_was_typed_for_the_other(page: Page, writing: Writing) -> None:
    after = page.press("Send to Alex", BOTH)

    assert "Sent. Of the two, only Alex reads it." in after.text
    assert after.value_of(TO_ALEX) == [""]
    assert after.value_of(TO_SAM) == [BOTH[TO_SAM]]
    after.press("Send to Sam")
    assert written(writing) == [BOTH[TO_ALEX], BOTH[TO_SAM]]


def test_giving_one_back_and_a_refusal_keep_the_other_too(page: Page) -> None:
    back = page.press("Give back for another attempt", BOTH)
    assert back.value_of(TO_SAM) == [BOTH[TO_SAM]]

    refused = back.press("Send to Alex", {TO_ALEX: " "})

    assert "Write something before you send it." in refused.text
    assert refused.value_of(TO_SAM) == [BOTH[TO_SAM]]


def test_done_says_once_what_is_not_sent_yet_and_what_to_press(
    page: Page, writing: Writing
) -> None:
    asked = page.press("Done d", BOTH, status=409)

    assert "Not sent yet. Press “Send to Alex”, or go on without sending." in asked.text
    assert asked.value_of(TO_SAM) == [BOTH[TO_SAM]]
    with writing() as session:
        assert all(each.reviewed_at is None for each in session.scalars(select(Submission)))

    sent = asked.press("Send to Alex").press("Done d", status=409)
    assert "Press “Send to Alex”" not in sent.text
    done = sent.press("Go on without sending")

    assert done.path == "/counselor/review"
    assert written(writing) == [BOTH[TO_ALEX]]


def test_nothing_typed_asks_nothing(page: Page) -> None:
    assert "Go on without sending" not in page.buttons()
    assert page.press("Done d", {TO_SAM: " \r\n"}).path == "/counselor/review"


def test_opening_an_answer_in_session_keeps_what_was_typed(morgan: Visitor, hurt: str) -> None:
    page = opened(morgan, hurt)
    [to] = [label for label in (TO_ALEX, TO_SAM) if label in page.text]

    after = page.press("Open it to Alex now", {to: "Before you read this"})

    assert "Alex can read this answer now." in after.text
    assert after.value_of(to) == ["Before you read this"]


def test_putting_aside_happens_at_once_and_shows_what_was_typed_to_copy(
    page: Page, writing: Writing
) -> None:
    after = page.press("Put it aside", BOTH)

    with writing() as session:
        aside = select(Submission).where(Submission.standing == Standing.QUARANTINED)
        assert len(session.scalars(aside).all()) == 1
    assert BOTH[TO_SAM] in after.soup.select_one("textarea#typed-words").get_text()  # type: ignore[union-attr]
