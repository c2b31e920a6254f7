"""Alex wrote on Sam’s phone: the swap from the first press to the last, as each of them sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from couples.submissions import attribution
from tests.cast import Cast, Member
from tests.homework import FEELINGS
from tests.page import Page, Visitor, without_tokens
from tests.portal.partner.conftest import Desk

PAGES = (
    "/partner/this-week",
    "/partner/handed-in",
    "/partner/ours",
    "/partner/privacy",
)
OTHERS = {**FEELINGS, "fear": "That I am not enough"}


@pytest.fixture
def homework(desk: Desk) -> str:
    """The emotion check-in, sealed until both handed in."""
    return desk.give_feelings()


@pytest.fixture
def wrong(desk: Desk, cast: Cast, homework: str) -> str:
    """What Alex wrote, handed in under Sam’s name."""
    return desk.hand_in(cast.sam, homework, FEELINGS)


def everything(visitor: Visitor, *more: str) -> str:
    """All that a partner’s pages say, without the marks that differ each time."""
    told = [visitor.client.get(path) for path in (*PAGES, *more)]
    pages = "\n".join(f"{page.status_code} {page.get_data(as_text=True)}" for page in told)
    return without_tokens(pages)


def test_this_was_not_me_sets_it_aside_from_the_receipt(
    sam: Visitor, morgan: Visitor, wrong: str, cast: Cast
) -> None:
    page = sam.open(f"/partner/submissions/{wrong}").press("Put it aside, I did not write it")

    assert "neither you nor Alex can read it" in page.text
    assert sam.client.get(f"/partner/submissions/{wrong}").status_code == 404
    assert FEELINGS["fear"] not in everything(sam)
    couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    assert "For you to decide" in couple.text


def test_the_whole_swap_shows_the_words_to_nobody_but_their_author(
    alex: Visitor, sam: Visitor, morgan: Visitor, wrong: str
) -> None:
    morgan.open(f"/counselor/review/{wrong}").press("Put it aside")
    assert FEELINGS["fear"] not in everything(sam) + everything(alex)
    assert "Was this yours?" in sam.open("/partner/this-week").text
    assert "Was this yours?" not in alex.open("/partner/this-week").text

    sam.open(f"/partner/set-aside/{wrong}").press("This was not me")
    aside = morgan.open(f"/counselor/set-aside/{wrong}")
    assert "Sam says that it was not theirs." in aside.text
    assert FEELINGS["fear"] in aside.text
    aside.press("Ask Alex whether it was theirs")

    asked = alex.open("/partner/this-week").click("Have a look")
    assert "under the name of Sam" in asked.text
    assert FEELINGS["fear"] not in asked.text + everything(alex) + everything(sam)
    receipt = asked.press("Yes, I wrote it")

    assert FEELINGS["fear"] in receipt.text
    assert FEELINGS["fear"] not in everything(sam, f"/partner/submissions/{wrong}")
    assert "Alex said that it was theirs" not in everything(sam)


def test_no_is_an_answer_and_void_is_the_end_of_it(
    alex: Visitor, sam: Visitor, morgan: Visitor, wrong: str
) -> None:
    sam.open(f"/partner/submissions/{wrong}").press("Put it aside, I did not write it")
    morgan.open(f"/counselor/set-aside/{wrong}").press("Ask Alex whether it was theirs")

    alex.open(f"/partner/set-aside/{wrong}").press("No, it was not mine")
    page = morgan.open(f"/counselor/set-aside/{wrong}")
    assert "Alex says that it was not theirs either." in page.text
    page = page.press("Make it void")

    assert "Made void by you" in page.text
    assert FEELINGS["fear"] not in page.text
    assert FEELINGS["fear"] not in everything(alex) + everything(sam)


def test_a_slip_of_the_finger_is_taken_back(sam: Visitor, morgan: Visitor, wrong: str) -> None:
    sam.open(f"/partner/submissions/{wrong}").press("Put it aside, I did not write it")
    assert "Put it back" not in morgan.open(f"/counselor/set-aside/{wrong}").buttons()

    sam.open(f"/partner/set-aside/{wrong}").press("It was mine after all")
    page = morgan.open(f"/counselor/set-aside/{wrong}").press("Put it back")

    assert "Put back. Who reads what of it now stands beside each answer." in page.text
    assert FEELINGS["fear"] in sam.open(f"/partner/submissions/{wrong}").text


def test_homework_for_sam_alone_can_only_be_put_back_or_made_void(
    desk: Desk, cast: Cast, sam: Visitor, morgan: Visitor
) -> None:
    with desk.writing() as session, session.begin():
        from tests.homework import give, hand_in  # noqa: PLC0415 - only this story gives to one

        given = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        answers = {"what_happened": "You left", "hurts_now": "7", "ask_of_partner": "hear"}
        wrong = hand_in(session, cast.sam, given, answers).public_id

    sam.open(f"/partner/submissions/{wrong}").press("Put it aside, I did not write it")
    page = morgan.open(f"/counselor/set-aside/{wrong}")

    assert "the other does not know of it" in page.text
    assert "Ask Alex whether it was theirs" not in page.buttons()


class TestWhatTheOtherCanTell:
    """Alex’s pages, byte for byte, whatever happens to what lies under Sam’s name."""

    @pytest.fixture
    def acts(self, desk: Desk, cast: Cast) -> Callable[..., None]:
        def act(submission_id: str, *steps: str) -> None:
            who = {"say_not_mine": cast.sam, "say_mine": cast.sam}
            for step in steps:
                with desk.writing() as session, session.begin():
                    actor: Member = who.get(step, cast.morgan)
                    getattr(attribution, step)(session, actor.identity, submission_id)

        return act

    @pytest.mark.parametrize(
        "steps",
        [
            ("quarantine",),
            ("say_not_mine",),
            ("quarantine", "say_not_mine", "void"),
            ("quarantine", "restore"),
            ("say_not_mine", "say_mine", "restore"),
        ],
    )
    def test_sealed_work_that_is_set_aside_changes_nothing_before_alex_hands_in(
        self,
        alex: Visitor,
        homework: str,
        wrong: str,
        acts: Callable[..., None],
        steps: tuple[str, ...],
    ) -> None:
        more = (f"/partner/homework/{homework}", f"/partner/set-aside/{wrong}")
        before = everything(alex, *more)

        acts(wrong, *steps)

        assert everything(alex, *more) == before

    @pytest.mark.parametrize("steps", [("quarantine",), ("say_not_mine", "void")])
    def test_what_had_opened_looks_as_if_sam_had_never_handed_in(
        self,
        alex: Visitor,
        desk: Desk,
        cast: Cast,
        homework: str,
        acts: Callable[..., None],
        steps: tuple[str, ...],
    ) -> None:
        mine = desk.hand_in(cast.alex, homework, OTHERS)
        more = (f"/partner/homework/{homework}", f"/partner/submissions/{mine}")
        before = everything(alex, *more)
        wrong = desk.hand_in(cast.sam, homework, FEELINGS)
        assert FEELINGS["fear"] in everything(alex, *more)

        acts(wrong, *steps)

        assert everything(alex, *more) == before


def test_two_at_one_browser_within_minutes_is_a_quiet_line_for_the_counselor_alone(
    app: Flask,
    desk: Desk,
    cast: Cast,
    homework: str,
    morgan: Visitor,
    alex: Visitor,
) -> None:
    visitor = Visitor(app)
    for member in (cast.alex, cast.sam):
        entry = {"email": member.email, "password": member.password}
        visitor.open("/sign-in").press("Sign in", entry)
        page = visitor.open(f"/partner/homework/{homework}").press("Start")
        page = page.press("Check and send", filled(page))
        page.press("Hand in")
        visitor.open("/partner/this-week").press("Sign out")

    couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")

    assert "Worth a quiet question (2)" in couple.text
    assert "from the same browser within ten minutes" in couple.text
    assert "same browser" not in everything(alex)


def filled(page: Page) -> dict[str, str]:
    """The words of the check-in, by the names of the form."""
    return {f"answer-{key}": words for key, words in FEELINGS.items()}


def test_two_at_their_own_browsers_are_no_line_at_all(
    desk: Desk, cast: Cast, homework: str, alex: Visitor, sam: Visitor, morgan: Visitor
) -> None:
    for visitor in (alex, sam):
        page = visitor.open(f"/partner/homework/{homework}").press("Start")
        page.press("Check and send", filled(page)).press("Hand in")

    couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")

    assert "quiet question" not in couple.text
