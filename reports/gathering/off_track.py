"""
What is not on track, by stated rules and for the counselor alone.

A rule says what it found and on what that rests; it explains nobody, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from couples import clock
from couples.appointments.queries import list_appointments
from couples.exercises.definition import FieldType, Kind
from couples.measures.change import Verdict
from couples.measures.course import Course
from couples.measures.instrument import About
from couples.measures.telling import since_words
from couples.progress.material import ENOUGH, Material, average, said_day, said_number
from couples.wording import gettext as _
from couples.wording import ngettext
from reports.gathering.scope import Scope
from reports.work import PartnerStatus

SESSIONS: Final = 4
"""From this session on, a measure should have moved."""

LITTLE: Final = 0.4
FEWEST_DUE: Final = 3
POINTS_BELOW: Final = 2


def gather_off_track(
    scope: Scope,
    material: Material,
    courses: Sequence[Course],
    status: Sequence[PartnerStatus],
) -> tuple[str, ...]:
    """Every rule that found something, scores first."""
    if not scope.is_for_counselor:
        return ()
    return (
        *_worse(courses),
        *_unmoved(scope, courses),
        *_little_done(status),
        *_below_themselves(scope, material),
    )


def _worse(courses: Sequence[Course]) -> Iterator[str]:
    for course in courses:
        for line in course.lines:
            if line.changed and line.changed.verdict is Verdict.DETERIORATED:
                yield _(
                    "%(name)s on “%(measure)s”: reliably worse. %(moved)s",
                    name=line.name,
                    measure=course.instrument.title,
                    moved=since_words(line),
                )


def _unmoved(scope: Scope, courses: Sequence[Course]) -> Iterator[str]:
    held = list_appointments(
        scope.session, scope.reader, couple_ids=[scope.couple.id], until=clock.now()
    )
    sessions = sum(scope.day(each.starts_at) <= scope.period.last for each in held)
    if sessions < SESSIONS:
        return
    for course in courses:
        if course.instrument.about is not About.RELATIONSHIP:
            continue
        for line in course.lines:
            if line.changed and line.changed.verdict is Verdict.UNCHANGED:
                yield _(
                    "%(name)s on “%(measure)s”: no reliable change so far, after %(sessions)s"
                    " sessions.",
                    name=line.name,
                    measure=course.instrument.title,
                    sessions=sessions,
                )


def _little_done(status: Sequence[PartnerStatus]) -> Iterator[str]:
    for each in status:
        done, due = each.handed_in + each.noted, each.due + each.noted_due
        if due >= FEWEST_DUE and done / due < LITTLE:
            yield ngettext(
                "%(name)s: %(done)s of %(num)s time that something was due, less than 40 %%.",
                "%(name)s: %(done)s of %(num)s times that something was due, less than 40 %%.",
                due,
                name=each.name,
                done=done,
            )


def _below_themselves(scope: Scope, material: Material) -> Iterator[str]:
    """A newest rating in a check-in that lies well below the mean of those before it."""
    for assignment in scope.work.of_couple(scope.couple.id):
        if assignment.definition.kind is not Kind.CHECK_IN:
            continue
        for field in assignment.definition.fields:
            if field.type is not FieldType.RATING:
                continue
            for person in scope.couple.partners:
                rated = list(material.rated(assignment, field, person.id))
                if len(rated) <= ENOUGH or rated[-1][0].occurs_on < scope.period.first:
                    continue
                last, newest = rated[-1]
                mean = average([number for _submission, number in rated[:-1]])
                if mean is not None and newest <= mean.mean - POINTS_BELOW:
                    yield _(
                        "%(name)s, “%(label)s”: %(newest)s of 10 on %(day)s, below their own mean"
                        " of %(mean)s (n = %(n)s).",
                        name=person.name,
                        label=field.label,
                        newest=round(newest),
                        day=said_day(last.occurs_on),
                        mean=said_number(mean.mean),
                        n=mean.n,
                    )
