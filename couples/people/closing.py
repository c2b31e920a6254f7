"""Closing the account of a counselor, and opening it again: for whoever owns the practice."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.admissions.ending import end_of_person
from couples.admissions.standing_in import tell_of_unread
from couples.caseload.practice import get_counselor
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.people import reset_links
from couples.people.invitations import withdraw, withdraw_made_by
from couples.people.models import Person
from couples.people.sign_in import end_sessions
from couples.permissions import Deed
from couples.wording import gettext as _


def close(session: Session, actor: Identity, person_id: str) -> Person:
    """
    Let a counselor come in no more, from the very next page on. A second press changes nothing.

    Their couples stay where they are until somebody hands them over; nobody reads of them
    meanwhile, and whom they let in, or who let them in, has to say so anew after that.
    """
    permissions.require(actor, Deed.MANAGE)
    person = get_counselor(session, actor, person_id)
    if person.id == actor.person_id:
        raise DomainError(_("You cannot close your own account. Somebody has to own the practice."))
    if person.deactivated_at is None:
        person.deactivated_at = clock.now()
        end_sessions(session, person)
        withdraw(session, actor, person)
        withdraw_made_by(session, actor, person)
        reset_links.end_all(session, person)
        end_of_person(session, actor, person)
        tell_of_unread(session, person)
        history.record(session, actor, "person:close", person)
    return person


def reopen(session: Session, actor: Identity, person_id: str) -> Person:
    """Let a counselor come in again, to their own couples; what they let others read is over."""
    permissions.require(actor, Deed.MANAGE)
    person = get_counselor(session, actor, person_id)
    if person.deactivated_at is not None:
        # Somebody may have pressed at the very moment in which it was closed.
        end_of_person(session, actor, person)
        person.deactivated_at = None
        history.record(session, actor, "person:reopen", person)
    return person
