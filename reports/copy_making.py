"""One copy of a report: gathered, printed, and not yet kept."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.copies.models import Reader
from couples.copies.resting import basis_of
from couples.copies.services import Made
from reports import frozen
from reports.printing import print_paper
from reports.progress import ProgressReport


def make_copy(  # noqa: PLR0917 - Whose copy of whose report: they read in this order.
    session: Session,
    couple: Couple,
    reader: Reader,
    person_id: int | None,
    gather: Callable[[], ProgressReport],
    printed: dict[str, bytes],
) -> Made:
    """
    What `gather` gathers, with all that it rests on.

    `printed` remembers the pages of one press, so that what two read alike is printed once.
    """
    # Before anything is gathered, so that nothing slips in between.
    rests_on = basis_of(session, couple, reader, person_id)
    report = gather()
    made_from = frozen.freeze(report)
    if made_from not in printed:
        printed[made_from] = print_paper(report)
    return Made(
        person_id=person_id,
        made_from=made_from,
        pages=printed[made_from],
        digest=frozen.digest(report),
        edition=frozen.edition(),
        rests_on=rests_on,
    )
