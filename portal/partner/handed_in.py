"""What the viewer handed in, in one line each, and how far the other partner can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.progress.status import State
from couples.submissions.models import Answer, Reply, ReplyKind, Submission
from couples.submissions.queries import list_answers, list_replies, list_submissions
from couples.submissions.reading import latest_attempts
from couples.wording import gettext as _
from portal.partner.us import Us
from portal.partner.work import is_short_entry
from portal.states import said_of

LATELY = timedelta(days=14)
MOST = 6


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One line, and when it was answered. Its marks are pairs of words and a tone."""

    submission: Submission
    title: str
    at: datetime
    marks: tuple[tuple[str, str], ...] = ()
    answered: tuple[datetime, ...] = ()


def list_own(session: Session, us: Us) -> list[Submission]:
    """Everything the viewer handed in, oldest first."""
    return own_in(list_submissions(session, us.viewer, couple_ids=[us.couple.id]), us)


def own_in(known: Sequence[Submission], us: Us) -> list[Submission]:
    """What the viewer handed in and does not keep off their own pages, among what is known."""
    mine = [each for each in known if each.author_id == us.viewer.person_id]
    return [each for each in mine if not each.is_kept_off_by(us.viewer)]


def lines_of(session: Session, us: Us, mine: Sequence[Submission]) -> list[HandedIn]:
    """The newest attempts in `mine`, newest first; check-offs are not told one by one."""
    told = [
        submission
        for submission in latest_attempts(mine)
        if submission.part is not Part.RECEIVED and not is_check_off(submission)
    ]
    replies = list_replies(session, us.viewer, told)
    answers = list_answers(session, us.viewer, told)
    shown = shown_to_the_other(session, us, told)
    return [
        HandedIn(
            submission,
            submission.assignment.definition.title,
            submission.submitted_at,
            _marks(submission, us, replies[submission.id], answers[submission.id], shown),
            tuple(reply.created_at for reply in replies[submission.id]),
        )
        for submission in reversed(told)
    ]


def lately(lines: Sequence[HandedIn]) -> list[HandedIn]:
    """
    The newest of what was handed in, or answered by the counselor, in the last two weeks.

    What takes a minute is told here only once it was answered.
    """
    since = clock.now() - LATELY
    found = []
    for line in lines:
        is_small = is_noted_in_a_minute(line.submission)
        moments = line.answered if is_small else (line.at, *line.answered)
        if line.submission.returned_at is None and any(at > since for at in moments):
            found.append(line)
    return found[:MOST]


def is_noted_in_a_minute(submission: Submission) -> bool:
    """Whether it is one of many small entries, which have their place elsewhere."""
    return is_short_entry(submission.assignment.definition, submission.part)


def is_check_off(submission: Submission) -> bool:
    """Whether it is no more than a tap, which nobody looks up one by one."""
    return (
        submission.part is Part.LOG and submission.assignment.definition.tap(Part.LOG) is not None
    )


def shown_to_the_other(session: Session, us: Us, mine: Sequence[Submission]) -> set[int]:
    """The viewer's own answers that the other partner can read by now, by their ids."""
    readable = list_answers(session, us.other, mine)
    return {
        answer.id
        for answers in readable.values()
        for answer in answers
        if answer.author_id == us.viewer.person_id
    }


def _marks(
    submission: Submission,
    us: Us,
    replies: Sequence[Reply],
    answers: Sequence[Answer],
    shown: set[int],
) -> tuple[tuple[str, str], ...]:
    marks = []
    if submission.entered_by_id is not None:
        marks.append((_("Typed in session"), "quiet"))
    if submission.returned_at is not None:
        given_back = said_of(State.GIVEN_BACK)
        marks.append((str(given_back.word), given_back.tone))
    if any(reply.kind is ReplyKind.REPLY for reply in replies):
        marks.append((_("%(name)s replied", name=us.names.counselor), "new"))
    sealed = [answer for answer in answers if answer.audience is Audience.SEALED]
    if any(answer.id not in shown for answer in sealed):
        marks.append((_("Sealed until you have both handed in"), "sealed"))
    elif sealed:
        marks.append((_("Open to both of you"), "done"))
    return tuple(marks)
