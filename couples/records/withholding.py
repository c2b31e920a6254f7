"""
A shared record holds no word that the two may not both read any more.

It was made of what both could read on that day. What is set aside or taken back afterwards
leaves every page, and must not be served from an old file instead. A gate takes nothing
away: how it stands is the counselor's alone, and a file that went would tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.identity import Identity
from couples.leaving import readable_shared_records
from couples.records.models import SharedRecord
from couples.submissions.models import Answer
from couples.visibility import readable_answers


@contextmanager
def withholding(session: Session, actor: Identity, couple: Couple) -> Iterator[None]:
    """
    Let the words of the couple's shared record go where the two read less together after this.

    Where they do not, it stays: that something of one of them alone was set aside must not
    show in a file of both.
    """
    before = _read_by_both(session, couple)
    yield
    session.flush()
    if before <= _read_by_both(session, couple):
        return
    # The record may be in the making at this moment: then it is made first, and goes too.
    row = select(Couple.id).where(Couple.id == couple.id)
    session.execute(row.with_for_update(key_share=True))
    session.execute(
        update(SharedRecord)
        .where(readable_shared_records(actor), SharedRecord.couple_id == couple.id)
        .values(content_sealed=None)
    )


def _read_by_both(session: Session, couple: Couple) -> set[int]:
    both = couple.reader_for_both
    found = select(Answer.id).where(readable_answers(both), Answer.couple_id == couple.id)
    return set(session.scalars(found))
