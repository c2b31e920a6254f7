"""
A forgotten password: a link to one's own address, good once and for half an hour.

Opening it changes nothing, because mail programs open links too. It sets the password and
nothing else: whoever has a second factor is asked for it afterwards as always, so that a
mailbox that somebody else reads does not open more than the password did.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from couples import clock
from couples.database import changes_one
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.people import passwords, reset_links
from couples.people.models import PasswordReset, Person
from couples.people.recovery import asks_for_more
from couples.people.sign_in import find_account, identity_of, set_password
from couples.people.tokens import hash_of, new_token
from couples.walls.entering import Door, enter_by
from couples.wording import gettext as _

VALID_FOR = timedelta(minutes=30)
MOST_IN_A_DAY = 5


class ResetOverError(DomainError):
    """The link was used, waited too long, or was followed by a newer one."""


def is_sent_to(session: Session, email: str) -> bool:
    """Whether somebody signs in with this address whose password a link by mail may set."""
    person = find_account(session, email)
    return person is not None and are_allowed(session, person)


def make(session: Session, email: str) -> tuple[Person, str] | None:
    """
    A link for whoever signs in with this address, or None: nobody does, or not by mail.

    There are five a day, and never more than one that works.
    """
    person = find_account(session, email)
    if person is None or not are_allowed(session, person):
        return None
    if _count_today(session, person) >= MOST_IN_A_DAY:
        return None
    reset_links.end_all(session, person)
    token = new_token()
    reset = PasswordReset(
        practice_id=person.practice_id, person_id=person.id, token_hash=hash_of(token)
    )
    session.add(reset)
    session.flush()
    history.record(session, identity_of(session, person), "reset:ask", reset)
    return person, token


def get_open(session: Session, token: str) -> PasswordReset:
    """The link of this token, where it may still set a password. Nothing changes by looking."""
    enter_by(session, Door.RESET, hash_of(token))
    reset = session.scalars(
        select(PasswordReset)
        .options(joinedload(PasswordReset.person))
        .where(PasswordReset.token_hash == hash_of(token))
    ).one_or_none()
    if reset is None or reset.person.deactivated_at is not None:
        raise NotFoundError
    if reset.over_at is not None or clock.now() - reset.created_at >= VALID_FOR:
        raise ResetOverError(_over())
    if not are_allowed(session, reset.person):
        raise ResetOverError(_over())
    return reset


def use(session: Session, token: str, *, password: str) -> Person:
    """
    Set the password, use the link up and sign the person out everywhere.

    The database decides which of two requests with one link came first.
    """
    reset = get_open(session, token)
    person = reset.person
    passwords.require_good(password, person.name or "", person.email or "")
    used = (
        update(PasswordReset)
        .where(PasswordReset.id == reset.id, PasswordReset.over_at.is_(None))
        .values(over_at=clock.now())
    )
    if not changes_one(session, used):
        raise ResetOverError(_over())
    set_password(session, person, password, by_link=True)
    history.record(session, identity_of(session, person), "reset:use", reset)
    return person


def are_allowed(session: Session, person: Person) -> bool:
    """
    Whether a link to their mailbox may set the password of `person`.

    Until they say so themselves, it may where a second factor is asked for after it: a
    partner's mailbox may be read by whoever they live with.
    """
    if person.resets_by_mail is not None:
        return person.resets_by_mail
    return asks_for_more(session, person)


def allow(session: Session, actor: Identity, *, allowed: bool) -> None:
    """Let a link to the actor's mailbox set their password, or no longer."""
    person = session.get_one(Person, actor.person_id)
    if person.resets_by_mail == allowed:
        return
    person.resets_by_mail = allowed
    if not allowed:
        reset_links.end_all(session, person)
    history.record(session, actor, "reset:allow" if allowed else "reset:forbid", person)


def say_read(session: Session, actor: Identity) -> None:
    """Say that one knows of the newest link that set one's password; once more changes nothing."""
    person = session.get_one(Person, actor.person_id)
    if person.reset_at is not None and person.reset_read_at is None:
        person.reset_read_at = clock.now()


def _count_today(session: Session, person: Person) -> int:
    since = clock.now() - timedelta(days=1)
    return (
        session.scalar(
            select(func.count()).where(
                PasswordReset.person_id == person.id, PasswordReset.created_at > since
            )
        )
        or 0
    )


def _over() -> str:
    return _("This link has been used or has run out. Ask for a new one where you sign in.")
