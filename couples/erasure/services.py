"""Erasing a couple, so that nothing that the two wrote is left in the database."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.orm import Session

import couples.models  # noqa: F401 - completes the tables
from couples import clock
from couples.caseload.models import Couple
from couples.database import Base
from couples.erasure.blank import blank
from couples.erasure.plan import BY_COUPLE, BY_PERSON, THROUGH
from couples.errors import ErasedAlreadyError, NotFoundError
from couples.history import services as history
from couples.wording import gettext as _


def erase_couple(session: Session, couple_id: str) -> dict[str, int]:
    """
    Remove everything of a couple and of its two partners: how many rows of each table.

    It is the operator's deed, who has made sure who is asking. The history keeps that it
    was done, and the numbers of two people without names.
    """
    couple = session.scalar(select(Couple).where(Couple.public_id == couple_id).with_for_update())
    if couple is None:
        raise NotFoundError
    if couple.erased_at is not None:
        raise ErasedAlreadyError(_("This couple has been erased already."))
    partners = couple.partners
    erased = {}
    for table in reversed(Base.metadata.sorted_tables):
        condition = _of(table, couple, [person.id for person in partners])
        if condition is not None:
            rows = session.execute(delete(table).where(condition).returning(table.c.id)).all()
            erased[table.name] = len(rows)
    for person in partners:
        blank(person)
    couple.erased_at = couple.archived_at = clock.now()
    couple.earlier_zones = None
    history.record_by_nobody(session, "couple:erase", couple)
    session.flush()
    session.expire_all()
    return erased


def _of(table: Table, couple: Couple, people: list[int]) -> ColumnElement[bool] | None:
    """Which rows of a table are theirs; None where none can be."""
    if table.name in BY_COUPLE:
        theirs: ColumnElement[bool] = table.c.couple_id == couple.id
        return theirs
    if table.name in BY_PERSON:
        return table.c.person_id.in_(people)
    if table.name in THROUGH:
        column, other = THROUGH[table.name]
        parent = Base.metadata.tables[other]
        condition = _of(parent, couple, people)
        assert condition is not None  # noqa: S101 - a test holds the plan to it
        return table.c[column].in_(select(parent.c.id).where(condition))
    return None
