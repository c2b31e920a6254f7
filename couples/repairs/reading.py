"""From what both partners of a couple can read to where their repair stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.models import Agreement
from couples.agreements.queries import AgreementView, get_agreement_view
from couples.assignments.models import Assignment
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.repairs.models import Repair, Stage, Word
from couples.repairs.queries import weigh
from couples.repairs.standing import Ask, Standing
from couples.responses import readable_agreements
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts, open_since, value_of

ASK = "ask_of_partner"
"""The question of a grievance that says what the one who was hurt would want."""


@dataclass(frozen=True, slots=True)
class Both:
    """What both partners can read of one repair."""

    submissions: tuple[Submission, ...]
    answers: Mapping[int, list[Answer]]
    agreement: AgreementView | None
    in_force: AgreementView | None

    def since(self, submission: Submission | None) -> datetime | None:
        """Since when both can read something of it, which is not when it was written."""
        return open_since(submission, self.answers[submission.id]) if submission else None

    def of(self, assignment: Assignment | None, author_id: int) -> Submission | None:
        """The newest of one author, if both can read something of it."""
        found = [
            each
            for each in self.submissions
            if assignment is not None
            and each.assignment_id == assignment.id
            and each.author_id == author_id
        ]
        return found[-1] if found else None


def acts_of(repairs: Iterable[Repair]) -> set[int]:
    """The homework in which acts are noted, which the page of a repair tells one by one."""
    return {
        each.assignment_id
        for repair in repairs
        for each in repair.stages
        if each.stage is Stage.ACTS
    }


def read_both(session: Session, repair: Repair) -> Both:
    """Everything of a repair that both partners can read by now."""
    both = repair.couple.reader_for_both
    assignments = [each.assignment for each in repair.stages]
    found = latest_attempts(
        list_submissions(session, both, assignments=assignments, parts=[Part.MAIN])
    )
    return Both(
        tuple(found),
        list_answers(session, both, found),
        find_agreement(session, both, repair.assignment_of(Stage.PLAN)),
        find_in_force(session, both, repair),
    )


def find_agreement(
    session: Session, viewer: Identity, assignment: Assignment | None
) -> AgreementView | None:
    """The agreement that came of a plan, as it stands, if one was proposed."""
    if assignment is None:
        return None
    public_id = session.scalar(
        select(Agreement.public_id).where(
            readable_agreements(viewer), Agreement.assignment_id == assignment.id
        )
    )
    return get_agreement_view(session, viewer, public_id) if public_id else None


def find_in_force(session: Session, viewer: Identity, repair: Repair) -> AgreementView | None:
    """The newest plan that both said yes to, whatever is being planned after it."""
    for assignment in repair.assignments_of(Stage.PLAN):
        agreement = find_agreement(session, viewer, assignment)
        if agreement is not None and agreement.in_force_since is not None:
            return agreement
    return None


def standing_of(session: Session, viewer: Identity, repair: Repair) -> Standing:
    """Where a repair stands: the same for whoever may know of it."""
    both = read_both(session, repair)
    said = weigh(session, viewer, [repair])[repair.id]
    hurt, other = repair.hurt_id, repair.couple.other_partner(repair.hurt_id).id
    grievance = both.of(repair.assignment_of(Stage.GRIEVANCE), hurt)
    impact = both.of(repair.assignment_of(Stage.IMPACT), hurt)
    reflection = both.of(repair.assignment_of(Stage.IMPACT), other)
    agreement = both.in_force
    return Standing(
        today=clock.today(repair.couple.time_zone),
        grievance_at=both.since(grievance),
        impact_at=both.since(impact),
        reflection_at=both.since(reflection),
        in_force_at=agreement.in_force_since if agreement else None,
        review_on=agreement.review_on if agreement else None,
        ask=_ask(both.answers[grievance.id], grievance) if grievance else None,
        goes_on=hurt in said.get(Word.GO_ON, frozenset()),
        is_resting=bool(said.get(Word.NEED_TIME)),
        ended_at=repair.ended_at,
    )


def _ask(answers: Iterable[Answer], grievance: Submission) -> Ask | None:
    """What was asked for, where both can read it; what its author keeps decides nothing."""
    for answer in answers:
        if answer.field == ASK:
            value = value_of(grievance.assignment.definition.field(ASK), answer)
            return Ask(str(value)) if value in set(Ask) else None
    return None
