"""Taking a programme over from a file: a new one, or the next version of a known one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples import permissions
from couples.errors import ConflictError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.loading import parse
from couples.programmes.models import Programme, ProgrammeVersion
from couples.programmes.stocking import publish
from couples.visibility import known_programmes
from couples.wording import gettext as _


def take_over(session: Session, actor: Identity, text: str) -> ProgrammeVersion:
    """
    Publish what a TOML text says, or refuse it with every fault in it; nothing in between.

    A programme whose id is known gets a new version. Courses that run stay on theirs.
    """
    permissions.require(actor, Deed.ASSIGN)
    definition = parse(text)
    programme = session.scalar(
        select(Programme)
        .where(known_programmes(actor), Programme.key == definition.id)
        .options(selectinload(Programme.versions))
        .with_for_update()
    )
    if programme is None:
        programme = Programme(practice_id=actor.practice_id, key=definition.id)
        session.add(programme)
    elif programme.versions[-1].digest == definition.digest:
        raise ConflictError(_("Your shelf holds exactly this programme already."))
    version = publish(programme, definition)
    session.flush()
    history.record(session, actor, "programme:publish", version)
    return version
