"""
What a copy rests on: the words that its reader could read on the day it was made.

Paper that was printed is gone. A copy that is opened here is asked each time whether its
reader may still read everything that they could then, under the name it had then. More may
have come since; less may not. Nothing is stored of the answer, so nothing can be forgotten
when something is set aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement
from couples.agreements.queries import select_whole, view_of
from couples.agreements.standing import AgreementState
from couples.caseload.models import Couple
from couples.copies.models import KeptCopy, Reader
from couples.copies.queries import get_copy
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.submissions.models import Answer
from couples.visibility import readable_answers


def basis_of(
    session: Session, couple: Couple, reader: Reader, person_id: int | None = None
) -> frozenset[str]:
    """Names of everything that a copy for this reader could be made of just now."""
    answers = session.execute(
        select(Answer.id, Answer.author_id).where(
            Answer.couple_id == couple.id, _readable(couple, reader, person_id)
        )
    )
    return frozenset(
        [*(f"{row.id} by {row.author_id}" for row in answers), *_wordings(session, couple, reader)]
    )


def still_holds(session: Session, copy: KeptCopy) -> bool:
    """Whether its reader may still read each word that it was made of."""
    return copy.has_words and _made_of(copy) <= basis_of(
        session, copy.couple, copy.reader, copy.person_id
    )


def open_copy(session: Session, viewer: Identity, copy_id: str) -> KeptCopy:
    """A copy whose words may still be read, or `NotFoundError`: what is not whole is not there."""
    found = get_copy(session, viewer, copy_id)
    if not still_holds(session, found):
        raise NotFoundError
    return found


def as_text(basis: frozenset[str]) -> str:
    """The names as they are kept."""
    return json.dumps(sorted(basis))


def let_go_of_untrue(session: Session, couple: Couple) -> None:
    """
    Let the words of each copy go whose reader may read less by now than when it was made.

    Whoever acts need not know that there are any: a partner never knows of the other's.
    """
    session.flush()
    kept = select(KeptCopy).where(KeptCopy.couple_id == couple.id, KeptCopy.digest.is_not(None))
    # Several copies rest on the same: each reader is asked for once.
    basis = cache(lambda reader, person_id: basis_of(session, couple, reader, person_id))
    for copy in session.scalars(kept):
        if not _made_of(copy) <= basis(copy.reader, copy.person_id):
            copy.forget()


def _made_of(copy: KeptCopy) -> frozenset[str]:
    return frozenset(json.loads(copy.rests_on or "[]"))


def _readable(couple: Couple, reader: Reader, person_id: int | None) -> ColumnElement[bool]:
    counselor = couple.own_counselor
    both = readable_answers(couple.reader_for_both)
    match reader:
        case Reader.COUNSELOR:
            return readable_answers(counselor)
        case Reader.COUPLE:
            return both
        case Reader.PARTNER:
            holder = Identity(Role.PARTNER, couple.practice_id, person_id or 0, couple.id)
            own = and_(
                Answer.author_id == holder.person_id,
                readable_answers(holder),
                readable_answers(counselor),
            )
            return or_(both, own)


def _wordings(session: Session, couple: Couple, reader: Reader) -> Iterator[str]:
    """
    The wordings of agreements that stand.

    One that somebody ended stands in no copy of theirs any more. The counselor goes on
    keeping how it was.
    """
    whole = select_whole(couple.reader_for_both).where(Agreement.couple_id == couple.id)
    for agreement in session.scalars(whole):
        is_ended = view_of(agreement).state is AgreementState.WITHDRAWN
        if is_ended and reader is not Reader.COUNSELOR:
            continue
        for version in agreement.versions:
            if version.withdrawn_at is None:
                yield f"wording {version.id}"
