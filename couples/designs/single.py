"""Saying how one brief is to differ from those of the practice, in one reader's copy."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.designs.arrangement import Arrangement
from couples.designs.models import BriefDesign
from couples.designs.queries import find_brief_design
from couples.designs.services import LONGEST_OF_NOTE, lines_of
from couples.errors import NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.preparations.models import Reader


def design_brief(
    session: Session,
    actor: Identity,
    appointment_id: str,
    reader: Reader,
    *,
    sections: Arrangement | None,
    note: str,
) -> None:
    """
    Let one copy of one brief have its own sections and a note; the other copy stays as it is.

    Without sections it goes on as the practice has its briefs, whatever that will be.
    """
    permissions.require(actor, Deed.DESIGN)
    appointment = get_appointment(session, actor, appointment_id)
    if appointment.cancelled_at is not None:
        raise NotFoundError
    lines = lines_of(note, LONGEST_OF_NOTE)
    # Two who save at one moment wait for each other here, also where there is no row yet.
    session.execute(
        select(Appointment.id).where(Appointment.id == appointment.id).with_for_update()
    )
    found = find_brief_design(session, actor, appointment_id, reader)
    if found is None:
        found = BriefDesign(
            practice_id=appointment.practice_id,
            couple_id=appointment.couple_id,
            appointment_id=appointment.id,
            reader=reader,
        )
        session.add(found)
    found.sections = None if sections is None else str(sections)
    found.note = "\n".join(lines) or None
    session.flush()
    history.record(session, actor, "brief:design", found)
