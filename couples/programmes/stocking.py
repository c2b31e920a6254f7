"""Filling a practice's shelf with the programmes that ship with Mendwell."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.loading import builtin_programmes
from couples.programmes.models import Programme, ProgrammeVersion


def stock_programmes(session: Session, practice_id: int) -> list[ProgrammeVersion]:
    """
    Bring the practice's programmes up to the shipped ones; return what is new.

    A changed programme becomes a new version beside the old one, on which running
    courses stay.
    """
    known = {
        programme.key: programme
        for programme in session.scalars(
            select(Programme)
            .where(Programme.practice_id == practice_id)
            .options(selectinload(Programme.versions))
        )
    }
    added = []
    for definition in builtin_programmes():
        programme = known.get(definition.id)
        if programme is None:
            programme = Programme(practice_id=practice_id, key=definition.id)
            session.add(programme)
        elif any(version.digest == definition.digest for version in programme.versions):
            continue
        added.append(publish(programme, definition))
    session.flush()
    return added


def publish(programme: Programme, definition: ProgrammeDefinition) -> ProgrammeVersion:
    """Put one more version beside those that a programme has."""
    version = ProgrammeVersion(
        practice_id=programme.practice_id,
        number=len(programme.versions) + 1,
        content=definition.to_json(),
        digest=definition.digest,
    )
    programme.versions.append(version)
    return version
