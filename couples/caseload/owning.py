"""Passing the ownership of a practice on to a colleague."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.caseload.models import Practice
from couples.caseload.practice import (
    choose_colleague,
    get_owned_practice,
    list_colleagues,
    list_counselors,
)
from couples.history import services as history
from couples.identity import Identity
from couples.people.invitations import withdraw
from couples.people.models import Person
from couples.permissions import Deed


def list_colleagues_of_owner(session: Session, viewer: Identity) -> list[Person]:
    """Whoever else could own the practice; `NotFoundError` to whoever does not."""
    get_owned_practice(session, viewer)
    return list_colleagues(session, viewer, of=viewer.person_id)


def pass_on(session: Session, actor: Identity, to_id: str) -> Person:
    """
    Let a colleague own the practice from now on, who alone can give it back.

    Whoever owned it goes on as a counselor. Links that they made for counselors who have not
    joined end, since whoever kept one could come in as somebody else with it.
    """
    permissions.require(actor, Deed.MANAGE)
    practice = get_owned_practice(session, actor)
    # Two presses at one moment: the second waits here, and finds that it is not theirs any more.
    session.execute(select(Practice.id).where(Practice.id == practice.id).with_for_update())
    get_owned_practice(session, actor)
    colleague = choose_colleague(session, actor, to_id, of=actor.person_id)
    for person in list_counselors(session, actor):
        if person.joined_at is None:
            withdraw(session, actor, person)
    session.get_one(Person, actor.person_id).is_owner = False
    colleague.is_owner = True
    session.flush()
    history.record(session, actor, "practice:pass-on", colleague)
    return colleague
