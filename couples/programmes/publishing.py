"""Making a version of a programme, of what a file says or of what a counselor has written."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples import permissions
from couples.errors import ConflictError, DomainError
from couples.exercises.models import OWN
from couples.exercises.naming import slug_of
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.authoring import lock_draft, written_in
from couples.programmes.checking import CheckedProgramme, check
from couples.programmes.loading import parse
from couples.programmes.models import Programme, ProgrammeDraft, ProgrammeVersion
from couples.programmes.shelf import Shelf, load_shelf
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


class UnfinishedProgrammeError(DomainError):
    """Something is still to do before the draft can be published; `checked` says what."""

    def __init__(self, checked: CheckedProgramme) -> None:
        super().__init__(_("A few things still need you before this can be published."))
        self.checked = checked


def newest_of(draft: ProgrammeDraft) -> ProgrammeVersion | None:
    """The version that the draft would follow, as it stands now."""
    return draft.programme.versions[-1] if draft.programme else None


def check_draft(draft: ProgrammeDraft, shelf: Shelf) -> CheckedProgramme:
    """What the draft comes to, under the name that it has or would get."""
    written, newest = written_in(draft), newest_of(draft)
    identity: Mapping[str, object] = {
        "id": slug_of(written.title, (), "programme", before=OWN),
        "code": "",
        "version": 1,
    }
    if newest is not None:
        known = newest.definition
        identity = {"id": known.id, "code": known.code, "version": known.version + 1}
    return check(written, identity=identity, shelf=shelf)


def publish_draft(
    session: Session, actor: Identity, draft_id: str, *, seen: int
) -> ProgrammeVersion:
    """
    Make the draft the newest version, and let go of the draft.

    `seen` is the number of the newest version that the actor was shown, 0 for none: where
    another one came meanwhile, nothing is published over it unseen.
    """
    draft = lock_draft(session, actor, draft_id)
    session.execute(
        select(Programme.id).where(Programme.id == draft.programme_id).with_for_update()
    )
    newest = newest_of(draft)
    if seen != (newest.number if newest else 0):
        raise ConflictError(_("Another version was published meanwhile. Look at it first."))
    checked = check_draft(draft, load_shelf(session, actor))
    definition = checked.definition
    if definition is None:
        raise UnfinishedProgrammeError(checked)
    if newest and definition == newest.definition.model_copy(
        update={"version": definition.version}
    ):
        raise DomainError(_("Nothing in it is different from the version that there is."))
    programme = draft.programme
    if programme is None:
        key = slug_of(definition.title, _own_keys(session, actor), "programme", before=OWN)
        programme = Programme(practice_id=actor.practice_id, key=key)
        session.add(programme)
        definition = definition.model_copy(update={"id": key})
    version = publish(programme, definition)
    session.delete(draft)
    session.flush()
    history.record(session, actor, "programme:publish", version)
    return version


def _own_keys(session: Session, actor: Identity) -> set[str]:
    return set(
        session.scalars(
            select(Programme.key).where(known_programmes(actor), Programme.key.startswith(OWN))
        )
    )
