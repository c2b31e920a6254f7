"""
Recovery codes: ten on paper, each good once, for the day on which the phone is gone.

They are digits, so that they fit where the app's code goes and can be typed on any phone.
Only a fingerprint is kept that our key alone can make: whoever has the database and not
the keys cannot try them out.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.database import changes_one
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.people.models import Passkey, Person, RecoveryCode
from couples.people.sign_in import identity_of
from couples.wording import gettext as _

MANY = 10
DIGITS = 12


def make(session: Session, actor: Identity) -> list[str]:
    """Ten new codes for the actor, shown this once; the ones before open nothing any more."""
    person = session.get_one(Person, actor.person_id)
    if not asks_for_more(session, person):
        raise DomainError(_("Set up your second factor first."))
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes: set[str] = set()
    while len(codes) < MANY:
        codes.add(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")
    for code in codes:
        session.add(
            RecoveryCode(
                practice_id=person.practice_id,
                person_id=person.id,
                code_hash=_fingerprint(person, code),
            )
        )
    history.record(session, actor, "recovery-codes:make", person)
    return sorted(codes)


def forget_unless_needed(session: Session, person: Person) -> None:
    """Let none of them open anything where there is nothing left that they stand in for."""
    if asks_for_more(session, person):
        return
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def use(session: Session, person: Person, code: str) -> bool:
    """
    Whether `code` is one of theirs that nobody used yet; if so, it is used up.

    The database decides which of two requests with one code came first.
    """
    if not has_the_form(code):
        return False
    digits = _digits_of(code)
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == _fingerprint(person, digits),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
    )
    if not changes_one(session, used):
        return False
    history.record(session, identity_of(session, person), "recovery-code:use", person)
    return True


def has_the_form(code: str) -> bool:
    """Whether these are as many digits as a recovery code has, and no code of an app."""
    digits = _digits_of(code)
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit()


def count_left(session: Session, viewer: Identity) -> int:
    """How many of the viewer's own codes nobody used yet."""
    return (
        session.scalar(
            select(func.count()).where(
                RecoveryCode.person_id == viewer.person_id, RecoveryCode.used_at.is_(None)
            )
        )
        or 0
    )


def find_made_at(session: Session, viewer: Identity) -> datetime | None:
    """When the viewer's own codes were made, if there are any."""
    return session.scalar(
        select(func.max(RecoveryCode.created_at)).where(RecoveryCode.person_id == viewer.person_id)
    )


def asks_for_more(session: Session, person: Person) -> bool:
    """Whether the password of `person` is not enough: there is a second factor of any kind."""
    one = select(Passkey.id).where(Passkey.person_id == person.id).limit(1)
    return person.has_second_factor or session.scalar(one) is not None


def _digits_of(code: str) -> str:
    return "".join(code.replace("-", "").split())


def _fingerprint(person: Person, digits: str) -> str:
    return encryption.current().blind_index(f"recovery {person.public_id} {digits}")
