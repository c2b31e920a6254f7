"""Answers as excerpts on paper: in words, made to fit, each with who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import FieldType
from couples.submissions.models import Answer, Submission
from couples.submissions.reading import ToldAnswer, tell
from couples.wording import gettext as _
from reports.fitting import fit_answer
from reports.named import people_of
from reports.states import SeenBy
from reports.written import Excerpt

LONGEST_ON_PAPER: Final = 1_200
LINE: Final = 64
"""About as many letters as fit on a line beside the question."""

TEXTS: Final = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT)
NOT_SHOWN: Final = {
    Audience.COUNSELOR: SeenBy.COUNSELOR,
    Audience.SEALED: SeenBy.UNTIL_BOTH,
    Audience.SESSION: SeenBy.UNTIL_RELEASED,
    Audience.COUPLE: SeenBy.HELD_BACK,
}
"""Whom an answer is for that not both may read by now."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """
    The answers that one reader may read, by submission.

    `shared` are those that both partners may read by now, by public id; whatever else the
    counselor may read is marked as held back. `received` finds what the other partner said
    about a check-in: by assignment, by who said it, and by occurrence. `referred` is what
    an answer may name, in words.
    """

    couple: Couple
    answers: Mapping[int, Sequence[Answer]]
    shared: frozenset[str]
    received: Mapping[tuple[int, int, str], Submission]
    referred: Mapping[str, str]

    def answers_in(self, submission: Submission) -> Iterator[Excerpt]:
        """Every readable answer of a submission, under its question."""
        for told in self._told(submission):
            fitted = fit_answer("\n".join(told.lines), LONGEST_ON_PAPER)
            is_told = submission.assignment.definition.field(told.field).type in TEXTS
            seen_by = self._seen_by(told)
            yield Excerpt(told.label, fitted.lines, seen_by, is_cut=fitted.is_cut, is_told=is_told)

    def note_in(self, submission: Submission, day: str) -> Iterator[Excerpt]:
        """
        The words of a check-in under its `day`, and how it reached the other partner.

        Only texts: whether it was done stands in the strip, and ratings in the averages.
        """
        definition = submission.assignment.definition
        first = next((f.key for f in definition.fields_of(submission.part) if f.type in TEXTS), "")
        lines: dict[SeenBy, list[str]] = {}
        is_cut = False
        for told in self._told(submission):
            if definition.field(told.field).type in TEXTS:
                fitted = fit_answer("\n".join(told.lines), LONGEST_ON_PAPER)
                lead = "" if told.field == first else told.label
                lines.setdefault(self._seen_by(told), []).extend(_led(lead, fitted.lines))
                is_cut = is_cut or fitted.is_cut
        if lines:
            for seen_by, received in self._received(submission):
                lines.setdefault(seen_by, []).append(received)
        for seen_by, words in lines.items():
            yield Excerpt(day, tuple(words), seen_by, is_cut=is_cut, is_told=True)

    def _received(self, submission: Submission) -> Iterator[tuple[SeenBy, str]]:
        other = self.couple.other_partner(submission.author_id)
        key = (submission.assignment_id, other.id, submission.occurrence)
        if (received := self.received.get(key)) is None:
            return
        for told in self._told(received):
            words = _(
                "%(who)s – %(label)s: %(words)s",
                who=other.name,
                label=told.label,
                words=", ".join(told.lines),
            )
            yield self._seen_by(told), words

    def _told(self, submission: Submission) -> list[ToldAnswer]:
        people = people_of(self.couple, submission.author_id)
        answers = self.answers.get(submission.id, ())
        return tell(submission.assignment.definition, answers, people, self.referred)

    def _seen_by(self, told: ToldAnswer) -> SeenBy:
        return SeenBy.COUPLE if told.id in self.shared else NOT_SHOWN[told.audience]


def _led(label: str, lines: Sequence[str]) -> list[str]:
    """The lines, the first of them with its question before it."""
    if not label or not lines:
        return list(lines)
    return [_("%(label)s: %(words)s", label=label, words=lines[0]), *lines[1:]]


def cost_of(excerpts: Iterable[Excerpt]) -> int:
    """About how many lines of paper they take, with a heading."""
    return 3 + sum(max(1, sum(ceil(len(x) / LINE) for x in e.lines)) for e in excerpts)
