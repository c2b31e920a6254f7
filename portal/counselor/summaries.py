"""What a couple's homework shows, counted and put into words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from couples import clock
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.exercises.definition import Definition
from couples.partings.queries import has_parted
from couples.progress.material import LOOKS_BACK, load_material
from couples.progress.summaries import Line, said, summarise
from couples.progress.times import Period
from couples.progress.work import load_work
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what it is about, and what it comes to for whom; no name where it is for both."""

    label: str
    words: tuple[tuple[str, str], ...]


@blueprint.get("/couples/<public_id:couple_id>/summaries")
def summaries(couple_id: str) -> str:
    """What each exercise shows over the last ninety days."""
    found = get_couple(session, current_identity, couple_id)
    return render_template(
        "counselor/summaries.html",
        couple=found,
        shown=_shown(found),
        has_parted=has_parted(session, current_identity, found),
    )


def _shown(found: Couple) -> list[tuple[Definition, list[Told]]]:
    today = clock.today(found.time_zone)
    period = Period(today - LOOKS_BACK, today, today)
    work = load_work(session, current_identity, [found], since=clock.now() - LOOKS_BACK)
    material = load_material(session, current_identity, found, work, period)
    return [
        (each.definition, [_told(found, line) for line in each.lines])
        for each in summarise(material)
    ]


def _told(found: Couple, line: Line) -> Told:
    names: dict[int | None, str] = {person.id: person.name or "" for person in found.partners}
    is_shared = len(line.figures) > 1
    return Told(
        line.summary.label,
        tuple(
            (names.get(person, _("Both") if is_shared else ""), said(line, figure))
            for person, figure in line.figures
        ),
    )
