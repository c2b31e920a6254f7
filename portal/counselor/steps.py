"""The history of something that was handed in, as the counselor's pages tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.support import LazyProxy

from couples.history.queries import list_steps
from couples.submissions.doubts import Doubt
from couples.submissions.models import Submission
from couples.wording import gettext as _
from couples.wording import lazy_gettext as lazy
from portal.access import current_identity
from portal.database import session

SAID: Final[Mapping[str, LazyProxy]] = {
    "submission:submit": lazy("Handed in under the name of %(name)s"),
    "submission:keep-off": lazy("Kept by %(name)s off their own pages"),
    "submission:show-again": lazy("%(name)s has it on their own pages again"),
    "submission:enter": lazy("Typed by you in session"),
    "submission:quarantine": lazy("Put aside by you"),
    "submission:disown": lazy("%(name)s said that it was not theirs"),
    "submission:own": lazy("%(name)s said that it was theirs after all"),
    "submission:restore": lazy("Put back by you"),
    "submission:reattribute": lazy("Offered by you to the other partner"),
    "submission:decline": lazy("%(name)s said that it was not theirs either"),
    "submission:claim": lazy("%(name)s said that it was theirs"),
    "submission:void": lazy("Made void by you"),
}
"""What each step is called; what is told elsewhere has no line here."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did to it, and when."""

    words: str
    at: datetime


def steps_of(submission: Submission) -> list[Step]:
    """What was done to it, in order; what is told elsewhere is left out."""
    couple = submission.assignment.couple
    names = {person.id: person.name or "" for person in couple.partners}
    return list(_steps(submission, names))


def _steps(submission: Submission, names: dict[int, str]) -> Iterator[Step]:
    for entry in list_steps(session, current_identity, submission):
        if entry.event in SAID:
            said = str(SAID[entry.event]) % {"name": names.get(entry.actor_id or 0, "")}
            yield Step(said, entry.created_at)


def doubt_said(doubt: Doubt, name: str, other: str) -> str:
    """A sign that something may lie under the wrong name, without a guess at whose it is."""
    match doubt:
        case Doubt.SAME_BROWSER:
            return _(
                "%(name)s and %(other)s handed in from the same browser within ten minutes."
                " Many couples share one; you may want to ask whether each wrote their own.",
                name=name,
                other=other,
            )
        case Doubt.BEGUN_ELSEWHERE:
            return _(
                "%(name)s began this in one browser and handed it in from one that %(other)s"
                " uses too. You may want to ask whether each wrote their own.",
                name=name,
                other=other,
            )
