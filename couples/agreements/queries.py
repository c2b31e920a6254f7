"""Finding agreements, and telling which are in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples.agreements.models import Agreement, AgreementStep, AgreementVersion, StepKind
from couples.agreements.standing import AgreementState, judge
from couples.agreements.telling import Line, lines_of
from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.responses import readable_agreements

NAMED_BY = ("title", "topic")
"""The questions whose answer is the name of an agreement."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was found when it was looked at last, for both to see."""

    kind: StepKind
    on: datetime
    broken_on: date | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement as it stands: its newest wording, who signed that, and what is in force."""

    id: str
    couple_id: int
    title: str
    state: AgreementState
    number: int
    version_id: str
    lines: tuple[str, ...]
    proposed_by_id: int
    proposed_at: datetime
    signed_by_ids: frozenset[int]
    since: datetime | None
    in_force_number: int | None
    review_on: date | None
    reviewed: Review | None
    has_ended: bool
    may_sign: bool

    @property
    def is_in_force(self) -> bool:
        """Whether the newest wording has both signatures, and holds just now."""
        return self.state is AgreementState.IN_FORCE and not self.may_sign

    @property
    def told(self) -> tuple[Line, ...]:
        """Its words line by line, with the parts of a list together."""
        return lines_of(self.lines)

    @property
    def in_force_since(self) -> datetime | None:
        """Since when what is in force holds, also while other words are proposed."""
        return self.since if self.state is AgreementState.IN_FORCE else None


def list_agreements(
    session: Session, viewer: Identity, *, couple_ids: Sequence[int] | None = None
) -> list[AgreementView]:
    """The agreements the viewer may read, oldest first."""
    query = select_whole(viewer).order_by(Agreement.created_at, Agreement.id)
    if couple_ids is not None:
        query = query.where(Agreement.couple_id.in_(couple_ids))
    return [view_of(agreement) for agreement in session.scalars(query)]


def select_whole(viewer: Identity) -> Select[Agreement]:
    """The agreements the viewer may read, each with all that it is judged by."""
    return (
        select(Agreement)
        .where(readable_agreements(viewer))
        .options(
            selectinload(Agreement.versions).selectinload(AgreementVersion.signatures),
            selectinload(Agreement.steps).joinedload(AgreementStep.submission),
            joinedload(Agreement.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise),
        )
    )


def get_agreement(session: Session, viewer: Identity, agreement_id: str) -> Agreement:
    """One agreement by its public id, or `NotFoundError`."""
    agreement = session.scalar(
        select(Agreement).where(readable_agreements(viewer), Agreement.public_id == agreement_id)
    )
    if agreement is None:
        raise NotFoundError
    return agreement


def get_agreement_view(session: Session, viewer: Identity, agreement_id: str) -> AgreementView:
    """One agreement as it stands, or `NotFoundError`."""
    return view_of(get_agreement(session, viewer, agreement_id))


def view_of(agreement: Agreement) -> AgreementView:
    """An agreement that was read whole, as it stands."""
    found = judge(agreement)
    newest, in_force, reviewed = found.newest, found.in_force, found.reviewed
    return AgreementView(
        id=agreement.public_id,
        couple_id=agreement.couple_id,
        title=_title(agreement, newest),
        state=found.state,
        number=newest.number,
        version_id=newest.public_id,
        lines=tuple((newest.text or "").splitlines()),
        proposed_by_id=newest.proposed_by_id,
        proposed_at=newest.created_at,
        signed_by_ids=frozenset(signature.person_id for signature in newest.signatures),
        since=found.since,
        in_force_number=in_force.number if in_force else None,
        review_on=found.review_on,
        reviewed=Review(reviewed.kind, reviewed.created_at, reviewed.broken_on)
        if reviewed
        else None,
        has_ended=found.has_ended,
        may_sign=found.may_sign,
    )


def _title(agreement: Agreement, version: AgreementVersion) -> str:
    """What the two call it, where they were asked for a name, and else what the exercise is."""
    definition = agreement.assignment.definition
    asked = [f"{f.label}: " for f in definition.fields if f.key in NAMED_BY and f.together]
    named = (
        line.removeprefix(label)
        for label in asked
        for line in (version.text or "").splitlines()
        if line.startswith(label)
    )
    return next(named, definition.title)
