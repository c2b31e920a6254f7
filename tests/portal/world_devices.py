"""A device on which somebody is signed in, and which has a passkey."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples import clock
from couples.database import Base
from couples.models import Passkey, Person
from couples.people import sign_in
from tests.cast import Member


def signed_in_with_a_passkey(
    session: Session, member: Member, note_id: Callable[[str, Base], None]
) -> None:
    """Sign `member` in on a phone that has a passkey."""
    person = session.get_one(Person, member.id)
    sign_in.open_session(session, person, device="A phone", waits_for_code=False)
    passkey = Passkey(
        practice_id=person.practice_id,
        person_id=person.id,
        credential_id="of-a-phone",
        public_key=b"half of a key",
        sign_count=0,
        device="A phone",
        answered_at=clock.now(),
    )
    session.add(passkey)
    note_id("passkey_id", passkey)
