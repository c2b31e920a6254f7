"""What the other partner can read of the viewer's answers, and the rules that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.submissions.queries import list_answers, list_submissions
from couples.wording import gettext as _
from portal.partner.us import Us
from portal.promises import Names


@dataclass(frozen=True, slots=True)
class Rule:
    """One audience: what the other partner and the counselor can read, and when."""

    audience: str
    meant_for: str
    other: str
    counselor: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The questions of one piece of homework that the other can read the viewer's answers to."""

    title: str
    labels: tuple[str, ...]
    times: int
    last_at: datetime


def seen_by_the_other(session: Session, us: Us) -> list[Seen]:
    """By asking as the other partner, so that this page and theirs cannot disagree."""
    handed_in = list_submissions(session, us.viewer, couple_ids=[us.couple.id])
    mine = [each for each in handed_in if each.author_id == us.viewer.person_id]
    readable = list_answers(session, us.other, mine)
    found: dict[str, Seen] = {}
    for submission in mine:
        definition = submission.assignment.definition
        keys = {a.field for a in readable[submission.id] if a.author_id == us.viewer.person_id}
        if not keys:
            continue
        before = found.get(definition.title)
        known = set(before.labels) if before else set()
        labels = [f.label for f in definition.fields if f.key in keys or f.label in known]
        times = (before.times if before else 0) + 1
        found[definition.title] = Seen(
            definition.title, tuple(labels), times, submission.submitted_at
        )
    return sorted(found.values(), key=lambda seen: seen.last_at, reverse=True)


def rules(names: Names) -> list[Rule]:
    """The promises side by side."""
    never, at_once = _("No"), _("As soon as you hand in")
    known = names.others
    return [
        Rule(Audience.ME.value, _("Only you"), never, never),
        Rule(Audience.COUNSELOR.value, _("You and %(counselor)s", **known), _("Not here"), at_once),
        Rule(
            Audience.SEALED.value,
            _("Sealed until both"),
            _("Once you have both handed in"),
            at_once,
        ),
        Rule(
            Audience.SESSION.value,
            _("For a session"),
            _("When %(counselor)s opens it in a session", **known),
            at_once,
        ),
        Rule(Audience.COUPLE.value, _("Both of you"), at_once, at_once),
    ]
