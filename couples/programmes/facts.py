"""What has happened on some courses, looked up at once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import meetings_of
from couples.assignments.models import Assignment
from couples.assignments.schedule import Meeting
from couples.exercises.models import Exercise, ExerciseVersion
from couples.identity import Identity
from couples.measures.keys import instruments
from couples.measures.queries import latest_scores
from couples.programmes.models import Enrolment
from couples.programmes.release import Release
from couples.programmes.vocabulary import StepState, When
from couples.progress.work import Work, load_work
from couples.safety.holding import Holds
from couples.safety.queries import list_flags, list_shut
from couples.safety.sealing import stays_sealed
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_submissions
from couples.visibility import known_submissions, readable_answers

TOTAL = "total"
"""The field under which a rule asks for what a whole questionnaire came to."""

_LONGEST_COURSE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Number:
    """The newest number that somebody gave, and when."""

    value: float
    at: datetime


Numbers = Mapping[tuple[int, str, str], Mapping[int, Number]]
"""By couple, exercise and field; then by partner."""


@dataclass(frozen=True)
class Facts:
    """Everything that a release rule may ask about."""

    meetings: Mapping[int, tuple[Meeting, ...]]
    submissions: Mapping[int, Sequence[Submission]] = field(default_factory=dict)
    kept_sealed: frozenset[int] = frozenset()
    numbers: Numbers = field(default_factory=dict)
    flagged: frozenset[int] = frozenset()
    shut: Mapping[int, Holds] = field(default_factory=dict)
    work: Work | None = None


def load_facts(session: Session, viewer: Identity, enrolments: Sequence[Enrolment]) -> Facts:
    """The facts about these courses, in a fixed number of statements; only those asked for."""
    couples = [enrolment.couple for enrolment in enrolments]
    rules = list(_rules(enrolments))
    asked = {rule.when for rule in rules}
    counts = When.SHARE_DONE in asked or any(e.definition.go_on for e in enrolments)
    since = clock.now() - _LONGEST_COURSE
    submissions = _submissions(session, viewer, enrolments)
    return Facts(
        meetings=meetings_of(session, viewer, couples),
        submissions=submissions,
        kept_sealed=_kept_sealed(session, viewer, submissions),
        numbers=_numbers(session, viewer, enrolments, rules),
        flagged=_flagged(session, viewer) if When.NO_FLAG in asked else frozenset(),
        shut=list_shut(session, viewer, couples) if counts else {},
        work=load_work(session, viewer, couples, since=since) if counts else None,
    )


def _rules(enrolments: Sequence[Enrolment]) -> Iterable[Release]:
    """The rules of everything that still waits."""
    for enrolment in enrolments:
        for row in enrolment.steps:
            if row.state is StepState.WAITING:
                yield enrolment.definition.step(row.step).release


def _submissions(
    session: Session, viewer: Identity, enrolments: Sequence[Enrolment]
) -> dict[int, list[Submission]]:
    """What was handed in for the steps that others wait for, by assignment."""
    awaited = {
        (enrolment.id, release.step)
        for enrolment in enrolments
        for release in _rules([enrolment])
        if release.when is When.HANDED_IN
    }
    assignments = [
        row.assignment
        for enrolment in enrolments
        for row in enrolment.steps
        if row.assignment is not None and (enrolment.id, row.step) in awaited
    ]
    found: dict[int, list[Submission]] = defaultdict(list)
    if assignments:
        for submission in list_submissions(session, viewer, assignments=assignments):
            found[submission.assignment_id].append(submission)
    return found


def _kept_sealed(
    session: Session, viewer: Identity, submissions: Mapping[int, Sequence[Submission]]
) -> frozenset[int]:
    """
    Which of these open no seal while a gate of fear is held, by the moments that open one.

    Whether there is a seal at all is not asked here.
    """
    handed_in = [each.id for of_one in submissions.values() for each in of_one]
    if not handed_in:
        return frozenset()
    moments = (Submission.submitted_at, Submission.claimed_at, Submission.restored_at)
    found = session.scalars(
        select(Submission.id).where(
            known_submissions(viewer),
            Submission.id.in_(handed_in),
            stays_sealed(Submission.assignment_id, *moments),
        )
    )
    return frozenset(found)


def _numbers(
    session: Session,
    viewer: Identity,
    enrolments: Sequence[Enrolment],
    rules: Sequence[Release],
) -> dict[tuple[int, str, str], dict[int, Number]]:
    wanted = {(rule.measure, rule.field) for rule in rules if rule.measure and rule.field}
    found: dict[tuple[int, str, str], dict[int, Number]] = defaultdict(dict)
    if not wanted:
        return found
    rows = session.execute(
        select(
            Answer.couple_id,
            Exercise.key,
            Answer.field,
            Submission.author_id,
            Answer.number,
            Submission.submitted_at,
        )
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(ExerciseVersion, ExerciseVersion.id == Assignment.exercise_version_id)
        .join(Exercise, Exercise.id == ExerciseVersion.exercise_id)
        .where(
            readable_answers(viewer),
            Answer.couple_id.in_([enrolment.couple_id for enrolment in enrolments]),
            Exercise.key.in_({measure for measure, _field in wanted}),
            Answer.field.in_({name for _measure, name in wanted}),
            Answer.number.is_not(None),
        )
        .order_by(Submission.submitted_at, Submission.id)
    )
    for row in rows:
        key = (row.couple_id, row.key, row.field)
        found[key][row.author_id] = Number(row.number, row.submitted_at)
    if any(name == TOTAL for _measure, name in wanted):
        _add_totals(session, viewer, enrolments, found)
    return found


def _add_totals(
    session: Session,
    viewer: Identity,
    enrolments: Sequence[Enrolment],
    found: dict[tuple[int, str, str], dict[int, Number]],
) -> None:
    """What complete questionnaires came to, under the names that they have in the library."""
    couples = [enrolment.couple for enrolment in enrolments]
    slugs = {instrument.id: instrument.slug for instrument in instruments()}
    for couple_id, measures in latest_scores(session, viewer, couples).items():
        for measure, partners in measures.items():
            for person_id, latest in partners.items():
                if latest.total is not None and measure in slugs:
                    key = (couple_id, slugs[measure], TOTAL)
                    found[key][person_id] = Number(latest.total, latest.at)


def _flagged(session: Session, viewer: Identity) -> frozenset[int]:
    """The couples with something to look at; what was told quietly keeps no step away."""
    waiting = list_flags(session, viewer, open_only=True)
    return frozenset(flag.couple_id for flag in waiting if not flag.is_quiet)
