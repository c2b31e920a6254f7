"""Finding how papers are to look."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.designing import known_brief_designs, known_designs
from couples.designs.models import BriefDesign, PracticeDesign
from couples.identity import Identity
from couples.preparations.models import Reader


def find_design(session: Session, viewer: Identity) -> PracticeDesign | None:
    """How the practice wants its papers, if it ever said so."""
    return session.scalar(select(PracticeDesign).where(known_designs(viewer)))


def find_brief_design(
    session: Session, viewer: Identity, appointment_id: str, reader: Reader
) -> BriefDesign | None:
    """What holds for one brief only, if anything does."""
    return session.scalar(
        select(BriefDesign)
        .join(BriefDesign.appointment)
        .where(
            known_brief_designs(viewer),
            Appointment.public_id == appointment_id,
            BriefDesign.reader == reader,
        )
    )


def usual_weeks(session: Session, viewer: Identity) -> int | None:
    """How many weeks a report covers where nobody says otherwise; None since the last session."""
    return session.scalar(select(PracticeDesign.weeks).where(known_designs(viewer)))
