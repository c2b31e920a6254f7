"""The part of the world with reports: handed to Alex, to both, and kept by Dr. Morgan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.queries import get_couple
from couples.copies import services
from couples.copies.models import KeptCopy, Reader
from couples.copies.resting import basis_of
from couples.copies.services import Made
from couples.database import Base
from reports import frozen
from reports.gathering import gather_for_period
from reports.gathering.copies import gather_partners_copy
from reports.html import render_paper
from reports.progress import ProgressReport
from reports.rendering import print_pdf
from reports.states import Copy
from tests.cast import Cast

Note = Callable[[str, Base], None]


def handed_out(session: Session, cast: Cast, note: Note) -> None:
    """One for Alex alone, one for both, and one that stays with the counselor."""
    who, pair = cast.morgan.identity, cast.alex_and_sam
    last = clock.now().date()
    first = last - timedelta(days=28)
    mine = gather_for_period(session, who, pair.public_id, first, last, Copy.COUNSELOR)

    def copy_for(person_id: str, *, with_own: bool) -> ProgressReport:
        return gather_partners_copy(
            session, who, pair.public_id, person_id, first, last, with_own=with_own
        )

    wanted: tuple[tuple[Reader, dict[int | None, ProgressReport]], ...] = (
        (Reader.PARTNER, {cast.alex.id: copy_for(cast.alex.public_id, with_own=True)}),
        (
            Reader.COUPLE,
            {each.id: copy_for(each.public_id, with_own=False) for each in pair.partners},
        ),
        (Reader.COUNSELOR, {None: mine}),
    )
    couple = get_couple(session, who, pair.public_id)
    for reader, reports in wanted:
        made = [
            _made(report, person_id, basis_of(session, couple, reader, person_id))
            for person_id, report in reports.items()
        ]
        [kept, *_rest] = services.keep(
            session,
            who,
            couple,
            made,
            reader=reader,
            first=first,
            last=last,
            token=f"for the {reader}",
        )
        if reader is not Reader.COUNSELOR:
            services.hand_out(session, who, kept.public_id)
    for row in session.scalars(select(KeptCopy).order_by(KeptCopy.id)):
        note("copy_id", row)


def _made(report: ProgressReport, person_id: int | None, rests_on: frozenset[str]) -> Made:
    # Without the moment, the same story is printed once for all worlds.
    still = replace(report, prepared_at="")
    return Made(
        person_id,
        frozen.freeze(still),
        _printed(render_paper(still)),
        frozen.digest(still),
        frozen.edition(),
        rests_on,
    )


@cache
def _printed(html: str) -> bytes:
    return print_pdf(html)
