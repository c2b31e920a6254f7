"""Where the two differ, for the counselor alone: numbers beside each other that take no side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from couples.measures.course import Course
from couples.measures.instrument import About
from couples.measures.telling import gap_words
from couples.progress.comparing import lines_about
from couples.progress.differences import between_partners
from couples.progress.material import Material
from couples.progress.status import is_check_in
from couples.wording import gettext as _
from reports.findings import Finding
from reports.gathering.scope import Scope


def gather_apart(
    scope: Scope, material: Material, courses: Sequence[Course], gaps: Sequence[Finding]
) -> tuple[str, ...]:
    """Satisfaction first, then what both rated, then what each noted of the same days."""
    if not scope.is_for_counselor:
        return ()
    return (
        *_scores(courses),
        *(opener.sentence for opener in between_partners(material)),
        *(_("%(label)s: %(both)s.", label=each.label, both=each.both) for each in gaps),
        *_days(scope),
    )


def _scores(courses: Sequence[Course]) -> Iterator[str]:
    for course in courses:
        if course.instrument.about is About.RELATIONSHIP and course.gaps:
            told = gap_words(course)
            yield _("“%(measure)s”: %(told)s", measure=course.instrument.title, told=told)


def _days(scope: Scope) -> Iterator[str]:
    for assignment in scope.work.of_couple(scope.couple.id):
        if not is_check_in(assignment) or assignment.closed_at is not None:
            continue
        for line in lines_about(scope.work, scope.couple, assignment, scope.strip):
            yield _("“%(title)s”: %(told)s", title=assignment.definition.title, told=line)
