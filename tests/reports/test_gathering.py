"""Which session and which days a brief is about, for whom, and what neither copy may tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from couples.admissions.services import let_in
from couples.appointments import services as appointments
from couples.caseload.models import Couple
from couples.errors import NotFoundError
from couples.exercises.definition import Cadence, Doer
from couples.people.models import Person
from reports.gathering import gather_for_appointment, gather_for_period
from reports.html import render_paper
from reports.states import Copy, PageSize, WorkState
from tests.cast import Cast
from tests.homework import FEELINGS, begin, give, hand_in, note
from tests.reports.days import NEXT_TIME, Gather, Meet, on


class TestTheSessionItIsFor:
    def test_it_says_when_in_the_couples_time_and_what_it_covers(self, gather: Gather) -> None:
        brief = gather()

        assert brief.moment == "Friday, October 16, 11:00\u00a0AM"
        assert (brief.period_start, brief.period_end) == (date(2026, 10, 2), date(2026, 10, 16))
        assert brief.prepared_at == "October 15, 11:00\u00a0AM"
        assert brief.page_size is PageSize.LETTER

    def test_it_names_the_zone_where_the_counselors_clock_shows_another_time(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        session.get_one(Couple, cast.alex_and_sam.id).time_zone = "Europe/Athens"

        assert gather().moment == (
            "Friday, October 16, 6:00\u00a0PM (Eastern European Summer Time)"
        )

    def test_it_speaks_the_counselors_language(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        session.get_one(Person, cast.morgan.id).locale = "de"

        assert gather().moment == "Freitag, 16. Oktober, 11:00"

    def test_the_counselors_copy_says_who_reads_along_and_no_other(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        with on(3):
            who, pair = cast.morgan.identity, cast.alex_and_sam.public_id
            let_in(session, who, pair, cast.lee.public_id, date(2026, 12, 1))

        assert gather().policy.endswith(" Lee reads along.")
        assert "Lee" not in gather(Copy.COUPLE).policy

    def test_what_came_in_before_the_last_session_is_not_new(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        with on(0.5):
            wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
            note(session, cast.alex, wins, {"win": "Before"})
        with on(3):
            note(session, cast.alex, wins, {"win": "Since"})

        (work,) = gather().handed_in

        assert [excerpt.lines for excerpt in work.excerpts] == [("Since",)]

    def test_the_session_after_the_next_is_about_the_same_days_up_to_now(
        self, session: Session, cast: Cast, gather: Gather, meet: Meet
    ) -> None:
        later = meet(NEXT_TIME + timedelta(days=7))
        with on(3):
            wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
            note(session, cast.alex, wins, {"win": "Since"})

        with on(5):
            brief = gather_for_appointment(
                session, cast.morgan.identity, later.public_id, Copy.COUNSELOR
            )

        assert brief.period_start == date(2026, 10, 2)
        assert len(brief.handed_in) == 1

    def test_a_cancelled_session_has_no_brief(
        self, session: Session, cast: Cast, meet: Meet
    ) -> None:
        appointment = meet(NEXT_TIME)
        appointments.cancel(session, cast.morgan.identity, appointment.public_id)

        with pytest.raises(NotFoundError):
            gather_for_appointment(
                session, cast.morgan.identity, appointment.public_id, Copy.COUNSELOR
            )

    @pytest.mark.parametrize("copy", list(Copy))
    def test_only_their_own_counselor_finds_it(
        self, session: Session, cast: Cast, gather: Gather, copy: Copy
    ) -> None:
        for stranger in (cast.lee, cast.alex, cast.sam, cast.kim):
            with pytest.raises(NotFoundError):
                gather(copy, stranger.identity)
            with pytest.raises(NotFoundError):
                gather_for_period(
                    session,
                    stranger.identity,
                    cast.alex_and_sam.public_id,
                    date(2026, 10, 1),
                    date(2026, 10, 9),
                    copy,
                )


class TestTheCouplesCopy:
    def test_it_does_not_tell_whether_either_has_begun_what_is_sealed(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        with on(3):
            given = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
        untouched = gather(Copy.COUPLE)
        with on(4):
            begin(session, cast.sam, given, FEELINGS)
            hand_in(session, cast.alex, given, FEELINGS)

        half = gather(Copy.COUPLE)

        assert half == untouched
        (row,) = half.homework
        assert {cell.state for cell in row.partners} == {WorkState.SEALED}
        assert {(cell.handed_in, cell.due) for cell in row.partners} == {(0, 4)}

    def test_it_never_mentions_homework_that_only_one_of_them_knows(
        self, session: Session, cast: Cast, gather: Gather
    ) -> None:
        with on(3):
            given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        untouched = gather(Copy.COUPLE)
        with on(4):
            answers = {"what_happened": "Late.", "hurts_now": "4", "ask_of_partner": "hear"}
            kept = dict.fromkeys(answers, "counselor")
            hand_in(session, cast.alex, given, answers, audiences=kept)

        assert gather(Copy.COUPLE) == untouched
        assert "Naming what hurt" not in render_paper(gather(Copy.COUPLE))
        assert "Naming what hurt" in render_paper(gather())

    def test_two_couples_never_meet_on_paper(
        self, session: Session, cast: Cast, meet: Meet
    ) -> None:
        pairs = (cast.alex_and_sam, cast.kim_and_robin)
        with on(1):
            sessions = [meet(NEXT_TIME, pair) for pair in pairs]
            for pair in pairs:
                wins = give(session, pair, "wins", cadence=Cadence.ANY_TIME)
                feelings = give(session, pair, "emotion-check-in", doer=Doer.EACH)
                for who in pair.partners:
                    note(session, who, wins, {"win": f"won-by-{who.name}"})
                    hand_in(session, who, feelings, {**FEELINGS, "fear": f"felt-by-{who.name}"})

        for copy in Copy:
            with on(2):
                alex_and_sam, kim_and_robin = (
                    render_paper(
                        gather_for_appointment(
                            session, cast.morgan.identity, appointment.public_id, copy
                        )
                    )
                    for appointment in sessions
                )

            assert "felt-by-Alex" in alex_and_sam
            assert "felt-by-Robin" in kim_and_robin
            assert not any(name in alex_and_sam for name in ("by-Kim", "by-Robin", "Kim"))
            assert not any(name in kim_and_robin for name in ("by-Alex", "by-Sam", "Alex"))


class TestAPeriod:
    def test_it_covers_the_days_of_the_couples_own_calendar(
        self, session: Session, cast: Cast
    ) -> None:
        session.get_one(Couple, cast.alex_and_sam.id).time_zone = "Pacific/Auckland"
        with on(0):
            wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
        for day, words in ((0, "The second"), (1, "The third"), (2, "The fourth")):
            with on(day):  # Three in the afternoon in London is the next morning there.
                note(session, cast.alex, wins, {"win": words})

        with on(9):
            brief = gather_for_period(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                date(2026, 10, 3),
                date(2026, 10, 3),
                Copy.COUPLE,
            )

        assert [work.excerpts[0].lines for work in brief.handed_in] == [("The third",)]

    def test_days_the_wrong_way_round_are_the_same_days(self, session: Session, cast: Cast) -> None:
        first, last = date(2026, 10, 1), date(2026, 10, 9)

        with on(9):
            one, other = (
                gather_for_period(
                    session,
                    cast.morgan.identity,
                    cast.alex_and_sam.public_id,
                    *days,
                    Copy.COUNSELOR,
                )
                for days in ((first, last), (last, first))
            )

        assert one == other
