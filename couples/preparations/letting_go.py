"""
Letting go of prepared briefs, once what they were made from may be read no longer.

A kept brief is only a copy: whoever may read about the couple has it made again from what
is still there. So its row goes as a whole, with the claim of whoever is at it just now.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete
from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.preparations.models import Preparation


def let_go_of_couple(session: Session, actor: Identity, couple: Couple) -> None:
    """
    Let every brief about a couple go, of past sessions and of coming ones.

    Whoever acts need not know that there are any: a partner never does.
    """
    _let_go(session, actor, Preparation.couple_id == couple.id)


def let_go_of_session(session: Session, actor: Identity, appointment: Appointment) -> None:
    """Let the briefs for one session go."""
    _let_go(session, actor, Preparation.appointment_id == appointment.id)


def _let_go(session: Session, actor: Identity, which: ColumnElement[bool]) -> None:
    session.flush()
    session.execute(delete(Preparation).where(Preparation.practice_id == actor.practice_id, which))
