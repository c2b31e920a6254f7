"""What the two of them share: gathered from what each may read, and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView, list_agreements
from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.safety.queries import list_held
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts, open_since
from couples.submissions.references import referred_by
from portal.partner.gestures import Gesture, gestures_in
from portal.partner.handed_in import is_check_off, shown_to_the_other
from portal.partner.told_back import LetMeKnow, told_back
from portal.partner.us import Us


@dataclass(frozen=True, slots=True)
class Shared:
    """One time of one piece of homework from which the two can read the same."""

    submission: Submission
    title: str
    at: datetime
    by_me: bool
    by_other: bool
    is_entered: bool = False


@dataclass(frozen=True, slots=True)
class Ours:
    """What its sections hold that come from handed-in work and agreements."""

    to_sign: tuple[AgreementView, ...]
    agreements: tuple[AgreementView, ...]
    over: tuple[AgreementView, ...]
    gestures: tuple[Gesture, ...]
    sealed: tuple[Submission, ...]
    shared: tuple[Shared, ...]
    let_me_know: tuple[LetMeKnow, ...]


def ours_of(session: Session, us: Us, *, apart: Collection[int] = ()) -> Ours:
    """
    What both can read by now, newest first; the homework `apart` is told on a page of its own.

    What is sealed is listed as the viewer's own alone: from that side nobody can
    tell whether the other has begun, handed in, or not thought of it.
    """
    known = list_submissions(session, us.viewer, couple_ids=[us.couple.id])
    answers = list_answers(session, us.viewer, known)
    mine = [s for s in known if s.author_id == us.viewer.person_id]
    shown = shown_to_the_other(session, us, mine)
    agreements = list_agreements(session, us.viewer, couple_ids=[us.couple.id])
    fields = [field for s in known for field in s.assignment.definition.fields]
    referred = referred_by(session, us.viewer, us.couple, fields)
    to_sign = [a for a in agreements if a.may_sign and us.viewer.person_id not in a.signed_by_ids]
    over = [a for a in agreements if a.has_ended]
    return Ours(
        to_sign=tuple(to_sign),
        agreements=tuple(a for a in agreements if a not in to_sign and a not in over),
        over=tuple(reversed(over)),
        gestures=gestures_in(us, known, answers, referred, held=_held(session, us, known)),
        sealed=tuple(
            submission
            for submission in reversed(latest_attempts(mine))
            if any(
                answer.audience is Audience.SEALED and answer.id not in shown
                for answer in answers[submission.id]
            )
        ),
        shared=_shared(us, [s for s in known if s.assignment_id not in apart], answers, shown),
        let_me_know=told_back(us, known, answers),
    )


def _held(session: Session, us: Us, known: Sequence[Submission]) -> set[int]:
    """The homework about which nothing is asked now."""
    return list_held(session, us.viewer, {s.assignment_id: s.assignment for s in known}.values())


def _shared(
    us: Us,
    known: Sequence[Submission],
    answers: Mapping[int, Sequence[Answer]],
    shown: set[int],
) -> tuple[Shared, ...]:
    groups: dict[tuple[int, Part, str], list[Submission]] = {}
    since: dict[int, datetime] = {}
    for submission in latest_attempts(known):
        readable = [
            answer
            for answer in answers[submission.id]
            if answer.author_id != us.viewer.person_id or answer.id in shown
        ]
        # A check-off is worth a line here only for the words that came with it.
        worth = [a for a in readable if a.words] if is_check_off(submission) else readable
        if worth and submission.part is not Part.RECEIVED:
            key = (submission.assignment_id, submission.part, submission.occurrence)
            groups.setdefault(key, []).append(submission)
            since[submission.id] = open_since(submission, worth)
    found = []
    for group in groups.values():
        authors = {submission.author_id: submission for submission in group}
        own = authors.get(us.viewer.person_id)
        found.append(
            Shared(
                submission=own or group[-1],
                title=group[0].assignment.definition.title,
                at=max(since[submission.id] for submission in group),
                by_me=own is not None,
                by_other=len(authors) > 1 or own is None,
                is_entered=any(submission.entered_by_id for submission in group),
            )
        )
    return tuple(sorted(found, key=lambda shared: shared.at, reverse=True))
