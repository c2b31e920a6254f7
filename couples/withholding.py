"""
No paper holds a word that its readers may not read any more.

It was made of what they could read on that day. What is set aside or taken back afterwards
leaves every page, and must not be served from an old file instead. A gate takes nothing
away from a shared record: how it stands is the counselor's alone, and a file that went
would tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.caseload.queries import wait_for_turn
from couples.copies.resting import let_go_of_untrue
from couples.identity import Identity
from couples.preparations.letting_go import let_go_of_couple
from couples.records import sharing
from couples.submissions.models import Answer
from couples.visibility import readable_answers


@contextmanager
def withholding(session: Session, actor: Identity, couple: Couple) -> Iterator[None]:
    """
    Let prepared briefs go after this, and the words of the shared record where the two read less.

    So go those of each copy of a report that rests on what is gone. Where they read no less
    together, the record stays: that something of one of them alone was set aside must not
    show in a file of both.
    """
    before = _read_by_both(session, couple)
    yield
    let_go_of_couple(session, actor, couple)
    # A copy or the record may be in the making just now: then it is made first, and goes too.
    wait_for_turn(session, couple)
    let_go_of_untrue(session, couple)
    if before <= _read_by_both(session, couple):
        return
    sharing.let_words_go(session, actor, couple)


def _read_by_both(session: Session, couple: Couple) -> set[int]:
    both = couple.reader_for_both
    found = select(Answer.id).where(readable_answers(both), Answer.couple_id == couple.id)
    return set(session.scalars(found))
