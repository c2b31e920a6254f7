"""Two versions of one draft, so that a person can choose: what they typed, what was saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from couples.exercises import definition as exercise
from couples.exercises.answering import AnswerError, clean, readable
from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from portal.partner.us import Us
from portal.promises import readers


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that says different things in the two."""

    label: str
    here: str
    elsewhere: str


def differences(saved: Draft, here: Typed, us: Us, referred: Mapping[str, str]) -> list[Difference]:
    """Only what differs, in words, with who may read it where that differs too."""
    elsewhere, people = typed_in(saved), us.people(us.viewer.person_id)
    found = []
    for question in saved.assignment.fields_for(us.viewer.person_id, saved.part):
        pair = tuple(_words(question, typed, people, referred) for typed in (here, elsewhere))
        audiences = (here.audience_of(question), elsewhere.audience_of(question))
        if pair[0] != pair[1]:
            found.append(Difference(question.label, *pair))
        if audiences[0] != audiences[1]:
            said = readers(us.names)
            label = _("Who may read “%(label)s”", label=question.label)
            found.append(Difference(label, said[audiences[0]], said[audiences[1]]))
    return found


def kept_words(saved: Draft, us: Us) -> list[tuple[str, str]]:
    """Every question that says something already, with what it says."""
    return said_in(typed_in(saved), saved, us)


def said_in(typed: Typed, saved: Draft, us: Us) -> list[tuple[str, str]]:
    """Every question of a draft to which `typed` says something, with what it says."""
    people = us.people(us.viewer.person_id)
    told = [
        (question.label, _words(question, typed, people, {}))
        for question in saved.assignment.definition.fields_of(saved.part)
    ]
    return [(label, words) for label, words in told if words]


def _words(
    question: exercise.Field, typed: Typed, people: Mapping[str, str], referred: Mapping[str, str]
) -> str:
    """What was typed, in words where it makes sense and as it stands where it does not yet."""
    raw = typed.answers.get(question.key)
    try:
        value = clean(question, raw, draft=True)
    except AnswerError:
        return str(raw)
    if value is None:
        return ""
    told = readable(question, value, people, referred)
    return told if isinstance(told, str) else "\n".join(told)
