"""Saying how papers are to look, for the whole practice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.caseload.models import Practice
from couples.designs.arrangement import Arrangement
from couples.designs.models import PracticeDesign
from couples.designs.queries import find_design
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _

MOST_WEEKS = 52


def arrange_brief(session: Session, actor: Identity, sections: Arrangement) -> None:
    """Let every brief of the practice have these sections in this order."""
    _kept(session, actor).brief = str(sections)


def arrange_progress(
    session: Session, actor: Identity, sections: Arrangement, *, weeks: int | None
) -> None:
    """The same for progress reports, and how many weeks one covers if nobody says otherwise."""
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise DomainError(_("Choose between 1 and 52 weeks."))
    design = _kept(session, actor)
    design.progress, design.weeks = str(sections), weeks


def _kept(session: Session, actor: Identity) -> PracticeDesign:
    """The row of the practice, for a change that the history tells of."""
    permissions.require(actor, Deed.DESIGN)
    # Two who save for the first time at one moment wait for each other here.
    session.execute(select(Practice.id).where(Practice.id == actor.practice_id).with_for_update())
    design = find_design(session, actor)
    if design is None:
        design = PracticeDesign(practice_id=actor.practice_id, brief="", progress="")
        session.add(design)
        session.flush()
    else:
        session.refresh(design)
    history.record(session, actor, "design:change", design)
    return design
