"""One line for each partner: what they handed in, what they noted, and what waits."""

from __future__ import annotations

from collections.abc import Iterator

from couples.agreements.queries import AgreementView
from couples.exercises.definition import Part
from couples.people.models import Person
from couples.progress.material import Material
from couples.progress.pieces import count_check_ins, count_pieces
from couples.submissions.models import Submission
from couples.wording import gettext as _
from couples.wording import ngettext
from reports.gathering.scope import Scope
from reports.work import PartnerStatus

MINUTES = "minutes"
"""The question how long something took, wherever an exercise asks it."""


def gather_status(scope: Scope, material: Material) -> tuple[PartnerStatus, ...]:
    """Both partners in the couple's order, counted as on the counselor's first page."""
    told = scope.told_at_once
    pieces = count_pieces(told, scope.couple, scope.period)
    lines = []
    for person, piece in zip(scope.couple.partners, pieces, strict=True):
        noted, noted_due = count_check_ins(told, scope.couple, person.id, scope.period)
        mine = _everything_from(scope, person)
        is_shown = scope.is_for_counselor
        lines.append(
            PartnerStatus(
                name=person.name or "",
                handed_in=piece.done,
                due=piece.due,
                noted=noted,
                noted_due=noted_due,
                last_sign=scope.day(mine[-1].submitted_at) if is_shown and mine else None,
                waiting=tuple(_waiting(material, person, mine)) if is_shown else (),
                minutes=_minutes(material, person) if is_shown else "",
                is_erased=person.erased_at is not None,
            )
        )
    return tuple(lines)


def _minutes(material: Material, person: Person) -> str:
    """The time that they wrote down beside what they handed in, and how often they did."""
    mine = [s for s in material.handed_in(Part.MAIN) if s.author_id == person.id]
    noted = [
        int(told.answer.number)
        for told in material.told(mine)
        if told.field.key == MINUTES and told.answer.number is not None
    ]
    if not noted:
        return ""
    total = ngettext("%(num)s minute", "%(num)s minutes", sum(noted))
    return _("%(what)s (n = %(n)s)", what=total, n=len(noted))


def _everything_from(scope: Scope, person: Person) -> list[Submission]:
    found = [
        s
        for (_assignment_id, author_id), written in scope.work.submissions.items()
        for s in written
        if author_id == person.id
    ]
    return sorted(found, key=lambda s: (s.submitted_at, s.id))


def _waiting(material: Material, person: Person, mine: list[Submission]) -> Iterator[str]:
    """What waits for the counselor, and what waits for this partner."""
    unread = [
        s for s in mine if s.part is Part.MAIN and s.reviewed_at is None and s.returned_at is None
    ]
    if unread:
        yield ngettext(
            "%(num)s piece for you to read", "%(num)s pieces for you to read", len(unread)
        )
    latest = {(s.assignment_id, s.part, s.occurrence): s for s in mine}
    given_back = [s for s in latest.values() if s.returned_at is not None]
    if given_back:
        yield ngettext(
            "%(num)s piece given back, not handed in again yet",
            "%(num)s pieces given back, not handed in again yet",
            len(given_back),
        )
    unsigned = [each for each in material.agreements if _is_unsigned(each, person)]
    if unsigned:
        yield ngettext("%(num)s agreement to sign", "%(num)s agreements to sign", len(unsigned))


def _is_unsigned(agreement: AgreementView, person: Person) -> bool:
    return agreement.may_sign and person.id not in agreement.signed_by_ids
