"""What paper says of safety, to whom, and when the counselor is asked before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from fcntl import LOCK_EX, flock

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.exercises.definition import Gate
from couples.models import HistoryEntry
from portal.counselor import reports
from reports.paper import Paper
from reports.printing import print_paper
from reports.rendering import press
from tests.cast import Cast
from tests.couples.safety.scene import answer_check, hold
from tests.homework import give
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]


class TestPaper:
    @pytest.fixture
    def brief(self, writing: Writing, cast: Cast) -> str:
        with writing() as session, session.begin():
            soon = appointments.schedule(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                starts_at=clock.now() + timedelta(hours=30),
            )
            hold(session, cast.alex_and_sam, Gate.G1)
            give(
                session,
                cast.alex_and_sam,
                "calm-contract",
                reasons={cast.alex_and_sam.public_id: "Only with me in the room."},
            )
            answer_check(session, cast, cast.alex, safe="no")
            return f"/counselor/appointments/{soon.public_id}/brief.pdf"

    def test_the_counselor_s_copy_prints_the_reason_and_that_something_waits(
        self, morgan: Visitor, brief: str
    ) -> None:
        told = words_of_pdf(morgan.open(f"{brief}?copy=counselor").response.data)

        assert "Given all the same" in told
        assert "Only with me in the room." in told
        assert "1 thing to look at for them" in told
        assert "safe at home" not in told

    def test_the_couple_s_copy_prints_none_of_it(self, morgan: Visitor, brief: str) -> None:
        told = words_of_pdf(morgan.open(f"{brief}?copy=couple").response.data)

        assert "Given all the same" not in told
        assert "Only with me" not in told
        assert "to look at for them" not in told

    @pytest.mark.parametrize("paper", ["brief", "report"])
    def test_in_a_legal_dispute_each_paper_asks_first_and_the_press_is_kept(
        self, morgan: Visitor, brief: str, writing: Writing, cast: Cast, paper: str
    ) -> None:
        couple = cast.alex_and_sam.public_id
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G6)
        today = clock.today("America/New_York").isoformat()
        report = f"/counselor/couples/{couple}/report.pdf?from={today}&to={today}&copy=couple"
        path = f"{brief}?copy=couple" if paper == "brief" else report

        for presses in (1, 2):
            asked = morgan.open(path)
            assert asked.h1 == "Before it leaves"
            sheet = asked.press("Yes, this copy")

            assert sheet.response.mimetype == "application/pdf"
            assert "Couple’s copy" in words_of_pdf(sheet.response.data)
            with writing() as session:
                kept = select(HistoryEntry).where(HistoryEntry.event == "paper:confirm")
                assert [one.subject_id for one in session.scalars(kept)] == [couple] * presses

    @pytest.mark.only_on("sqlite")
    @pytest.mark.parametrize("paper", ["brief", "report"])
    def test_while_it_is_printed_everybody_else_can_write(
        self,
        morgan: Visitor,
        brief: str,
        writing: Writing,
        cast: Cast,
        paper: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        couple = cast.alex_and_sam.public_id
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G6)
        today = clock.today("America/New_York").isoformat()
        report = f"/counselor/couples/{couple}/report.pdf?from={today}&to={today}&copy=couple"
        asked = morgan.open(f"{brief}?copy=couple" if paper == "brief" else report)
        printed = []

        def print_meanwhile(paper: Paper) -> bytes:
            with writing() as session, session.begin():
                hold(session, cast.kim_and_robin, Gate.G6)
            printed.append(paper)
            return print_paper(paper)

        monkeypatch.setattr(reports, "print_paper", print_meanwhile)
        asked.press("Yes, this copy")

        assert len(printed) == 1

    def test_the_other_couple_is_not_asked(
        self, morgan: Visitor, writing: Writing, cast: Cast, brief: str
    ) -> None:
        with writing() as session, session.begin():
            hold(session, cast.kim_and_robin, Gate.G6)

        assert morgan.open(brief).response.mimetype == "application/pdf"

    def test_where_two_wait_already_the_page_says_so_at_once(
        self, morgan: Visitor, cast: Cast
    ) -> None:
        couple, today = cast.alex_and_sam.public_id, clock.today("America/New_York").isoformat()
        there = f"/counselor/couples/{couple}/report.pdf?from={today}&to={today}&copy=couple"
        with ExitStack() as taken:
            for place in press._PLACES:
                flock(taken.enter_context(place.open()), LOCK_EX)
            for _ in range(2):
                taken.enter_context(press._SEATS)
            page = morgan.open(there, status=503)

        assert page.h1 == "This could not be printed"
        assert morgan.open(there).response.mimetype == "application/pdf"
