"""Opening a brief: what was prepared where it is still true, and otherwise how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from couples import clock
from couples.appointments import services as appointments
from couples.exercises.definition import Gate
from couples.models import GateSetting, Practice, Preparation, SignInAttempt
from couples.people import throttle
from couples.preparations import services
from couples.preparations.models import Failure, Reader, Stage
from portal.jobs import do_what_is_due
from portal.prepared import order, prepare
from reports import frozen
from reports.gathering import gather_for_appointment
from reports.states import Copy
from tests.cast import Cast
from tests.couples.safety.scene import hold
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]


@pytest.fixture
def there(soon: str) -> str:
    return f"/counselor/appointments/{soon}/brief.pdf"


def rows(writing: Writing) -> list[Preparation]:
    with writing() as session:
        # With their pages, which are loaded only for whoever reads them.
        whole = select(Preparation).options(undefer(Preparation.printed_sealed))
        return list(session.scalars(whole.order_by(Preparation.id)))


def fail(writing: Writing, cast: Cast, soon: str) -> str:
    """Let the brief as it is now have failed."""
    who = cast.morgan.identity
    with writing() as session, session.begin():
        brief = gather_for_appointment(session, who, soon, Copy.COUNSELOR)
        digest = frozen.digest(brief)
        for _ in range(services.MOST_ATTEMPTS):
            name = services.claim(session, who, soon, Reader.COUNSELOR, digest=digest)
            services.give_up(session, who, name or "", Failure.TOO_LONG)
        return session.scalars(select(Preparation.public_id)).one()


class TestTheRunner:
    def test_it_prepares_once_and_again_when_something_came_in(
        self, app: Flask, writing: Writing, cast: Cast, soon: str, there: str, morgan: Visitor
    ) -> None:
        do_what_is_due(app)
        [first] = rows(writing)
        do_what_is_due(app)
        assert [row.ready_at for row in rows(writing)] == [first.ready_at]
        assert morgan.open(there).response.data == first.pages

        with writing() as session, session.begin():
            feelings = give_feelings(session, cast.alex_and_sam)
            hand_in(session, cast.alex, feelings, {**FEELINGS, "fear": "the walk by the sea"})
        do_what_is_due(app)

        [second] = rows(writing)
        assert second.public_id == first.public_id
        assert second.pages != first.pages
        assert morgan.open(there).response.data == second.pages
        assert "the walk by the sea" in words_of_pdf(second.pages)

    def test_it_leaves_what_is_far_off_called_off_or_in_a_dispute(
        self, app: Flask, writing: Writing, cast: Cast, soon: str
    ) -> None:
        who = cast.morgan.identity
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G6)
            later, off = (
                appointments.schedule(
                    session,
                    who,
                    cast.kim_and_robin.public_id,
                    starts_at=clock.now() + timedelta(hours=hours),
                )
                for hours in (13, 5)
            )
            appointments.cancel(session, who, off.public_id)
        do_what_is_due(app)
        assert rows(writing) == []

        with writing() as session, session.begin():
            services.prepare_ahead(session, who, 24)
        do_what_is_due(app)

        assert [row.appointment_id for row in rows(writing)] == [later.id]

    def test_it_lets_go_of_what_is_over_and_of_what_is_left_from_before_a_dispute(
        self, app: Flask, writing: Writing, cast: Cast, soon: str
    ) -> None:
        do_what_is_due(app)
        [first] = rows(writing)
        with clock.at(clock.now() + timedelta(days=3)):
            do_what_is_due(app)
        assert rows(writing) == []

        do_what_is_due(app)
        assert [row.appointment_id for row in rows(writing)] == [first.appointment_id]
        with writing() as session, session.begin():
            couple_id, practice_id = first.couple_id, first.practice_id
            # As it was written before anybody let go of what was kept.
            session.add(
                GateSetting(
                    practice_id=practice_id, couple_id=couple_id, gate=Gate.G6, is_held=True
                )
            )
        do_what_is_due(app)
        assert rows(writing) == []


class TestOpening:
    def test_what_nobody_prepared_is_made_and_kept_for_the_next_look(
        self, writing: Writing, there: str, morgan: Visitor
    ) -> None:
        first = morgan.open(there).response
        second = morgan.open(there).response

        [kept] = rows(writing)
        assert first.mimetype == "application/pdf"
        assert first.data == second.data == kept.pages

    def test_what_is_no_longer_true_is_not_handed_out(
        self, app: Flask, writing: Writing, cast: Cast, there: str, morgan: Visitor
    ) -> None:
        do_what_is_due(app)
        with writing() as session, session.begin():
            feelings = give_feelings(session, cast.alex_and_sam)
            hand_in(session, cast.sam, feelings, {**FEELINGS, "fear": "the new garden gate"})

        assert "the new garden gate" in words_of_pdf(morgan.open(there).response.data)

    def test_each_copy_is_a_row_of_its_own(
        self, writing: Writing, there: str, morgan: Visitor
    ) -> None:
        for copy in ("counselor", "couple"):
            morgan.open(f"{there}?copy={copy}")

        assert [row.reader for row in rows(writing)] == [Reader.COUNSELOR, Reader.COUPLE]

    def test_whoever_cannot_wait_sees_that_it_is_made_and_then_the_pages(
        self, app: Flask, writing: Writing, there: str, morgan: Visitor
    ) -> None:
        app.config["PATIENCE_FOR_PAPER"] = 0
        page = morgan.open(there, status=202)

        assert page.h1 == "The brief is being made"
        looks = page.response.headers["Refresh"].removeprefix("4; url=")
        deadline = clock.now() + timedelta(seconds=60)
        while not [row for row in rows(writing) if row.stage is Stage.READY]:
            assert clock.now() < deadline
        answer = morgan.client.get(looks)
        assert answer.location == f"{there}?copy=counselor"
        assert morgan.open(answer.location).response.mimetype == "application/pdf"
        assert len(rows(writing)) == 1

    def test_waiting_for_it_counts_as_no_paper_and_ends(
        self, writing: Writing, cast: Cast, soon: str, there: str, morgan: Visitor, lee: Visitor
    ) -> None:
        who, now = cast.morgan.identity, clock.now()
        looks = f"/counselor/appointments/{soon}/brief-in-preparation?since={int(now.timestamp())}"
        with writing() as session, session.begin():
            services.claim(session, who, soon, Reader.COUNSELOR, digest="of another text")

        for _look in range(30):
            assert morgan.open(looks, status=202).h1 == "The brief is being made"
        with writing() as session:
            counted = SignInAttempt.account == throttle.work_trial(cast.morgan.public_id).account
            assert session.scalars(select(SignInAttempt).where(counted)).all() == []
        lee.open(looks, status=404)
        with clock.at(now + services.LEASE + timedelta(seconds=1)):
            assert morgan.client.get(looks).location == f"{there}?copy=counselor"
        for nonsense in ("", "x", "-1", "9" * 40):
            answer = morgan.client.get(looks.partition("?")[0] + f"?since={nonsense}&copy=couple")
            assert answer.location == f"{there}?copy=couple", nonsense

    def test_in_a_legal_dispute_it_is_made_on_a_word_and_kept_nowhere(
        self, writing: Writing, cast: Cast, there: str, morgan: Visitor
    ) -> None:
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G6)

        assert morgan.open(there).h1 == "Before it leaves"
        assert morgan.post(there, {}).response.mimetype == "application/pdf"
        assert rows(writing) == []


class TestAFailure:
    def test_it_stands_on_today_says_why_and_is_tried_again_on_a_press(
        self, writing: Writing, cast: Cast, soon: str, there: str, morgan: Visitor, lee: Visitor
    ) -> None:
        id_ = fail(writing, cast, soon)

        assert "A brief could not be made" in morgan.open("/counselor/today").text
        assert "A brief could not be made" not in lee.open("/counselor/today").text
        page = morgan.open(there, status=503)
        assert page.h1 == "The brief could not be made"
        assert "Printing it took too long." in page.text
        again = f"/counselor/briefs/{id_}/again"
        lee.post(again, {}, status=404)
        answer = morgan.client.post(again, data={"csrf_token": morgan.token()})
        assert answer.location == f"{there}?copy=counselor"
        assert morgan.open(answer.location).response.mimetype == "application/pdf"
        assert "A brief could not be made" not in morgan.open("/counselor/today").text

    def test_something_new_is_tried_by_itself(
        self, app: Flask, writing: Writing, cast: Cast, soon: str
    ) -> None:
        fail(writing, cast, soon)
        do_what_is_due(app)
        assert [row.stage for row in rows(writing)] == [Stage.FAILED]

        with writing() as session, session.begin():
            hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        do_what_is_due(app)

        assert [row.stage for row in rows(writing)] == [Stage.READY]

    def test_somebody_else_at_it_is_left_alone(
        self, app: Flask, writing: Writing, cast: Cast, soon: str
    ) -> None:
        who = cast.morgan.identity
        with writing() as session, session.begin():
            brief = gather_for_appointment(session, who, soon, Copy.COUNSELOR)
            services.claim(session, who, soon, Reader.COUNSELOR, digest=frozen.digest(brief))

        assert prepare(app.extensions["database"], order(who, soon, brief, frozenset())) is None
        assert [row.stage for row in rows(writing)] == [Stage.IN_PREPARATION]


class TestHowLongBefore:
    def test_a_counselor_chooses_the_hours_for_the_practice(
        self, writing: Writing, cast: Cast, morgan: Visitor
    ) -> None:
        page = morgan.open("/counselor/briefs")
        assert page.h1 == "When briefs are ready"

        refused = morgan.post("/counselor/briefs", {"hours": "100"}, status=422)
        assert "Choose between 1 and 72 hours." in refused.text
        assert 'value="100"' in refused.response.text
        refused = morgan.post("/counselor/briefs", {"hours": "many"}, status=422)
        assert "Write a whole number." in refused.text
        assert refused.value_of("hours") == ["many"]
        morgan.post("/counselor/briefs", {"hours": "24"})

        with writing() as session:
            assert session.get_one(Practice, cast.practice_id).brief_hours == 24
            assert session.scalar(select(func.count(Preparation.id))) == 0
