"""What a person changes about their own account."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.history.models import HistoryEntry
from couples.identity import Identity, Role
from couples.people import naming, passkeys, passwords
from couples.people.models import Person, UserSession
from couples.people.sign_in import (
    end_session,
    end_sessions,
    find_session,
    identity_of,
    is_open,
    set_password,
)
from couples.walls.entering import enter
from couples.wording import gettext as _

NAME_LENGTH = 80

REFUSED_EVERY = timedelta(hours=1)
"""How often the same refusal is a line of an account's history, so that nobody fills it."""


def rename(session: Session, actor: Identity, *, name: str) -> None:
    """Change the actor's own name, as everybody they work with reads it."""
    plain = " ".join(name.split())
    if not plain or len(plain) > NAME_LENGTH:
        raise DomainError(_("Write a name of up to %(number)s characters.", number=NAME_LENGTH))
    person = session.get_one(Person, actor.person_id)
    if person.role is Role.COUNSELOR:
        naming.require_free(session, person.practice_id, plain, but=person.id)
    person.name = plain
    history.record(session, actor, "person:rename", person)


def change_password(
    session: Session, actor: Identity, *, new: str, stay: int, and_passkeys: bool = False
) -> None:
    """
    Set a new password and sign out everywhere but on the device with the row `stay`.

    A passkey opens the door without it, so `and_passkeys` lets none of them do so any more.
    """
    person = session.get_one(Person, actor.person_id)
    passwords.require_good(new, person.name or "", person.email or "")
    if and_passkeys:
        passkeys.remove_all(session, actor)
    set_password(session, person, new, but=stay)
    history.record(session, actor, "password:change", person)


def be_discreet(session: Session, actor: Identity, *, discreet: bool) -> None:
    """Let the actor's pages go by a name that says nothing, or by their own."""
    person = session.get_one(Person, actor.person_id)
    if person.is_discreet == discreet:
        return
    person.is_discreet = discreet
    history.record(session, actor, "person:be-discreet" if discreet else "person:be-plain", person)


def note_signed_in(session: Session, person: Person) -> None:
    """Note that `person` came in, by all that was asked of them; no page tells it to anybody."""
    history.record(session, identity_of(session, person), "person:sign-in", person)


def note_not_let_in(session: Session, person_id: int, *, waits: bool) -> None:
    """
    Note that a try at an account was wrong, or had to wait, once an hour of each.

    Call it only where the account was named by its password, or by a device signed in to it.
    A wrong password at the sign-in page is in the log alone: its line would be written for
    an address that somebody has, and whoever measures the answer could tell which those are.
    """
    person = session.get_one(Person, person_id)
    event = "sign-in:delay" if waits else "sign-in:refuse"
    lately = select(HistoryEntry.id).where(
        HistoryEntry.practice_id == person.practice_id,
        HistoryEntry.subject_id == person.public_id,
        HistoryEntry.event == event,
        HistoryEntry.created_at > clock.now() - REFUSED_EVERY,
    )
    if session.scalar(lately.limit(1)) is None:
        history.record_by_nobody(session, event, person)


def sign_out(session: Session, token: str) -> None:
    """Sign the device with this token out for good, and note whose it was if it was in use."""
    row = find_session(session, token)
    if row is None:
        return
    enter(session, row.practice_id)
    if is_open(row) and not row.waits_for_code:
        history.record(session, identity_of(session, row.person), "person:sign-out", row.person)
    end_session(session, token)


def end_device(session: Session, actor: Identity, device_id: str) -> None:
    """Sign one of the actor's own devices out."""
    row = session.scalars(
        select(UserSession).where(
            UserSession.person_id == actor.person_id, UserSession.public_id == device_id
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError
    session.delete(row)
    history.record(session, actor, "device:end", row)


def end_other_devices(session: Session, actor: Identity, *, stay: int) -> None:
    """Sign the actor out everywhere but on the device with the row `stay`."""
    person = session.get_one(Person, actor.person_id)
    end_sessions(session, person, but=stay)
    history.record(session, actor, "device:end-others", person)
