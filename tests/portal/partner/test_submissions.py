"""What was handed in: who can read it, letting more people read it, and trying again."""

from __future__ import annotations

from couples.exercises.definition import Doer
from couples.submissions import reviewing
from couples.submissions.queries import list_answers, list_submissions
from tests.cast import Cast
from tests.homework import FEELINGS
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

HURT = {
    "what_happened": "You left without a word",
    "why_it_matters": "I felt invisible",
    "hurts_now": "6",
    "ask_of_partner": "hear",
}


def grievance(desk: Desk, cast: Cast, **audiences: str) -> str:
    """Alex names what hurt, each answer for whom they chose."""
    people = {cast.alex_and_sam.public_id: cast.alex.public_id}
    homework = desk.give("grievance", doer=Doer.ONE, people=people)
    return desk.hand_in(cast.alex, homework, HURT, audiences=audiences)


def test_an_author_chooses_who_may_read_before_writing(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    people = {cast.alex_and_sam.public_id: cast.alex.public_id}
    homework = desk.give("grievance", doer=Doer.ONE, people=people)

    draft = alex.open(f"/partner/homework/{homework}").press("Start")
    check = draft.press(
        "Check and send",
        {
            **{f"answer-{key}": words for key, words in HURT.items()},
            "who-what_happened": "Me and Dr. Morgan",
            "who-hurts_now": "Sam too, when Dr. Morgan opens it in a session",
        },
    )

    assert check.find_all(".read-back .audience") == [
        "Dr. Morgan sees this when you hand in. Sam does not see it here.",
        "Dr. Morgan sees this when you hand in. Sam sees it when Dr. Morgan opens it in a session.",
        "Only you see this, unless you decide otherwise later.",
        "Only you see this, unless you decide otherwise later.",
    ]


class TestWidening:
    def test_what_was_kept_can_be_shown_to_the_counselor(
        self, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        page = alex.open(f"/partner/submissions/{grievance(desk, cast)}")
        assert "You cannot take this back afterwards." in page.text

        page = page.press("Let Dr. Morgan read this")

        lines = page.find_all(".answered .audience")
        assert lines[0] == (
            "You and Dr. Morgan can read this, now and later. Sam does not see it here."
        )
        assert lines[1] == "Only you can read this, now and later."

    def test_the_other_reads_only_what_was_opened(
        self, alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
    ) -> None:
        handed_in = grievance(desk, cast, what_happened="counselor")
        sam.open(f"/partner/submissions/{handed_in}", status=404)

        alex.open(f"/partner/submissions/{handed_in}").press("Let Sam read this")

        theirs = sam.open(f"/partner/submissions/{handed_in}")
        assert "You left without a word" in theirs.text
        assert "I felt invisible" not in theirs.text
        assert "Let " not in " ".join(theirs.buttons())

    def test_what_is_open_or_sealed_offers_nothing_more(
        self, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        homework = desk.give_feelings()
        handed_in = desk.hand_in(cast.alex, homework, FEELINGS)

        page = alex.open(f"/partner/submissions/{handed_in}")

        assert "Let more people read this" not in page.text

    def test_it_never_narrows_and_nobody_else_widens(
        self, alex: Visitor, sam: Visitor, kim: Visitor, desk: Desk, cast: Cast
    ) -> None:
        handed_in = grievance(desk, cast, what_happened="couple")
        answer = alex.open(f"/partner/submissions/{handed_in}").soup.select(".answered")[0]
        path = f"/partner/answers/{str(answer['id']).removeprefix('answer-')}/widen"

        alex.post(path, {"audience": "me"}, status=409)
        alex.post(path, {"audience": "everybody"}, status=409)
        sam.post(path, {"audience": "couple"}, status=404)
        kim.post(path, {"audience": "couple"}, status=404)

        assert "You left without a word" in sam.open(f"/partner/submissions/{handed_in}").text

    def test_what_the_counselor_opened_in_a_session_can_be_read_there(
        self, alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
    ) -> None:
        handed_in = grievance(desk, cast, why_it_matters="session")
        with desk.writing() as session, session.begin():
            viewer = cast.morgan.identity
            (found,) = list_submissions(session, viewer)
            answers = list_answers(session, viewer, [found])[found.id]
            opened = next(a for a in answers if a.field == "why_it_matters")
            reviewing.release(session, viewer, opened.public_id)

        assert "I felt invisible" in sam.open(f"/partner/submissions/{handed_in}").text
        mine = alex.open(f"/partner/submissions/{handed_in}")
        assert "You, Sam and Dr. Morgan can read this, now and later." in mine.text


class TestGivenBack:
    def given_back(self, alex: Visitor, desk: Desk, cast: Cast) -> Page:
        handed_in = desk.hand_in(cast.alex, desk.give_feelings(), FEELINGS)
        desk.give_back(handed_in, "Say the need in one small sentence.")
        return alex.open("/partner/this-week").click("Read what Dr. Morgan wrote")

    def test_it_comes_first_with_the_counselors_words(
        self, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        page = self.given_back(alex, desk, cast)

        assert "Say the need in one small sentence." in page.text
        assert "Given back for another attempt" in page.text

    def test_another_attempt_begins_with_the_same_words(
        self, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        draft = self.given_back(alex, desk, cast).press("Try again")

        assert draft.value_of("answer-need") == [FEELINGS["need"]]
        assert "Say the need in one small sentence." in draft.text

    def test_every_attempt_stays(self, alex: Visitor, desk: Desk, cast: Cast) -> None:
        draft = self.given_back(alex, desk, cast).press("Try again")

        page = draft.press("Check and send", {"answer-need": "Ten minutes"}).press("Hand in")

        assert "Ten minutes" in page.find_all(".receipt")[0]
        assert "Earlier attempts" in page.text
        assert FEELINGS["need"] in page.text
        assert desk.count(cast.alex) == 2

    def test_only_what_was_given_back_can_be_tried_again(
        self, alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
    ) -> None:
        handed_in = desk.hand_in(cast.alex, desk.give_feelings(), FEELINGS)

        alex.post(f"/partner/submissions/{handed_in}/try-again", status=409)
        sam.post(f"/partner/submissions/{handed_in}/try-again", status=404)


def test_the_counselors_reply_reaches_its_author_alone(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    handed_in = grievance(desk, cast, what_happened="couple")
    desk.reply(handed_in, "Thank you for these words.")

    week = alex.open("/partner/this-week")
    assert "Dr. Morgan replied" in week.text
    assert "Thank you for these words." in week.click("Naming what hurt").text
    theirs = sam.open(f"/partner/submissions/{handed_in}")
    assert "Thank you" not in theirs.text


def test_homework_of_one_is_not_there_for_the_other(sam: Visitor, desk: Desk, cast: Cast) -> None:
    people = {cast.alex_and_sam.public_id: cast.alex.public_id}
    homework = desk.give("grievance", doer=Doer.ONE, people=people)

    sam.open(f"/partner/homework/{homework}", status=404)
    sam.post(f"/partner/homework/{homework}/start", {"part": "main"}, status=404)
    assert "Naming what hurt" not in sam.open("/partner/this-week").text


def test_another_couple_finds_nothing_of_it(kim: Visitor, desk: Desk, cast: Cast) -> None:
    homework = desk.give_feelings()
    handed_in = desk.hand_in(cast.alex, homework, FEELINGS)

    hidden = kim.open(f"/partner/submissions/{handed_in}", status=404)
    kim.open(f"/partner/homework/{homework}", status=404)

    assert hidden.text == kim.open("/partner/submissions/" + "a" * 26, status=404).text


def test_everything_that_was_handed_in_stays_to_be_found(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    grievance(desk, cast)
    desk.hand_in(cast.alex, desk.give_feelings(), FEELINGS)

    page = alex.open("/partner/this-week").click("Everything you handed in")

    assert page.find_all(".line-list__what") == ["A fear, a joy, a need", "Naming what hurt"]
