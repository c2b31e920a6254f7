"""
What somebody added to words that were not theirs, and gets back on their own word.

They wrote on in an attempt that lay under the wrong name. What they typed where nothing
stood, or below what stood there, is theirs once they say so. No word of the attempt itself
comes along, so whatever was answered before and then changed stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.errors import NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions import drafts
from couples.submissions.beginnings import Fate, fate_of, get_beginning
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft
from couples.submissions.reading import as_typed, value_of
from couples.submissions.typed import Typed, below


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was added, and the draft that has it now where there is a place for one."""

    typed: Typed
    draft: Draft | None


def take_back(session: Session, actor: Identity, draft_id: str) -> TakenBack:
    """
    Bring back what the actor says they added, into what they write at that time now.

    Nothing that stands there already is changed, and a second press adds nothing. The
    beginning itself stays as it is, whole, for when its attempt is put back after all.
    """
    permissions.require(actor, Deed.OWN)
    beginning = get_beginning(session, actor, draft_id)
    if fate_of(beginning) is not Fate.NOT_THEIRS:
        raise NotFoundError
    typed = added_in(session, beginning)
    draft = drafts.reopen(session, actor, beginning) if typed.answers else None
    if draft is not None:
        put_in(draft, typed)
    history.record(session, actor, "draft:take-back", beginning)
    return TakenBack(typed, draft)


def added_in(session: Session, beginning: Draft) -> Typed:
    """What was typed into a beginning beside the words that it began with."""
    fields = {f.key: f for f in beginning.assignment.definition.fields_of(beginning.part)}
    answers = session.scalars(
        select(Answer).where(Answer.submission_id == beginning.set_aside_with_id)
    )
    before = {a.field: as_typed(value_of(fields[a.field], a)) for a in answers if a.field in fields}
    typed = typed_in(beginning)
    added = {name: beside(before, name, value) for name, value in typed.answers.items()}
    answered = {name: value for name, value in added.items() if value}
    return Typed(answered, {n: who for n, who in typed.audiences.items() if n in answered})


def beside(before: Mapping[str, object], name: str, value: object) -> object:
    """An answer where there was none, or the text below the one that was there; or nothing."""
    if name not in before:
        return value
    return below(before[name], value)


def put_in(draft: Draft, added: Typed) -> None:
    """Lay it into a draft, where nothing stands there yet."""
    here = typed_in(draft)
    missing = {name: value for name, value in added.answers.items() if not here.answers.get(name)}
    if missing:
        audiences = {name: who for name, who in added.audiences.items() if name in missing}
        both = Typed({**here.answers, **missing}, {**here.audiences, **audiences})
        draft.typed = both.to_json()
        draft.revision += 1
