"""
Links for partners to join with, shown once.

A link is in the answer to the press of a button and nowhere else: only its hash is
kept, so it can stand in no address, in no cookie and in no page that is opened later.
"""

from __future__ import annotations

from flask import render_template

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.errors import NotFoundError
from couples.people.models import Person
from portal import invitations
from portal.access import current_identity
from portal.asking_again import asks_again
from portal.counselor import blueprint
from portal.database import session
from portal.invitations import Link


@blueprint.post("/couples/<public_id:couple_id>/invitations/<public_id:person_id>")
@asks_again
def invite(couple_id: str, person_id: str) -> str:
    """Make a new link for one partner, which ends their earlier one."""
    couple = get_couple(session, current_identity, couple_id)
    link = invitations.invite(_partner(couple, person_id))
    return render_template(
        "counselor/invitation.html", couple=couple, links=[link], is_new_couple=False
    )


def _partner(couple: Couple, person_id: str) -> Person:
    for person in couple.partners:
        if person.public_id == person_id:
            return person
    raise NotFoundError


def invite_all(couple: Couple) -> list[Link]:
    """A link for each of the two, who open their own and never the other's."""
    return [invitations.invite(person) for person in couple.partners]
