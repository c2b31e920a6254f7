"""
What an answer may refer to, and how that is told: by title and day, never by its words.

Everything is found through what the viewer may read, so that a reference names nothing
that its author could not have known, and tells its reader nothing that they may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from couples import clock
from couples.agreements.models import Agreement
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Field, FieldType, Kind, Part
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.responses import readable_agreements
from couples.submissions.queries import list_submissions
from couples.submissions.reading import latest_attempts, list_opened
from couples.wording import current_locale
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Referred:
    """Something that an answer can name."""

    public_id: str
    definition_id: str
    title: str
    on: date

    @property
    def words(self) -> str:
        """Its title and its day."""
        day = format_date(self.on, "long", locale=current_locale())
        return _("%(title)s, %(day)s", title=self.title, day=day)


def list_referable(session: Session, viewer: Identity, couple: Couple) -> list[Referred]:
    """What the viewer may read of work and agreements of a couple, newest first."""
    written = latest_attempts(
        list_submissions(session, viewer, couple_ids=[couple.id], parts=[Part.MAIN])
    )
    opened = list_opened(session, viewer, couple)
    found = []
    for one in written:
        if one.assignment.definition.kind is not Kind.AGREEMENT:
            is_own = one.author_id == viewer.person_id
            at = one.submitted_at if is_own else opened.get(one.id, one.submitted_at)
            found.append(_referred(one.public_id, one.assignment, at, couple))
    found += [
        _referred(agreement.public_id, agreement.assignment, agreement.created_at, couple)
        for agreement in _agreements(session, viewer, couple)
    ]
    return sorted(found, key=lambda one: one.on)[::-1]


def _agreements(session: Session, viewer: Identity, couple: Couple) -> Iterable[Agreement]:
    return session.scalars(
        select(Agreement)
        .where(readable_agreements(viewer), Agreement.couple_id == couple.id)
        .options(
            joinedload(Agreement.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise)
        )
        .order_by(Agreement.created_at, Agreement.id)
    )


def _referred(public_id: str, assignment: Assignment, at: datetime, couple: Couple) -> Referred:
    definition = assignment.definition
    return Referred(
        public_id, definition.id, definition.title, clock.local(at, couple.time_zone).date()
    )


def offered_to(
    session: Session, viewer: Identity, couple: Couple, questions: Sequence[Field]
) -> dict[str, dict[str, str]]:
    """What each reference among these questions may name: words by public id."""
    asked = [question for question in questions if question.type is FieldType.REFERENCE]
    if not asked:
        return {}
    known = list_referable(session, viewer, couple)
    return {
        question.key: _told_apart([one for one in known if one.definition_id in question.to])
        for question in asked
    }


def referred_by(
    session: Session, viewer: Identity, couple: Couple, questions: Iterable[Field]
) -> dict[str, str]:
    """What these answers may refer to, in words by public id, as far as the viewer may know."""
    if not any(question.type is FieldType.REFERENCE for question in questions):
        return {}
    return _told_apart(list_referable(session, viewer, couple))


def _told_apart(found: Sequence[Referred]) -> dict[str, str]:
    """The words of each; two of one title and day are numbered, the older one first."""
    told: dict[str, str] = {}
    counts: dict[str, int] = {}
    alike: Mapping[str, int] = {
        one.words: sum(other.words == one.words for other in found) for one in found
    }
    for one in reversed(found):
        counts[one.words] = counts.get(one.words, 0) + 1
        number = counts[one.words]
        told[one.public_id] = (
            _("%(words)s (%(number)s)", words=one.words, number=number)
            if alike[one.words] > 1
            else one.words
        )
    return dict(reversed(told.items()))
