"""What whoever owns the practice is told where nobody else could be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.standing_in import stand_in
from couples.caseload.models import Practice
from couples.caseload.services import add_person
from couples.identity import Role
from couples.people.models import Person
from tests.cast import TIME_ZONE, Cast, joined
from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")


def test_whoever_owns_the_practice_finds_who_stood_in_for_a_closed_account_and_not_why(
    lee: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        practice = session.get_one(Practice, cast.practice_id)
        name, zone = "Dr. Ode", TIME_ZONE
        ode = joined(
            add_person(
                session,
                practice,
                role=Role.COUNSELOR,
                name=name,
                email="ode@example.org",
                time_zone=zone,
            ),
            name,
        )
        morgan = session.get_one(Person, cast.morgan.id)
        morgan.is_owner, morgan.deactivated_at = False, clock.now()
        session.get_one(Person, cast.lee.id).is_owner = True
        session.flush()
        made = stand_in(session, ode.identity, one="Sam", other="Alex", reason="It cannot wait")
        read = f"/counselor/admissions/{made.public_id}/read"

    today = lee.open("/counselor/today")
    assert "Dr. Ode stood in for Dr. Morgan with Alex and Sam on" in today.text
    page = today.click("Hand them over, so that somebody reads why")
    assert "Dr. Ode stood in for Dr. Morgan on" in page.text
    assert all("It cannot wait" not in each.text for each in (today, page))

    assert "stood in" not in today.press("I have read this").text
    assert "Dr. Ode stood in" in lee.open("/counselor/practice").text
    lee.post(read.replace(made.public_id, "a" * 26), status=404)
    alex.post(read, status=404)
