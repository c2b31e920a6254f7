"""The partners' own words for a brief, and what the counselor wrote back."""

from __future__ import annotations

from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_replies
from couples.submissions.reading import ToldAnswer, latest_attempts, tell
from reports.brief import Excerpt, HandedIn, Reply
from reports.fitting import fit_answer
from reports.scope import Scope
from reports.states import SeenBy

LONGEST_ON_PAPER = 1_200

HELD_BACK = {
    Audience.COUNSELOR: SeenBy.COUNSELOR,
    Audience.ME: SeenBy.COUNSELOR,
    Audience.SEALED: SeenBy.UNTIL_BOTH,
    Audience.SESSION: SeenBy.UNTIL_RELEASED,
    Audience.COUPLE: SeenBy.COUPLE,
}


def gather_handed_in(scope: Scope) -> tuple[HandedIn, ...]:
    """What came in during these days, newest first, as far as this reader may read it."""
    written = [s for s in scope.handed_in() if s.part is Part.MAIN]
    latest = list(reversed(latest_attempts(written)))
    answers = list_answers(scope.session, scope.reader, latest)
    shared = _readable_by_both(scope, latest)
    return tuple(_handed_in(scope, each, answers[each.id], shared) for each in latest)


def _readable_by_both(scope: Scope, submissions: list[Submission]) -> set[str]:
    """The answers that a copy for both may hold, by their public ids."""
    both = scope.reader.for_copy_of(scope.couple.id)
    found = list_answers(scope.session, both, submissions)
    return {answer.public_id for answers in found.values() for answer in answers}


def _handed_in(
    scope: Scope, submission: Submission, answers: list[Answer], shared: set[str]
) -> HandedIn:
    told = tell(submission.assignment.definition, answers, people_of(scope, submission))
    return HandedIn(
        title=submission.assignment.definition.title,
        who=scope.name(submission.author_id),
        on=scope.day(submission.submitted_at),
        excerpts=tuple(_excerpt(each, shared) for each in told),
        attempt=submission.attempt if scope.is_for_counselor else 1,
    )


def people_of(scope: Scope, submission: Submission) -> dict[str, str]:
    """Who “author”, “other” and “both” are in the rows of this submission."""
    author = scope.name(submission.author_id)
    other = scope.couple.other_partner(submission.author_id).name or ""
    return {"author": author, "other": other, "both": f"{author} & {other}"}


def _excerpt(told: ToldAnswer, shared: set[str]) -> Excerpt:
    fitted = fit_answer("\n".join(told.lines), LONGEST_ON_PAPER)
    seen_by = SeenBy.COUPLE if told.id in shared else HELD_BACK[told.audience]
    return Excerpt(told.label, fitted.lines, seen_by, is_cut=fitted.is_cut)


def gather_replies(scope: Scope) -> tuple[Reply, ...]:
    """What the counselor wrote back in these days; a reply is for its author, never for both."""
    everything = [s for each in scope.work.submissions.values() for s in each]
    authors = {submission.id: submission for submission in everything}
    return tuple(
        Reply(
            title=authors[reply.submission_id].assignment.definition.title,
            to=scope.name(authors[reply.submission_id].author_id),
            on=scope.day(reply.created_at),
            lines=fit_answer(reply.words or "", LONGEST_ON_PAPER).lines,
        )
        for replies in list_replies(scope.session, scope.reader, everything).values()
        for reply in replies
        if scope.since <= reply.created_at < scope.until
    )
