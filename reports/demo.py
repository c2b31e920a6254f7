"""The demo practice with a report that was handed out: paper is made above the practice."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, demo, encryption
from couples.caseload.models import Couple, Practice
from couples.caseload.queries import get_own_couple
from couples.copies import services
from couples.copies.models import Reader
from couples.demo.people import address
from couples.people.models import Person
from couples.people.sign_in import identity_of
from reports.copy_making import make_copy
from reports.gathering.copies import gather_partners_copy
from reports.progress import ProgressReport

HOLDER = "alex"
WEEKS = timedelta(weeks=8)


def fill(session: Session) -> Practice:
    """Write the demo, and hand one of its people the report on the weeks behind them."""
    practice = demo.fill(session)
    index = encryption.current().blind_index(address(HOLDER))
    person = session.scalars(select(Person).where(Person.email_index == index)).one()
    _hand_out(session, get_own_couple(session, identity_of(session, person)), person)
    return practice


def _hand_out(session: Session, couple: Couple, person: Person) -> None:
    """As the counselor does it: made for one reader, looked through, handed out."""
    counselor = identity_of(session, couple.counselor)
    last = clock.today(couple.time_zone)
    first = last - WEEKS

    def gather() -> ProgressReport:
        return gather_partners_copy(
            session, counselor, couple.public_id, person.public_id, first, last, with_own=True
        )

    made = make_copy(session, couple, Reader.PARTNER, person.id, gather, {})
    [kept] = services.keep(
        session,
        counselor,
        couple,
        [made],
        reader=Reader.PARTNER,
        first=first,
        last=last,
        token=f"demo-{person.public_id}",
    )
    services.hand_out(session, counselor, kept.public_id)
