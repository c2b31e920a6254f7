"""Writing in a talk: whoever's turn it is, and nobody else, in front of both."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.aloud import readable_talk_words
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Field
from couples.identity import Identity
from couples.safety.opening import NotScheduledError
from couples.safety.queries import is_held
from couples.submissions.own_saves import UNNUMBERED, OwnSaves
from couples.submissions.typed import Typed
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import written
from couples.talks.services import NotYourTurnError, has_the_turn, lock_talk
from couples.wording import gettext as _


class WrittenMeanwhileError(ConflictError):
    """Another page saved the same turn meanwhile; nothing was overwritten."""

    def __init__(self, saved: TalkWords) -> None:
        super().__init__(_("This was changed somewhere else. Choose which one to keep."))
        self.saved = saved


class TurnOverError(ConflictError):
    """The talk has gone on to another turn meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("The talk has gone on meanwhile."))


def asked_now(talk: Talk) -> tuple[Field, ...]:
    """The questions that are open in this turn."""
    return asked_in(talk, talk.turn)


def asked_in(talk: Talk, number: int) -> tuple[Field, ...]:
    """The questions of one of the turns, none where there is no such turn."""
    definition, turns = talk.assignment.definition, talk.guide.turns
    keys = turns[number].fields if 0 <= number < len(turns) else ()
    return tuple(definition.field(key) for key in keys)


def keep(
    session: Session,
    actor: Identity,
    talk_id: str,
    *,
    typed: Typed,
    turn: int,
    revision: int,
    own: OwnSaves = UNNUMBERED,
) -> TalkWords:
    """
    Keep what was typed in this turn, right or wrong, as the words of whoever has it.

    `turn` and `revision` are those that the page showed, `own` its saves since. Words for a
    turn that is over are refused, as are words that would overwrite others in silence. A
    time-out that began in the middle of a sentence takes nothing away.
    """
    talk = lock_talk(session, actor, talk_id, always=True)
    if is_held(session, actor, talk.assignment):
        raise NotScheduledError
    if talk.turn != turn or talk.ended_at is not None:
        raise TurnOverError
    if not has_the_turn(talk, actor):
        raise NotYourTurnError
    words = session.scalar(
        select(TalkWords)
        .where(
            readable_talk_words(actor),
            TalkWords.talk_id == talk.id,
            TalkWords.author_id == talk.holder_id,
        )
        .with_for_update()
    )
    if words is None:
        raise NotFoundError
    before = written(words).answers
    kept = {key: answer for key, answer in before.items() if key not in talk.now.fields}
    given = {key: typed.answers[key] for key in talk.now.fields if typed.answers.get(key)}
    after = {**kept, **given}
    next_one = own.after(words.revision, seen=revision, changes=after != before)
    if next_one is None:
        raise WrittenMeanwhileError(words)
    if after != before:
        words.typed = Typed(after).to_json()
    words.revision = next_one
    return words
