"""What a counselor does after reading: opening an answer in session, and being done."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.visibility import readable_answers
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING
from tests.portal.counselor.test_review import opened, sam_hands_in


def can_read(writing: Callable[[], Session], reader: Identity) -> set[str]:
    with writing() as session:
        return set(session.scalars(select(Answer.field).where(readable_answers(reader))))


class TestOpeningInSession:
    def test_the_other_partner_reads_it_from_then_on(
        self, morgan: Visitor, hurt: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        assert can_read(writing, cast.alex.identity) == {"ask_of_partner"}
        page = opened(morgan, hurt)
        assert "Alex does not read this until you open it." in page.text

        page = page.press("Open it to Alex now")

        assert "Alex can read this answer now." in page.text
        assert "You opened this to Alex." in page.text
        assert "Open it to Alex now" not in page.buttons()
        assert can_read(writing, cast.alex.identity) == {"ask_of_partner", "what_happened"}

    def test_no_other_answer_can_be_opened(
        self, morgan: Visitor, lee: Visitor, hurt: str, writing: Callable[[], Session]
    ) -> None:
        with writing() as session:
            answers = session.scalars(select(Answer)).all()
            ids = {answer.field: answer.public_id for answer in answers}

        morgan.post(f"/counselor/answers/{ids['hurts_now']}/release", status=409)
        morgan.post(f"/counselor/answers/{ids['severity_then']}/release", status=404)
        lee.post(f"/counselor/answers/{ids['what_happened']}/release", status=404)


class TestBeingDone:
    def test_done_leads_to_the_next(self, morgan: Visitor, feelings: str, hurt: str) -> None:
        page = opened(morgan, feelings).press("Done, next d")

        assert page.h1 == "Naming what hurt"
        page = page.press("Done d")
        assert page.h1 == "Review"
        assert "Done. Nothing comes after this one." in page.text
        assert "You have read everything" in page.text

    def test_what_came_in_meanwhile_was_not_read_and_stays(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        page = opened(morgan, feelings)
        sam_hands_in(cast, writing)

        page.press("Done d")

        page = morgan.open("/counselor/review")
        assert "handed in by Sam" in page.text

    def test_done_twice_is_done_once(
        self, morgan: Visitor, feelings: str, writing: Callable[[], Session]
    ) -> None:
        page = opened(morgan, feelings)

        page.press("Done d")
        page.press("Done d")

        with writing() as session:
            assert session.scalars(select(Submission)).one().reviewed_at == MONDAY_MORNING

    def test_it_can_still_be_read_afterwards(self, morgan: Visitor, feelings: str) -> None:
        opened(morgan, feelings).press("Done d")

        page = opened(morgan, feelings)

        assert "Read already" in page.text
        assert "That we stop talking" in page.text
        assert not any(button.startswith("Done") for button in page.buttons())
