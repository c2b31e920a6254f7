"""Finding agreements, and telling which are in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples.agreements.models import Agreement, AgreementVersion
from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.responses import readable_agreements

BOTH = 2


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement as it stands: its newest wording, who signed that, and what is in force."""

    id: str
    couple_id: int
    title: str
    number: int
    version_id: str
    lines: tuple[str, ...]
    proposed_by_id: int
    proposed_at: datetime
    signed_by_ids: frozenset[int]
    in_force_since: datetime | None
    in_force_number: int | None
    review_on: date | None

    @property
    def is_in_force(self) -> bool:
        """Whether the newest wording has both signatures."""
        return self.in_force_number == self.number


def list_agreements(
    session: Session, viewer: Identity, *, couple_ids: Sequence[int] | None = None
) -> list[AgreementView]:
    """The agreements the viewer may read, oldest first."""
    query = (
        select(Agreement)
        .where(readable_agreements(viewer))
        .options(
            selectinload(Agreement.versions).selectinload(AgreementVersion.signatures),
            joinedload(Agreement.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise),
        )
        .order_by(Agreement.created_at, Agreement.id)
    )
    if couple_ids is not None:
        query = query.where(Agreement.couple_id.in_(couple_ids))
    return [_view(agreement) for agreement in session.scalars(query)]


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
    return _view(get_agreement(session, viewer, agreement_id))


def _view(agreement: Agreement) -> AgreementView:
    standing_versions = standing_wordings(agreement)
    newest = standing_versions[-1]
    in_force = [version for version in standing_versions if _in_force_since(version)]
    standing = in_force[-1] if in_force else None
    return AgreementView(
        id=agreement.public_id,
        couple_id=agreement.couple_id,
        title=agreement.assignment.definition.title,
        number=newest.number,
        version_id=newest.public_id,
        lines=tuple((newest.text or "").splitlines()),
        proposed_by_id=newest.proposed_by_id,
        proposed_at=newest.created_at,
        signed_by_ids=frozenset(signature.person_id for signature in newest.signatures),
        in_force_since=_in_force_since(standing) if standing else None,
        in_force_number=standing.number if standing else None,
        review_on=newest.review_on,
    )


def standing_wordings(agreement: Agreement) -> list[AgreementVersion]:
    """The wordings whose words may be read, oldest first: see `readable_agreements`."""
    return [version for version in agreement.versions if version.withdrawn_at is None]


def _in_force_since(version: AgreementVersion) -> datetime | None:
    """The moment of the second signature. One signature never makes it agreed."""
    if len(version.signatures) < BOTH:
        return None
    return max(signature.created_at for signature in version.signatures)
