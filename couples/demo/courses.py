"""A course in a demo story: begun with the counselor, and opened week by week."""

from __future__ import annotations

from dataclasses import dataclass

from couples.demo.lives import BOTH, Life
from couples.demo.scenes import Scene
from couples.programmes.changing import go_on
from couples.programmes.enrolling import enrol
from couples.programmes.models import Enrolment
from couples.programmes.queries import list_enrolments, list_programmes
from couples.programmes.rehearsing import Wish
from couples.programmes.releasing import release_due
from couples.programmes.vocabulary import StepState


@dataclass(frozen=True)
class Enrolled(Scene):
    """The counselor lets the couple begin a programme, with one of them as the first."""

    programme: str
    first: int

    def happen(self, life: Life) -> None:
        """Enrol them from that day on."""
        couple = life.couple
        wish = Wish(
            programme_id=next(
                version.programme.public_id
                for version in list_programmes(life.session, life.counselor)
                if version.definition.id == self.programme
            ),
            couple_ids=(couple.public_id,),
            first={couple.public_id: couple.partners[self.first].public_id},
            may_be_heavy=True,
        )
        enrol(life.session, life.counselor, wish, token=life.press())
        find_steps(life)


@dataclass(frozen=True)
class CourseOpened(Scene):
    """The day comes on which steps of their courses may open."""

    def happen(self, life: Life) -> None:
        """Open them, as the first page of that day would."""
        release_due(life.session, [course.id for course in _courses(life)])
        find_steps(life)


@dataclass(frozen=True)
class WentOn(Scene):
    """The counselor lets a week begin, where the days of the one before were too few for it."""

    week: int
    reason: str

    def happen(self, life: Life) -> None:
        """Go on, unless the week has opened by itself."""
        for course in _courses(life):
            steps = [row for row in course.steps if row.week == self.week]
            if all(row.state is StepState.WAITING for row in steps):
                go_on(
                    life.session,
                    life.counselor,
                    course.public_id,
                    week=self.week,
                    reason=self.reason,
                )
        find_steps(life)


def find_steps(life: Life) -> None:
    """Let the story know the homework that steps have become."""
    for course in _courses(life):
        for row in sorted(course.steps, key=lambda row: row.id):
            given = row.assignment
            if given is not None and given.closed_at is None:
                who = next(
                    (n for n, p in enumerate(life.couple.partners) if p.id == given.for_person_id),
                    BOTH,
                )
                life.homework[given.definition.id, who] = given


def _courses(life: Life) -> list[Enrolment]:
    return [
        course
        for course in list_enrolments(life.session, life.counselor)
        if course.couple_id == life.couple.id
    ]
