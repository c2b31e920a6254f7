"""Words of a talk that stand in no form: beside it, or to be copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from couples.errors import ConflictError
from couples.exercises.answering import AnswerError, clean, readable
from couples.exercises.definition import Field, Part
from couples.safety.opening import NotScheduledError
from couples.submissions.drafts import typed_in
from couples.submissions.queries import find_draft
from couples.submissions.typed import Typed
from couples.talks.beside import Besides
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import find_stranded, list_words, written
from couples.talks.writing import TurnOverError, WrittenMeanwhileError
from portal.access import current_identity
from portal.database import session
from portal.partner.talk_page import TalkPage
from portal.partner.us import Us

KEEP_MINE = "keep-mine:"
"""The action that writes over what was saved elsewhere, with the revision of that."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed under some questions and could not be kept, and why."""

    typed: Typed
    asked: Sequence[Field]
    error: ConflictError

    @property
    def sentence(self) -> str:
        """Why it was not kept."""
        return str(self.error)

    @property
    def is_over(self) -> bool:
        """Whether it was for a turn that is over, so that no form can hold it."""
        return isinstance(self.error, TurnOverError)

    @property
    def saved(self) -> TalkWords | None:
        """What was saved elsewhere meanwhile, if that is why."""
        return self.error.saved if isinstance(self.error, WrittenMeanwhileError) else None

    @property
    def keep_mine(self) -> str:
        """The action that writes over what was saved elsewhere, as it is now."""
        return f"{KEEP_MINE}{self.saved.revision}" if self.saved else ""

    def elsewhere(self, us: Us) -> list[tuple[str, str]]:
        """What was saved elsewhere under the questions of this turn."""
        if self.saved is None:
            return []
        return told(self.asked, written(self.saved), us.people(self.saved.author_id))

    def to_copy(self, page: TalkPage) -> str:
        """What was typed, where the page has no form that holds it."""
        stands_still = page.pause is not None or page.halted is not None
        is_held = isinstance(self.error, NotScheduledError)
        if page.is_mine and not stands_still and not self.is_over and not is_held:
            return ""
        return to_copy(told(self.asked, self.typed, page.us.people(page.us.viewer.person_id)))


def is_kept(talk: Talk, typed: Typed) -> bool:
    """Whether all of it is kept already, as after a second press of the same button."""
    given = {key: answer for key, answer in typed.answers.items() if answer}
    held = [written(row).answers for row in list_words(session, current_identity, talk).values()]
    draft = find_draft(session, current_identity, talk.assignment, Part.MAIN, talk.occurrence)
    if draft is not None and talk.ended_at is not None:
        held.append(typed_in(draft).answers)
    return not given or any(given.items() <= answers.items() for answers in held)


def told(asked: Iterable[Field], typed: Typed, people: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each of these questions to which something was typed, with what it says."""
    pairs = [(each.label, _in_words(each, typed, people)) for each in asked]
    return [(label, words) for label, words in pairs if words]


def _in_words(question: Field, typed: Typed, people: Mapping[str, str]) -> str:
    raw = typed.answers.get(question.key)
    try:
        value = clean(question, raw, draft=True)
    except AnswerError:
        return "\n".join(map(str, raw)) if isinstance(raw, list) else str(raw)
    found = "" if value is None else readable(question, value, people)
    return found if isinstance(found, str) else "\n".join(found)


@dataclass(frozen=True, slots=True)
class BesideIt:
    """
    What somebody wrote in a talk, or on a phone they were handed, and what stands in no form.

    `was_handed` says whether anything of it was typed on the other's phone.
    """

    lines: tuple[tuple[str, str], ...]
    was_handed: bool

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.lines)


def told_beside(us: Us, found: Iterable[Besides]) -> BesideIt:
    """The same in words, by question."""
    people, each = us.people(us.viewer.person_id), tuple(found)
    lines = [
        (one.question.label, _in_words(one.question, Typed({one.question.key: one.answer}), people))
        for one in each
    ]
    return BesideIt(
        tuple((label, words) for label, words in lines if words),
        was_handed=not all(one.was_said for one in each),
    )


def to_copy(pairs: list[tuple[str, str]]) -> str:
    """The same as one text."""
    return "\n\n".join(f"{label}\n{words}" for label, words in pairs)


def left_over(us: Us, talk_id: str) -> tuple[Talk, str] | None:
    """What the viewer wrote in a talk that is over and that lies in no draft of theirs."""
    row = find_stranded(session, us.viewer, talk_id)
    if row is None:
        return None
    talk = row.talk
    keys = dict.fromkeys(key for turn in talk.guide.turns for key in turn.fields)
    asked = map(talk.assignment.definition.field, keys)
    return talk, to_copy(told(asked, written(row), us.people(row.author_id)))
