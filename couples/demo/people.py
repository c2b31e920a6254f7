"""Bringing the demo's people in, as they would come: entered, invited, accepted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.caseload import services as caseload
from couples.caseload.models import Practice
from couples.identity import Identity, Role
from couples.people import invitations
from couples.people.models import Person
from couples.people.sign_in import identity_of

HOST = "demo.mendwell.test"
PASSWORD = "quiet-harbor-morning"  # noqa: S105 - it opens only made-up lives, and is printed at the start
PRACTICE = "Harbor Street Practice"
TIME_ZONE = "America/New_York"
COUNSELORS = {"morgan": "Dr. Morgan Ellis", "lee": "Dr. Lee Okafor"}


def address(name: str) -> str:
    """The demo address of somebody, by their short name."""
    return f"{name}@{HOST}"


def found(session: Session) -> Practice:
    """The practice itself, marked as one that nobody's life depends on."""
    practice = caseload.found_practice(session, name=PRACTICE, time_zone=TIME_ZONE)
    practice.is_demo = True
    # Whoever looks around today finds the briefs of the coming sessions ready.
    practice.brief_hours = 48
    return practice


def enter_counselor(session: Session, practice: Practice, name: str) -> Identity:
    """A counselor who has set their password."""
    person = caseload.add_person(
        session,
        practice,
        role=Role.COUNSELOR,
        name=COUNSELORS[name],
        email=address(name),
        time_zone=practice.time_zone,
    )
    identity = identity_of(session, person)
    accept(session, invitations.invite(session, identity, person))
    return identity


def accept(session: Session, token: str) -> Person:
    """Follow an invitation: read the policy, agree to it, choose the demo's password."""
    welcome = invitations.get_welcome(session, token)
    return invitations.accept(session, token, password=PASSWORD, policy_key=welcome.policy_key)
