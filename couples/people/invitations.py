"""
How somebody comes in: a link made for one person, good once and for seven days.

Opening a link changes nothing, because mail programs open links too. Inviting
again withdraws the earlier link, so there is never more than one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.belonging import managed_counselors
from couples.caseload.confidentiality import PolicyText, policy_text
from couples.caseload.models import Couple, CouplePartner, Practice
from couples.consents import services as consents
from couples.database import changes_one
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.partings.returning import come_back, find_own_leaving
from couples.people import passkeys, passwords, throttle
from couples.people.models import Invitation, Person
from couples.people.sign_in import identity_of, set_password
from couples.people.tokens import hash_of, new_token
from couples.permissions import Deed
from couples.visibility import known_people
from couples.walls.entering import Door, enter_by
from couples.wording import gettext as _

VALID_FOR = timedelta(days=7)


class InvitationOverError(DomainError):
    """The link was used, withdrawn, or waited too long."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What somebody sees before they accept: who invites them, as whom, under which rules."""

    invitation: Invitation
    person: Person
    practice_name: str
    counselor_name: str | None
    couple: Couple | None
    comes_back: bool = False

    @property
    def policy(self) -> PolicyText | None:
        """
        The policy that a partner agrees to as they join.

        Whoever joined before is asked nothing by a new link: what they agreed to stands, and
        so does a “not now” to newer words.
        """
        if self.couple is None or self.person.joined_at is not None:
            return None
        return policy_text(self.couple.policy)

    @property
    def policy_key(self) -> str:
        """The policy and its version, as the form sends it back."""
        return self.policy.key if self.policy else ""


def invite(session: Session, actor: Identity, person: Person) -> str:
    """Make a link for `person` and give its token, which is kept nowhere."""
    if actor.person_id != person.id:
        permissions.require(actor, Deed.INVITE)
        _require_invitable(session, actor, person)
    if person.deactivated_at is not None:
        raise DomainError(_("This account is closed."))
    withdraw(session, actor, person)
    token = new_token()
    invitation = Invitation(
        practice_id=person.practice_id,
        person_id=person.id,
        invited_by_id=actor.person_id,
        token_hash=hash_of(token),
        expires_at=clock.now() + VALID_FOR,
    )
    session.add(invitation)
    session.flush()
    history.record(session, actor, "invitation:invite", invitation)
    return token


def _require_invitable(session: Session, actor: Identity, person: Person) -> None:
    """
    Whom the actor works with, and a new counselor for whoever owns the practice.

    Once a counselor has joined, the owner makes no link for them: it would open their
    couples to whoever holds it.
    """
    is_new = and_(managed_counselors(actor), Person.joined_at.is_(None))
    known = select(Person.id).where(Person.id == person.id, or_(known_people(actor), is_new))
    if session.scalar(known) is None:
        raise NotFoundError


def withdraw(session: Session, actor: Identity, person: Person) -> None:
    """End every open link of `person`."""
    _withdraw(session, actor, Invitation.person_id == person.id)


def withdraw_made_by(session: Session, actor: Identity, person: Person) -> None:
    """End every open link that `person` made: whoever keeps one could come in as somebody else."""
    _withdraw(session, actor, Invitation.invited_by_id == person.id)


def _withdraw(session: Session, actor: Identity, which: ColumnElement[bool]) -> None:
    for invitation in session.scalars(
        select(Invitation).where(
            which, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
        )
    ):
        invitation.withdrawn_at = clock.now()
        history.record(session, actor, "invitation:withdraw", invitation)


def find_open_invitation(session: Session, person: Person) -> Invitation | None:
    """The link that still waits for `person`, if there is one."""
    return session.scalars(
        select(Invitation).where(
            Invitation.person_id == person.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    ).first()


def get_welcome(session: Session, token: str) -> Welcome:
    """
    What the holder of this link is invited to. Nothing changes by looking.

    A link that is over says so, since its holder knew it; any other is not there.
    """
    enter_by(session, Door.INVITATION, hash_of(token))
    invitation = session.scalars(
        select(Invitation).where(Invitation.token_hash == hash_of(token))
    ).one_or_none()
    if invitation is None or invitation.person.deactivated_at is not None:
        raise NotFoundError
    if not _is_open(invitation):
        raise InvitationOverError(_over())
    person = invitation.person
    couple = session.scalars(
        select(Couple).join(CouplePartner).where(CouplePartner.person_id == person.id)
    ).one_or_none()
    practice = session.get_one(Practice, person.practice_id)
    return Welcome(
        invitation=invitation,
        person=person,
        practice_name=practice.name or "",
        counselor_name=couple.counselor.name if couple else None,
        couple=couple,
        comes_back=find_own_leaving(session, identity_of(session, person)) is not None,
    )


def accept(
    session: Session, token: str, *, password: str, policy_key: str = "", stays_apart: bool = False
) -> Person:
    """
    Use the link up: set the password, and record what was agreed to in joining, word for word.

    Whoever was signed in as this person is signed out and their passkeys open nothing any
    more, because the link may have been made for somebody who lost a device. What was tried
    in vain no longer counts, so that nobody who guessed keeps them out.
    Whoever left the work of the two takes it up again, unless they want the password alone
    (`stays_apart`), in order to reach what is theirs.
    """
    welcome = get_welcome(session, token)
    person, couple, policy = welcome.person, welcome.couple, welcome.policy
    consents.require_same(policy, policy_key)
    passwords.require_good(password, person.name or "", person.email or "")
    _use_up(session, welcome.invitation)

    actor = identity_of(session, person)
    if policy is not None and couple is not None:
        consents.keep(session, actor, couple, policy)
    had_joined = person.joined_at is not None
    person.joined_at = person.joined_at or clock.now()
    if not stays_apart:
        come_back(session, actor)
    passkeys.remove_all(session, actor)
    set_password(session, person, password, by_link=had_joined)
    throttle.forget_all(session, email=person.email or "", person_public_id=person.public_id)
    history.record(session, actor, "invitation:accept", welcome.invitation)
    return person


def note_mailed(session: Session, invitation_id: int) -> None:
    """Note that the link went out by mail."""
    session.get_one(Invitation, invitation_id).mailed_at = clock.now()


def _use_up(session: Session, invitation: Invitation) -> None:
    """Let the database decide which of two requests with one link came first."""
    used = (
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(accepted_at=clock.now())
    )
    if not changes_one(session, used):
        raise InvitationOverError(_over())


def _is_open(invitation: Invitation) -> bool:
    return (
        invitation.accepted_at is None
        and invitation.withdrawn_at is None
        and clock.now() < invitation.expires_at
    )


def _over() -> str:
    return _("This link has been used or has run out. Ask your counselor for a new one.")
