"""Writing a programme: a draft that takes whatever is typed, step by step."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import permissions
from couples.authorship import readable_programme_drafts
from couples.errors import DomainError
from couples.exercises import drafting
from couples.exercises.drafting import keep, keep_head, keep_piece, throw_away
from couples.exercises.sheet import Typed
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.loading import builtin_programmes
from couples.programmes.models import Programme, ProgrammeDraft
from couples.programmes.queries import get_programme
from couples.programmes.taking_apart import taken_apart
from couples.programmes.written import WrittenProgramme, WrittenStep
from couples.wording import gettext as _


def comes_along(programme: Programme) -> bool:
    """Whether it ships with Mendwell, so that its next edition comes from there."""
    return any(programme.key == shipped.id for shipped in builtin_programmes())


def begin(
    session: Session, actor: Identity, definition: ProgrammeDefinition | None, *, token: str
) -> ProgrammeDraft:
    """
    A draft of a new programme, empty or beginning with `definition`.

    `token` names the press of the button: the same token opens the same draft.
    """
    permissions.require(actor, Deed.AUTHOR)
    return drafting.open_draft(
        session,
        actor,
        ProgrammeDraft,
        readable_programme_drafts,
        taken_apart(definition) if definition else WrittenProgramme(),
        open_key=f"{actor.person_id}:new:{token}",
    )


def begin_version(session: Session, actor: Identity, programme_id: str) -> ProgrammeDraft:
    """
    A draft of the next version of a programme of the practice's own.

    What ships with Mendwell is copied, or its next edition would stand over the change.
    """
    permissions.require(actor, Deed.AUTHOR)
    newest = get_programme(session, actor, programme_id)
    if comes_along(newest.programme):
        raise DomainError(_("This one comes with Mendwell. Make a copy and change that."))
    return drafting.open_draft(
        session,
        actor,
        ProgrammeDraft,
        readable_programme_drafts,
        taken_apart(newest.definition),
        programme=newest.programme,
        open_key=f"{actor.person_id}:{newest.programme_id}",
    )


def list_drafts(session: Session, viewer: Identity) -> list[ProgrammeDraft]:
    """What the viewer is writing, the latest first."""
    return drafting.list_drafts(session, viewer, ProgrammeDraft, readable_programme_drafts)


def get_draft(session: Session, viewer: Identity, draft_id: str) -> ProgrammeDraft:
    """One draft of the viewer's by its public id, or `NotFoundError`."""
    return drafting.get_draft(session, viewer, ProgrammeDraft, readable_programme_drafts, draft_id)


def written_in(draft: ProgrammeDraft) -> WrittenProgramme:
    """What the draft keeps."""
    return WrittenProgramme.from_json(draft.typed or WrittenProgramme().to_json())


def save_head(
    session: Session, actor: Identity, draft_id: str, *, typed: Typed, stamp: int
) -> WrittenProgramme:
    """Keep what was typed at the head, if nobody saved it since; otherwise nothing is lost."""
    draft = lock_draft(session, actor, draft_id)
    return keep_head(draft, written_in(draft), typed, stamp)


def save_step(
    session: Session, actor: Identity, draft_id: str, step_id: str, *, typed: Typed, stamp: int
) -> WrittenProgramme:
    """Keep what was typed of one step, if nobody saved it since; otherwise nothing is lost."""
    draft = lock_draft(session, actor, draft_id)
    written = written_in(draft)
    return keep_piece(draft, written, written.piece(step_id), typed, stamp)


def add_step(session: Session, actor: Identity, draft_id: str, typed: Typed) -> WrittenStep:
    """Add a step at the end of its week, for its author to write."""
    draft = lock_draft(session, actor, draft_id)
    step = WrittenStep(typed=dict(typed))
    keep(draft, written_in(draft).adding(step))
    return step


def move_step(
    session: Session, actor: Identity, draft_id: str, step_id: str, *, by: int
) -> WrittenProgramme:
    """Move a step one place up or down, over the edge of its week if it stands there."""
    draft = lock_draft(session, actor, draft_id)
    return keep(draft, written_in(draft).moving(step_id, by))


def remove_step(session: Session, actor: Identity, draft_id: str, step_id: str) -> WrittenProgramme:
    """Take a step out, so that it can still be brought back."""
    draft = lock_draft(session, actor, draft_id)
    return keep(draft, written_in(draft).without(step_id))


def bring_step_back(
    session: Session, actor: Identity, draft_id: str, step_id: str
) -> WrittenProgramme:
    """Put a step that was taken out into its week again."""
    draft = lock_draft(session, actor, draft_id)
    return keep(draft, written_in(draft).bringing_back(step_id))


def discard(session: Session, actor: Identity, draft_id: str) -> None:
    """Throw a draft away. What is published stays as it is."""
    throw_away(session, actor, lock_draft(session, actor, draft_id))


def lock_draft(session: Session, actor: Identity, draft_id: str) -> ProgrammeDraft:
    """The actor's draft, held until the transaction ends."""
    return drafting.lock(session, actor, ProgrammeDraft, readable_programme_drafts, draft_id)
