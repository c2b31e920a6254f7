"""The partners' own words for a brief, and what the counselor wrote back."""

from __future__ import annotations

from collections.abc import Iterator

from couples.exercises.definition import Kind, Part
from couples.progress.material import Material, said_day
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_replies
from couples.submissions.reading import latest_attempts
from couples.submissions.references import referred_by
from couples.wording import gettext as _
from couples.wording import listed
from reports.fitting import fit_answer
from reports.gathering.excerpts import Shelf, cost_of
from reports.gathering.scope import Scope
from reports.written import Excerpt, HandedIn, Reply

MOST_LINES = 26
"""Half a page of a report; there is a screen with all the rest."""

EVERYTHING = 1_000_000
MOST_NOTES = 2
LONGEST_REPLY = 600


def gather_handed_in(
    scope: Scope, material: Material, most_lines: int = MOST_LINES
) -> tuple[HandedIn, ...]:
    """
    What came in during these days, newest first, as far as this reader may read it.

    Of what does not fit, it says how much there is on the screen.
    """
    shelf = _shelf(scope)
    agreed_on = {line for each in material.agreements for line in each.lines}
    written = [s for s in scope.handed_in if s.part is Part.MAIN and not is_scored(s)]
    room, found = most_lines, []
    for submission in _newest_first(scope, latest_attempts(written)):
        everything = list(shelf.answers_in(submission))
        excerpts = tuple(each for each in everything if _as_agreed(each) not in agreed_on)
        cost = cost_of(excerpts)
        is_left_out = cost > room
        room -= 0 if is_left_out else cost
        found.append(
            HandedIn(
                title=submission.assignment.definition.title,
                who=scope.name(submission.author_id),
                on=scope.day(scope.came(submission)),
                excerpts=() if is_left_out else excerpts,
                attempt=submission.attempt if scope.is_for_counselor else 1,
                more=len(excerpts) if is_left_out else 0,
                is_agreed_on=len(excerpts) < len(everything),
                is_entered=submission.entered_by_id is not None,
            )
        )
    return (*found, *_notes(scope, shelf))


def is_scored(submission: Submission) -> bool:
    """Whether it is told as a score, so that nobody reads item after item."""
    return submission.assignment.definition.kind is Kind.MEASURE


def _as_agreed(excerpt: Excerpt) -> str:
    """The line in which an answer would stand in the wording of an agreement."""
    return f"{excerpt.label}: {'; '.join(excerpt.lines)}"


def _newest_first(scope: Scope, submissions: list[Submission]) -> list[Submission]:
    """The newest occasion first; on each, both partners in the couple's own order."""
    order = [person.id for person in scope.couple.partners]
    occasions: dict[tuple[int, str], list[Submission]] = {}
    for submission in reversed(submissions):
        occasions.setdefault((submission.assignment_id, submission.occurrence), []).append(
            submission
        )
    return [
        submission
        for occasion in occasions.values()
        for submission in sorted(occasion, key=lambda s: order.index(s.author_id))
    ]


def _shelf(scope: Scope) -> Shelf:
    """Every answer of these days that the reader may read, and which of them both may."""
    new = scope.handed_in
    received = [s for each in scope.work.submissions.values() for s in each]
    wanted = {s.id: s for s in (*new, *(s for s in received if s.part is Part.RECEIVED))}
    submissions = list(wanted.values())
    both = scope.reader.for_copy_of(scope.couple.id)
    shared = list_answers(scope.session, both, submissions)
    return Shelf(
        couple=scope.couple,
        answers=list_answers(scope.session, scope.reader, submissions),
        shared=frozenset(_ids(shared)),
        received={
            (s.assignment_id, s.author_id, s.occurrence): s
            for s in submissions
            if s.part is Part.RECEIVED
        },
        referred=referred_by(
            scope.session,
            scope.reader,
            scope.couple,
            [field for s in submissions for field in s.assignment.definition.fields],
        ),
    )


def _ids(answers: dict[int, list[Answer]]) -> Iterator[str]:
    for each in answers.values():
        yield from (answer.public_id for answer in each)


def _notes(scope: Scope, shelf: Shelf) -> Iterator[HandedIn]:
    """What stands in check-ins: of each ritual the newest few of either partner."""
    logs = [s for s in reversed(scope.handed_in) if s.part is Part.LOG]
    by_assignment: dict[int, list[Submission]] = {}
    for submission in logs:
        by_assignment.setdefault(submission.assignment_id, []).append(submission)
    for submissions in by_assignment.values():
        told = [(s, notes) for s in submissions if (notes := tuple(_note(scope, shelf, s)))]
        if not told:
            continue
        shown = told[:MOST_NOTES]
        authors = {submission.author_id for submission, _notes in shown}
        names = [p.name or "" for p in scope.couple.partners if p.id in authors]
        yield HandedIn(
            title=told[0][0].assignment.definition.title,
            who=listed(names),
            on=scope.day(scope.came(told[0][0])),
            excerpts=tuple(excerpt for _s, notes in shown for excerpt in notes),
            more=len(told) - len(shown),
        )


def _note(scope: Scope, shelf: Shelf, submission: Submission) -> Iterator[Excerpt]:
    said = {"who": scope.name(submission.author_id), "day": said_day(submission.occurs_on)}
    if submission.entered_by_id is None:
        label = _("%(who)s, %(day)s", **said)
    else:
        label = _("%(who)s, %(day)s, typed in session", **said)
    return shelf.note_in(submission, label)


def gather_replies(scope: Scope) -> tuple[Reply, ...]:
    """What the counselor wrote back in these days; a reply is for its author, never for both."""
    everything = {s.id: s for each in scope.work.submissions.values() for s in each}
    replies = list_replies(scope.session, scope.reader, list(everything.values()))
    return tuple(
        Reply(
            title=everything[reply.submission_id].assignment.definition.title,
            to=scope.name(everything[reply.submission_id].author_id),
            on=scope.day(reply.created_at),
            lines=fit_answer(reply.words or "", LONGEST_REPLY).lines,
        )
        for written in replies.values()
        for reply in written
        if scope.period.holds(reply.created_at, scope.day(reply.created_at))
    )
