"""What rituals are called on a partner's pages: by the name that they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Doer, Part
from couples.rituals.plans import RitualPlan, plans_in
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers
from portal.partner.us import Us

Settled = Mapping[tuple[int, int], RitualPlan]
"""How each ritual was set up, by assignment and author."""


def plans_of(session: Session, us: Us, known: Sequence[Submission]) -> Settled:
    """How the rituals among these were set up, as far as the viewer may read it."""
    rituals = [s for s in known if s.part is Part.MAIN and s.assignment.definition.checks_in]
    return plans_in(rituals, list_answers(session, us.viewer, rituals))


def titles_of(
    session: Session, us: Us, assignments: Sequence[Assignment], known: Sequence[Submission]
) -> dict[int, str]:
    """What each is called: a ritual by the name that it was given, if it was given one."""
    return titled(us, assignments, plans_of(session, us, known))


def titled(us: Us, assignments: Sequence[Assignment], settled: Settled) -> dict[int, str]:
    """The same, where it is known how they were set up."""
    found = {each.id: plan_for(each, us, settled) for each in assignments}
    return {each.id: _name(found[each.id]) or each.definition.title for each in assignments}


def plan_for(assignment: Assignment, us: Us, settled: Settled) -> RitualPlan | None:
    """One's own setting-up; of what is done together also the other's."""
    mine = settled.get((assignment.id, us.viewer.person_id))
    theirs = settled.get((assignment.id, us.other.person_id))
    if assignment.doer is not Doer.TOGETHER:
        return mine
    return mine if mine and mine.name else theirs or mine


def names_given(
    known: Sequence[Submission], answers: Mapping[int, Sequence[Answer]]
) -> dict[tuple[int, int], str]:
    """The name that an author gave a ritual when they set it up, by assignment and author."""
    found = plans_in(known, answers)
    return {key: plan.name for key, plan in found.items() if plan.name}


def _name(plan: RitualPlan | None) -> str:
    return plan.name if plan else ""
