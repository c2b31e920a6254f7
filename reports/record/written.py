"""What was handed in or begun, for a record: in words, with who may read each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.exercises.answering import AnswerError, clean, readable
from couples.exercises.definition import Field, Part
from couples.records.queries import list_begun, list_work
from couples.records.whose import Whose
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.models import Reply as KeptReply
from couples.submissions.queries import list_answers, list_replies
from couples.submissions.reading import ToldAnswer, open_since, tell
from couples.submissions.references import referred_by
from couples.submissions.typed import Typed
from reports.named import people_of
from reports.record.values import Begun, Entry, Moment, Reply, Said, SeenBy

NOT_SHOWN: Final = {
    Audience.ME: SeenBy.NOBODY,
    Audience.COUNSELOR: SeenBy.COUNSELOR,
    Audience.SEALED: SeenBy.UNTIL_BOTH,
    Audience.SESSION: SeenBy.UNTIL_RELEASED,
    Audience.COUPLE: SeenBy.HELD_BACK,
}
"""Whom an answer is for that not both may read by now."""
MOMENTS: Final = {Part.LOG: Moment.CHECK_IN, Part.RECEIVED: Moment.RECEIVED}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All answers and replies at once, so that a long record takes no more statements."""

    whose: Whose
    answers: Mapping[int, Sequence[Answer]]
    shared: frozenset[str]
    replies: Mapping[int, Sequence[KeptReply]]
    referred: Mapping[str, str]

    def entry(self, submission: Submission) -> Entry:
        """
        One thing that was handed in.

        Of what somebody else wrote it tells since when it can be read, and no more: how long
        they kept it, and at which attempt it is, is theirs.
        """
        couple, author = self.whose.couple, submission.author
        is_own, answers = self.whose.is_of(author.id), self.answers[submission.id]
        at = submission.submitted_at if is_own else open_since(submission, answers)
        is_of_its_day = not is_own and submission.part is Part.MAIN
        said = tell(
            submission.assignment.definition,
            answers,
            people_of(couple, author.id),
            self.referred,
        )
        return Entry(
            exercise=submission.assignment.definition.id,
            title=submission.assignment.definition.title,
            moment=MOMENTS.get(submission.part, Moment.WORK),
            who=author.name or "",
            is_own=is_own,
            handed_in_at=at,
            on=couple.day_of(at),
            is_for=couple.day_of(at) if is_of_its_day else submission.occurs_on,
            attempt=submission.attempt if is_own else 1,
            is_entered=submission.entered_by_id is not None,
            said=tuple(Said(each.label, each.lines, self._seen_by(each)) for each in said),
            replies=tuple(
                Reply(couple.day_of(each.created_at), lines_of(each.words or ""))
                for each in self.replies[submission.id]
            ),
        )

    def _seen_by(self, told: ToldAnswer) -> SeenBy:
        return SeenBy.BOTH if told.id in self.shared else NOT_SHOWN[told.audience]


def gather_entries(session: Session, whose: Whose) -> tuple[Entry, ...]:
    """Everything that was handed in and may leave, oldest first."""
    submissions = list_work(session, whose)
    shared = list_answers(session, whose.couple.reader_for_both, submissions)
    fields = [field for each in submissions for field in each.assignment.definition.fields]
    shelf = _Shelf(
        whose=whose,
        answers=list_answers(session, whose.holder, submissions, also=whose.readers),
        shared=frozenset(answer.public_id for each in shared.values() for answer in each),
        replies=list_replies(session, whose.holder, submissions),
        referred=referred_by(session, whose.holder, whose.couple, fields),
    )
    entries = (shelf.entry(submission) for submission in submissions)
    return tuple(sorted(entries, key=lambda each: each.handed_in_at))


def gather_begun(session: Session, whose: Whose) -> tuple[Begun, ...]:
    """What its holder has begun, where the record is for their eyes alone."""
    found = (_begun(whose, draft) for draft in list_begun(session, whose))
    return tuple(each for each in found if each.said)


def _begun(whose: Whose, draft: Draft) -> Begun:
    typed, definition = typed_in(draft), draft.assignment.definition
    people = people_of(whose.couple, draft.author_id)
    told = (
        (question, _as_typed(question, typed, people))
        for question in definition.fields_of(draft.part)
    )
    return Begun(
        exercise=definition.id,
        title=definition.title,
        on=whose.couple.day_of(draft.saved_at),
        said=tuple(Said(q.label, lines, SeenBy.NOBODY) for q, lines in told if lines),
    )


def _as_typed(question: Field, typed: Typed, people: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed, in words where it makes sense and as it stands where it does not yet."""
    raw = typed.answers.get(question.key)
    try:
        value = clean(question, raw, draft=True)
    except AnswerError:
        return lines_of(str(raw))
    if value is None:
        return ()
    told = readable(question, value, people)
    return lines_of(told if isinstance(told, str) else "\n".join(told))


def lines_of(text: str) -> tuple[str, ...]:
    """A text line by line, as it was written."""
    return tuple(text.replace("\r\n", "\n").split("\n")) if text else ()
