"""Making copies of a report: gathered for each reader, printed, and not yet kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.copies.models import Reader
from couples.copies.resting import basis_of
from couples.copies.services import Made
from portal.access import current_identity
from portal.forms.copies import CopyForm
from reports import frozen
from reports.design import Design
from reports.gathering import gather_for_period
from reports.gathering.copies import gather_partners_copy
from reports.printing import print_paper
from reports.progress import ProgressReport
from reports.states import Copy


def make_copies(look: Session, couple: Couple, form: CopyForm, design: Design) -> list[Made]:
    """One for the counselor or for one partner; for both, one for each in their own language."""
    printed: dict[str, bytes] = {}
    made = []
    for person_id, gather in _wanted(look, couple, form, design):
        rests_on = basis_of(look, couple, form.reader, person_id)
        report = gather()
        made_from = frozen.freeze(report)
        if made_from not in printed:
            printed[made_from] = print_paper(report)
        made.append(
            Made(
                person_id=person_id,
                made_from=made_from,
                pages=printed[made_from],
                digest=frozen.digest(report),
                edition=frozen.edition(),
                rests_on=rests_on,
            )
        )
    return made


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
