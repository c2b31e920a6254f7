"""Whom copies of a report are made for, as the form says, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.copies.models import Reader
from couples.copies.services import Made
from portal.access import current_identity
from portal.forms.copies import CopyForm
from reports.copy_making import make_copy
from reports.design import Design
from reports.gathering import gather_for_period
from reports.gathering.copies import gather_partners_copy
from reports.progress import ProgressReport
from reports.states import Copy


def make_copies(look: Session, couple: Couple, form: CopyForm, design: Design) -> list[Made]:
    """One for the counselor or for one partner; for both, one for each in their own language."""
    printed: dict[str, bytes] = {}
    return [
        make_copy(look, couple, form.reader, person_id, gather, printed)
        for person_id, gather in _wanted(look, couple, form, design)
    ]


def _wanted(
    look: Session, couple: Couple, form: CopyForm, design: Design
) -> Iterator[tuple[int | None, Callable[[], ProgressReport]]]:
    """Whom each copy is for, and how it is gathered."""
    first, last = form.days
    if form.reader is Reader.COUNSELOR:
        yield (
            None,
            lambda: gather_for_period(
                look, current_identity, couple.public_id, first, last, Copy.COUNSELOR, design
            ),
        )
        return
    for person in couple.partners:
        if form.reader is Reader.COUPLE or person.public_id == form.copy.data:
            yield person.id, _gather_for(look, couple, person.public_id, form, design)


def _gather_for(
    look: Session, couple: Couple, person_id: str, form: CopyForm, design: Design
) -> Callable[[], ProgressReport]:
    first, last = form.days
    return lambda: gather_partners_copy(
        look,
        current_identity,
        couple.public_id,
        person_id,
        first,
        last,
        with_own=form.reader is Reader.PARTNER,
        design=design,
    )
