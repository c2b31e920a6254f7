"""A counselor ends a pause for both, for a reason that is kept and is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.errors import ConflictError, DomainError
from couples.exercises.blank import is_blank
from couples.history import services as history
from couples.identity import Identity
from couples.pauses.models import Pause, PauseLift
from couples.pauses.services import MOST_WORDS, lock_pause
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.timetable import readable_lifts
from couples.wording import gettext as _


def lift(session: Session, actor: Identity, pause_id: str, *, reason: str) -> Pause:
    """
    End it now, for both, and keep why. A second press changes nothing.

    What it held back comes. One that somebody took alone is theirs, and nobody ends it.
    """
    permissions.require(actor, Deed.LIFT)
    pause = lock_pause(session, actor, pause_id)
    if pause.is_lifted:
        return pause
    if pause.is_alone:
        raise DomainError(_("Somebody took this one alone. It ends when they are back."))
    if not pause.is_running:
        raise ConflictError(_("This time-out is over already."))
    if is_blank(reason):
        raise DomainError(_("Say why, for your own file, before you end it for both."))
    if len(reason) > MOST_WORDS:
        raise DomainError(_("Shorten this to %(limit)s characters.", limit=MOST_WORDS))
    pause.ended_at, pause.is_lifted = clock.now(), True
    session.add(
        PauseLift(
            practice_id=pause.practice_id,
            couple_id=pause.couple_id,
            pause_id=pause.id,
            lifted_by_id=actor.person_id,
            reason=reason.strip(),
        )
    )
    session.flush()
    history.record(session, actor, "pause:lift", pause)
    repairs.follow(session, pause.couple_id)
    return pause


def list_reasons(session: Session, viewer: Identity, pauses: Sequence[Pause]) -> dict[int, str]:
    """Why some of these were ended for both, by the pause, as far as the viewer may read it."""
    ids = [pause.id for pause in pauses if pause.is_lifted]
    if not ids:
        return {}
    found = session.scalars(
        select(PauseLift).where(readable_lifts(viewer), PauseLift.pause_id.in_(ids))
    )
    return {each.pause_id: each.reason or "" for each in found}
