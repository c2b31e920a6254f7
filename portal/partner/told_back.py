"""What the other partner let one know about something that one did for the two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from couples.exercises.definition import Part
from couples.submissions.models import Answer, Submission
from couples.submissions.reading import ToldAnswer, tell
from portal.partner.settled import names_given
from portal.partner.us import Us

_LATELY = timedelta(days=7)
_MOST = 3


@dataclass(frozen=True, slots=True)
class LetMeKnow:
    """One thing that the viewer did, and what the other chose to tell about it."""

    title: str
    on: date
    told: tuple[ToldAnswer, ...]


def told_back(
    us: Us, known: Sequence[Submission], answers: Mapping[int, Sequence[Answer]]
) -> tuple[LetMeKnow, ...]:
    """What came back in the last days, newest first; what was not told is not known here."""
    names = names_given(known, answers)
    me = us.viewer.person_id
    return tuple(
        LetMeKnow(
            title=names.get((each.assignment_id, me), each.assignment.definition.title),
            on=each.occurs_on,
            told=tuple(tell(each.assignment.definition, answers[each.id])),
        )
        for each in reversed(known)
        if each.part is Part.RECEIVED
        and each.author_id != me
        and each.occurs_on >= us.today - _LATELY
    )[:_MOST]
