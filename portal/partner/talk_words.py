"""Words of a talk that stand in no form: beside it, or to be copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from couples.exercises.answering import AnswerError, clean, readable
from couples.exercises.definition import Definition, Field
from couples.submissions.typed import Typed
from couples.talks.models import Talk
from couples.talks.queries import find_stranded, written
from portal.database import session
from portal.partner.us import Us


def told(
    definition: Definition, keys: Collection[str], typed: Typed, people: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Each of these questions to which something was typed, with what it says."""
    asked = [definition.field(key) for key in keys]
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


def to_copy(pairs: list[tuple[str, str]]) -> str:
    """The same as one text."""
    return "\n\n".join(f"{label}\n{words}" for label, words in pairs)


def left_over(us: Us, talk_id: str) -> tuple[Talk, str] | None:
    """What the viewer wrote in a talk that is over and that lies in no draft of theirs."""
    row = find_stranded(session, us.viewer, talk_id)
    if row is None:
        return None
    talk = row.talk
    asked = [key for turn in talk.guide.turns for key in turn.fields]
    people = us.people(row.author_id)
    pairs = told(talk.assignment.definition, dict.fromkeys(asked), written(row), people)
    return talk, to_copy(pairs)
