"""A copy that is kept, for tests of what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.copies import services
from couples.copies.models import KeptCopy, Reader
from couples.copies.resting import basis_of
from couples.copies.services import Made
from tests.cast import Cast, Member

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 28)


def couple_of(session: Session, cast: Cast) -> Couple:
    """Alex and Sam, as their counselor finds them."""
    return get_couple(session, cast.morgan.identity, cast.alex_and_sam.public_id)


def keep(
    session: Session,
    cast: Cast,
    reader: Reader,
    *people: Member,
    words: str = "{}",
    token: str | None = None,
    first: date = FIRST,
) -> Sequence[KeptCopy]:
    """A copy about Alex and Sam for each of these, or for the counselor where they are none."""
    couple = couple_of(session, cast)
    ids: list[int | None] = [each.id for each in people] or [None]
    made = [
        Made(
            person_id=person_id,
            made_from=words,
            pages=b"%PDF",
            digest="of it",
            edition="first",
            rests_on=basis_of(session, couple, reader, person_id),
        )
        for person_id in ids
    ]
    return services.keep(
        session,
        cast.morgan.identity,
        couple,
        made,
        reader=reader,
        first=first,
        last=LAST,
        token=token or uuid4().hex,
    )


def hand_out(session: Session, cast: Cast, reader: Reader, *people: Member) -> KeptCopy:
    """The same, and handed out."""
    [first, *_rest] = keep(session, cast, reader, *people)
    services.hand_out(session, cast.morgan.identity, first.public_id)
    return first
