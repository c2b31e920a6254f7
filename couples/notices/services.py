"""Choosing how often one is reminded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import permissions
from couples.discretion import own_notice_choices
from couples.errors import DomainError
from couples.identity import Identity
from couples.notices.models import NoticeChoice, Often
from couples.permissions import Deed
from couples.wording import gettext as _

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class Choice:
    """How often, and the hours in which nothing comes."""

    often: Often = Often.NONE
    quiet_from: int = 21
    quiet_until: int = 8


def find_choice(session: Session, viewer: Identity) -> Choice:
    """What the viewer chose; who never did is not written to."""
    found = session.scalar(select(NoticeChoice).where(own_notice_choices(viewer)))
    return Choice(found.often, found.quiet_from, found.quiet_until) if found else Choice()


def choose(session: Session, actor: Identity, choice: Choice) -> None:
    """Keep the choice, which is nobody else's business and in no history."""
    permissions.require(actor, Deed.OWN)
    if not {choice.quiet_from, choice.quiet_until} <= set(HOURS):
        raise DomainError(_("Choose two hours of the day."))
    mine = select(NoticeChoice).where(own_notice_choices(actor)).with_for_update()
    found = session.scalar(mine)
    if found is None:
        found = _begin(session, actor, choice) or session.scalars(mine).one()
    found.often = choice.often
    found.quiet_from, found.quiet_until = choice.quiet_from, choice.quiet_until


def _begin(session: Session, actor: Identity, choice: Choice) -> NoticeChoice | None:
    """A first choice; None where it is made on another device at this moment."""
    made = NoticeChoice(
        practice_id=actor.practice_id,
        person_id=actor.person_id,
        often=choice.often,
        quiet_from=choice.quiet_from,
        quiet_until=choice.quiet_until,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return None
    return made
