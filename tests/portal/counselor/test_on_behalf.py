"""The counselor types what one partner says, with them in the room, and hands it in as theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.audiences import Audience
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.queries import list_answers
from tests.cast import Cast
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in
from tests.page import Page, Visitor
from tests.portal.pdf_words import words_of_pdf

TYPED = {f"answer-{key}": words for key, words in FEELINGS.items()}
HURT = {"answer-what_happened": "You left the dinner", "answer-hurts_now": "7"}


@pytest.fixture
def feelings(cast: Cast, writing: Callable[[], Session]) -> str:
    with writing() as session, session.begin():
        return give_feelings(session, cast.alex_and_sam).public_id


def form_for(morgan: Visitor, assignment_id: str, name: str) -> Page:
    return morgan.open(f"/counselor/assignments/{assignment_id}").click(f"Type it for {name}")


def test_it_is_theirs_sealed_as_ever_and_marked_wherever_it_appears(
    morgan: Visitor, alex: Visitor, sam: Visitor, feelings: str, cast: Cast
) -> None:
    page = form_for(morgan, feelings, "Alex")
    assert "nothing here can be for Alex alone" in page.text

    review = page.press("Hand in for Alex", TYPED)

    assert "typed by Dr. Morgan in session" in review.text
    receipt = alex.open("/partner/handed-in").click("A fear, a joy, a need")
    assert "Dr. Morgan typed this for you in session." in receipt.text
    assert FEELINGS["fear"] in receipt.text
    assert "typed in session" in alex.open("/partner/ours").text
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    assert "typed by you in session" in morgan.open(couple).text
    assert "typed by you in session" in morgan.open(f"{couple}/matrix").text
    assert FEELINGS["fear"] not in sam.open("/partner/ours").text


def test_paper_says_so_in_both_copies(
    morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    for name in ("Alex", "Sam"):
        form_for(morgan, feelings, name).press("Hand in for " + name, TYPED)
    today = clock.today("America/New_York")
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/report.pdf"
    for copy in ("counselor", "couple"):
        query = {"from": today - timedelta(days=7), "to": today, "copy": copy}
        answer = morgan.client.get(path, query_string=query)
        assert "typed by Dr. Morgan in session" in " ".join(words_of_pdf(answer.data).split())


def test_only_me_is_not_offered_and_a_choice_of_it_comes_to_the_counselor(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "grievance", to=cast.sam).public_id
    page = form_for(morgan, given, "Sam")
    assert "Only me" not in page.text

    forged = {**HURT, "answer-ask_of_partner": "hear", "audience-what_happened": ["me"]}
    csrf = page.value_of("csrf_token")[0]
    sent = {**forged, "csrf_token": csrf, "occurrence": page.value_of("occurrence")[0], "key": "k"}
    morgan.client.post(page_path(given, cast), data=sent)

    with writing() as session:
        [submission] = session.scalars(select(Submission)).all()
        found = list_answers(session, cast.morgan.identity, [submission])[submission.id]
        assert {a.field for a in found} >= {"what_happened", "hurts_now"}
        assert not session.scalars(select(Answer).where(Answer.audience == Audience.ME)).all()


def page_path(assignment_id: str, cast: Cast) -> str:
    return f"/counselor/assignments/{assignment_id}/for/{cast.sam.public_id}"


def test_their_own_draft_is_neither_read_nor_touched(
    morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        from couples.assignments.queries import get_assignment  # noqa: PLC0415 - only here

        found = get_assignment(session, cast.alex.identity, feelings)
        begin(session, cast.alex, found, {**FEELINGS, "fear": "My own secret words"})

    page = form_for(morgan, feelings, "Alex")
    assert "My own secret words" not in page.text
    page.press("Hand in for Alex", TYPED)

    with writing() as session:
        [draft] = session.scalars(select(Draft)).all()
        assert "My own secret words" in (draft.typed or "")


def test_a_second_press_hands_in_once_and_what_is_missing_keeps_what_was_typed(
    morgan: Visitor, feelings: str, writing: Callable[[], Session]
) -> None:
    page = form_for(morgan, feelings, "Alex")
    again = page.press("Hand in for Alex", {"answer-fear": FEELINGS["fear"]}, status=422)
    assert again.value_of("answer-fear") == [FEELINGS["fear"]]

    for _press in range(2):
        again.press("Hand in for Alex", TYPED)
    other = again.press("Hand in for Alex", {**TYPED, "answer-fear": "Said anew"}, status=409)

    assert "Said anew" in other.text, "Other words are no second press, and are told so."
    with writing() as session:
        assert len(session.scalars(select(Submission)).all()) == 1


def test_where_they_handed_it_in_themselves_meanwhile_nothing_is_put_beside_it(
    morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = form_for(morgan, feelings, "Alex")
    with writing() as session, session.begin():
        from couples.assignments.queries import get_assignment  # noqa: PLC0415 - only here

        found = get_assignment(session, cast.alex.identity, feelings)
        hand_in(session, cast.alex, found, {**FEELINGS, "fear": "Their own words"})

    refused = page.press("Hand in for Alex", TYPED, status=409)

    assert "Nothing was handed in" in refused.text
    assert FEELINGS["fear"] in refused.text
    with writing() as session:
        [one] = session.scalars(select(Submission)).all()
        assert one.entered_by_id is None


def test_an_agreement_is_proposed_but_signed_by_nobody(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "calm-contract").public_id
    page = form_for(morgan, given, "Alex")

    typed = {f"answer-{k}": v for k, v in RULES.items() if isinstance(v, str)}
    page.press("Hand in for Alex", {**typed, "answer-ground_rules-0": RULES["ground_rules"][0]})

    with writing() as session:
        [agreement] = list_agreements(session, cast.sam.identity)
        assert agreement.proposed_by_id == cast.alex.id
        assert not agreement.signed_by_ids


def test_nobody_else_can_and_nobody_else_is_typed_for(
    lee: Visitor, alex: Visitor, morgan: Visitor, feelings: str, cast: Cast
) -> None:
    path = f"/counselor/assignments/{feelings}/for/"
    for visitor in (lee, alex):
        assert visitor.client.get(path + cast.alex.public_id).status_code == 404
    for stranger in (cast.kim, cast.morgan, cast.noor):
        assert morgan.client.get(path + stranger.public_id).status_code == 404
