"""
From the practice to what a partner's own copy holds besides what both may read.

Everything is read as the partner whose copy it is, and as the counselor who hands it out:
neither of them learns from it what they could not read before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.progress.material import said_day
from couples.records.queries import list_work
from couples.records.whose import Whose
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers, list_replies
from couples.submissions.reading import latest_attempts
from couples.submissions.references import referred_by
from couples.wording import gettext as _
from reports.fitting import fit_answer
from reports.gathering.excerpts import Shelf, cost_of
from reports.gathering.handed_in import LONGEST_REPLY, is_scored
from reports.gathering.scope import Scope
from reports.own import Own, OwnScore
from reports.record.living import gather_scores
from reports.states import SeenBy
from reports.written import Excerpt, HandedIn, Reply

MOST_LINES = 90
"""About two pages; the rest is on the screen."""

MOST_NOTES = 5


def gather_own(scope: Scope, whose: Whose) -> Own:
    """What one partner wrote for the counselor alone in these days, and what came back."""
    couple, person = whose.couple, whose.person
    holder = (person.name or "") if person else ""
    own = [s for s in list_work(scope.session, whose) if whose.is_of(s.author_id)]
    new = [s for s in own if _is_new(scope, couple, s)]
    written = [s for s in latest_attempts(new) if not is_scored(s)]
    shelf = _shelf(scope, whose, written)
    found, more = _written(scope, shelf, holder, [s for s in written if s.part is Part.MAIN])
    return Own(
        holder=holder,
        written=(*found, *_noted(scope, shelf, holder, written)),
        replies=_replies(scope, whose, holder, own),
        scores=_scores(scope, whose),
        more=more,
    )


def _is_new(scope: Scope, couple: Couple, submission: Submission) -> bool:
    return scope.period.holds(submission.submitted_at, couple.day_of(submission.submitted_at))


def _written(
    scope: Scope, shelf: Shelf, holder: str, submissions: Sequence[Submission]
) -> tuple[tuple[HandedIn, ...], int]:
    """The newest first, as far as there is room, and how many there was no room for."""
    room, found, more = MOST_LINES, [], 0
    for submission in reversed(submissions):
        excerpts = tuple(shelf.answers_in(submission))
        if not excerpts:
            continue
        cost = cost_of(excerpts)
        if cost > room:
            more += 1
            continue
        room -= cost
        found.append(
            HandedIn(
                title=submission.assignment.definition.title,
                who=holder,
                on=scope.day(submission.submitted_at),
                excerpts=excerpts,
                is_entered=submission.entered_by_id is not None,
            )
        )
    return tuple(found), more


def _noted(
    scope: Scope, shelf: Shelf, holder: str, submissions: Sequence[Submission]
) -> Iterator[HandedIn]:
    """What was only noted, such as check-ins: of each ritual the newest few, a row for each day."""
    groups: dict[tuple[int, Part], list[tuple[Submission, tuple[Excerpt, ...]]]] = {}
    for each in reversed(submissions):
        if each.part is not Part.MAIN and (rows := tuple(_rows(shelf, each))):
            groups.setdefault((each.assignment_id, each.part), []).append((each, rows))
    for told in groups.values():
        newest, shown = told[0][0], told[:MOST_NOTES]
        yield HandedIn(
            title=newest.assignment.definition.title,
            who=holder,
            on=scope.day(newest.submitted_at),
            excerpts=tuple(row for _each, rows in shown for row in rows),
            more=len(told) - len(shown),
        )


def _rows(shelf: Shelf, submission: Submission) -> Iterator[Excerpt]:
    """One row for a day, and another where other readers may read the rest of it."""
    by_reader: dict[SeenBy, list[str]] = {}
    for each in shelf.answers_in(submission):
        if not each.lines:
            continue
        said = _("%(question)s: %(answer)s", question=each.label, answer=" / ".join(each.lines))
        by_reader.setdefault(each.seen_by, []).append(said)
    for seen_by, lines in by_reader.items():
        yield Excerpt(said_day(submission.occurs_on), tuple(lines), seen_by)


def _shelf(scope: Scope, whose: Whose, submissions: Sequence[Submission]) -> Shelf:
    """The answers that partner and counselor may read, without those that both partners may."""
    readable = list_answers(scope.session, whose.holder, submissions, also=whose.readers)
    both = list_answers(scope.session, whose.couple.reader_for_both, submissions)
    shared = {answer.id for each in both.values() for answer in each}
    return Shelf(
        couple=whose.couple,
        answers={
            id_: [answer for answer in answers if answer.id not in shared]
            for id_, answers in readable.items()
        },
        shared=frozenset(),
        received={},
        referred=referred_by(
            scope.session,
            whose.holder,
            whose.couple,
            [field for each in submissions for field in each.assignment.definition.fields],
        ),
    )


def _replies(
    scope: Scope, whose: Whose, holder: str, submissions: Sequence[Submission]
) -> tuple[Reply, ...]:
    titles = {each.id: each.assignment.definition.title for each in submissions}
    found = list_replies(scope.session, whose.holder, submissions)
    return tuple(
        Reply(
            title=titles[reply.submission_id],
            to=holder,
            on=scope.day(reply.created_at),
            lines=fit_answer(reply.words or "", LONGEST_REPLY).lines,
        )
        for written in found.values()
        for reply in written
        if scope.period.holds(reply.created_at, scope.day(reply.created_at))
    )


def _scores(scope: Scope, whose: Whose) -> tuple[OwnScore, ...]:
    first, last = scope.period.first, scope.period.last
    return tuple(
        OwnScore(each.title, each.on, each.words)
        for each in gather_scores(scope.session, whose)
        if first <= each.on <= last
    )
