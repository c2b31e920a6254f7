"""The counselor sees that there was a time-out and who came back, and nothing of why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload.models import Couple
from couples.pauses import services
from reports.gathering import gather_for_appointment
from reports.states import Copy
from tests.cast import Cast
from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite", "What is counted is tested on both databases.")


def test_it_is_on_the_couples_page_and_in_the_counselors_brief_alone(
    writing: Callable[[], Session], cast: Cast, morgan: Visitor, lee: Visitor
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    assert "Time-outs" not in morgan.open(path).text
    began = clock.now()
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        couple.created_at = began - timedelta(days=1)
        with clock.at(began):
            pause = services.start(session, cast.alex.identity, couple, 30)
            services.tell(session, cast.alex.identity, pause.public_id, words="Too loud for me")
        with clock.at(began + timedelta(minutes=25)):
            services.come_back(session, cast.alex.identity, pause.public_id)
        coming = appointments.schedule(
            session,
            cast.morgan.identity,
            couple.public_id,
            starts_at=began + timedelta(hours=30),
        ).public_id

    page = morgan.open(path).text
    assert "1 time-out: Alex asked for 1, Sam asked for 0." in page
    assert "Alex asked for it; 25 minutes. Alex back in time, Sam not back" in page
    assert "Too loud for me" not in page
    lee.open(path, status=404)
    with writing() as session:
        told = [
            gather_for_appointment(session, cast.morgan.identity, coming, copy).time_outs
            for copy in (Copy.COUNSELOR, Copy.COUPLE)
        ]
    assert [len(lines) for lines in told] == [1, 0]


def test_the_counselor_ends_one_for_both_and_keeps_why(
    writing: Callable[[], Session],
    cast: Cast,
    morgan: Visitor,
    alex: Visitor,
    lee: Visitor,
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        pause_id = services.start(session, cast.alex.identity, couple, 240).public_id
    end = morgan.open(path).click("End it for both")
    again = morgan.open(end.path)

    refused = end.press("End it for both", {"reason": " "}, status=422)
    assert "Say why, for your own file" in refused.text
    lee.open(end.path, status=404)
    lee.post(end.path, {"reason": "Theirs"}, status=404)
    over = refused.press("End it for both", {"reason": "They sit in front of me"})

    assert "It is over for both of them." in over.text
    assert "You ended it for both: They sit in front of me" in over.text
    again.press("End it for both", {"reason": "Twice"})
    assert "There is nothing to end here" in morgan.open(end.path).text
    hers = alex.open(f"/partner/pauses/{pause_id}")
    assert "Dr. Morgan ended it for both of you" in hers.text
    assert "They sit" not in hers.text
    assert "Twice" not in morgan.open(path).text


def test_a_reason_for_ending_what_is_over_meanwhile_comes_back(
    writing: Callable[[], Session], cast: Cast, morgan: Visitor
) -> None:
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        pause_id = services.start(session, cast.alex.identity, couple, 240).public_id
    end = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").click("End it for both")
    with writing() as session, session.begin():
        services.come_back(session, cast.alex.identity, pause_id)

    refused = end.press("End it for both", {"reason": "They sit in front of me"}, status=409)

    assert "This time-out is over already." in refused.text
    assert "They sit in front of me" in refused.text
