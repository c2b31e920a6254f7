"""Everything that the page of a repair shows to one of the two, gathered once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView
from couples.agreements.standing import AgreementState
from couples.exercises.definition import Part
from couples.repairs.acts import Act, Tally, list_acts, tallied
from couples.repairs.models import Repair, Stage, Word
from couples.repairs.plan import RepairPlan, find_plan
from couples.repairs.queries import list_own_words
from couples.repairs.reading import read_both, standing_of
from couples.repairs.services import may_plan_again
from couples.repairs.showing import list_kept
from couples.repairs.standing import Place, Standing
from couples.repairs.telling import NUMBERS, where
from couples.safety.opening import not_scheduled
from couples.safety.queries import is_held
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import ToldAnswer, tell
from couples.submissions.references import referred_by
from portal.partner.acts import Refused, StepCard, step_cards
from portal.partner.cards import Card, card_of
from portal.partner.gestures import Gesture, gestures_in
from portal.partner.repair_words import lead
from portal.partner.us import Us
from portal.partner.week import next_session
from portal.partner.work import list_work

_STAGE = {
    Place.GRIEVANCE: Stage.GRIEVANCE,
    Place.IMPACT: Stage.IMPACT,
    Place.REFLECTION: Stage.IMPACT,
    Place.PLAN: Stage.PLAN,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the one who was hurt wrote and the other cannot read yet."""

    submission: Submission
    told: tuple[ToldAnswer, ...]


@dataclass(frozen=True, slots=True)
class RepairPage:
    """
    The page. `card` is the homework to do next, where there is any.

    `halted` is a plan that both had said yes to and that rests or has ended since.
    """

    repair: Repair
    standing: Standing
    lead: str
    number: int
    is_hurt: bool
    words: frozenset[Word]
    kept: Kept | None
    card: Card | None
    waits: str | None
    read: tuple[tuple[Submission, datetime], ...]
    agreement: AgreementView | None
    halted: AgreementView | None
    plan: RepairPlan | None
    steps: tuple[StepCard, ...]
    gestures: tuple[tuple[Gesture, Act], ...]
    tallies: tuple[Tally, ...]
    may_plan_again: bool

    @property
    def is_open(self) -> bool:
        """Whether there may be something to do in it now."""
        return self.standing.ended_at is None and not self.standing.is_resting

    @property
    def is_to_sign(self) -> bool:
        """Whether a plan waits for a yes, of one or the other."""
        return self.agreement is not None and self.agreement.may_sign


@dataclass(frozen=True, slots=True)
class RepairLine:
    """A repair in one line. Only the one who was hurt may know that `is_private` is so."""

    id: str
    since: date
    words: str
    is_over: bool
    is_private: bool


def lines_of_repairs(session: Session, us: Us, repairs: Iterable[Repair]) -> tuple[RepairLine, ...]:
    """A line for each of the repairs that the viewer may know of."""
    found = []
    for repair in repairs:
        standing = standing_of(session, us.viewer, repair)
        began: datetime = standing.grievance_at or repair.created_at
        found.append(
            RepairLine(
                repair.public_id,
                us.couple.day_of(began),
                where(standing),
                standing.ended_at is not None,
                standing.place is Place.GRIEVANCE,
            )
        )
    return tuple(found)


def page_of(session: Session, us: Us, repair: Repair, refused: Refused | None) -> RepairPage:
    """One repair, as the viewer finds it."""
    standing = standing_of(session, us.viewer, repair)
    is_hurt = us.viewer.person_id == repair.hurt_id
    words = frozenset(list_own_words(session, us.viewer, repair))
    kept = _kept(session, us, repair)
    both = read_both(session, repair)
    is_open = standing.ended_at is None and not standing.is_resting
    acts, plan = list_acts(session, us.viewer, repair), find_plan(session, us.viewer, repair)
    may_plan = may_plan_again(repair, standing)
    halted = _halted(both.agreement) if may_plan and standing.in_force_at is None else None
    held = is_open and _is_held(session, us, repair, standing)
    card = _card(session, us, repair, standing) if is_open and not kept else None
    return RepairPage(
        repair=repair,
        standing=standing,
        lead=lead(
            us,
            standing,
            is_hurt=is_hurt,
            is_kept=kept is not None,
            needs_time=Word.NEED_TIME in words,
            halted=halted,
        ),
        number=NUMBERS[standing.place],
        is_hurt=is_hurt,
        words=words,
        kept=kept,
        card=card,
        waits=not_scheduled() if held else None,
        read=tuple((each, both.since(each) or each.submitted_at) for each in both.submissions),
        agreement=both.agreement,
        halted=halted,
        plan=plan,
        steps=step_cards(us, repair, plan, acts, refused) if plan and is_open and not held else (),
        gestures=_gestures(session, us, repair, acts) if is_open and not held else (),
        tallies=tuple(tallied(acts)),
        may_plan_again=may_plan,
    )


def _halted(plan: AgreementView | None) -> AgreementView | None:
    """The plan, where it rests or is over; a proposal that nobody asks for any more is neither."""
    is_so = plan is not None and (plan.has_ended or plan.state is AgreementState.PAUSED)
    return plan if is_so else None


def _kept(session: Session, us: Us, repair: Repair) -> Kept | None:
    """The newest that the viewer keeps to themselves so far, word for word."""
    kept = list_kept(session, us.viewer, repair)
    if not kept:
        return None
    submission, answers = kept[-1]
    definition = submission.assignment.definition
    referred = referred_by(session, us.viewer, us.couple, definition.fields)
    told = tell(definition, answers, us.people(us.viewer.person_id), referred)
    return Kept(submission, tuple(told))


def _is_held(session: Session, us: Us, repair: Repair, standing: Standing) -> bool:
    """Whether what comes next is not scheduled, which is said to both in the same words."""
    if standing.is_enough:
        return False
    is_with_hurt = standing.place in {Place.GRIEVANCE, Place.IMPACT}
    if is_with_hurt and us.viewer.person_id != repair.hurt_id:
        return False
    assignment = repair.assignment_of(_STAGE.get(standing.place, Stage.ACTS))
    return assignment is None or is_held(session, us.viewer, assignment)


def _card(session: Session, us: Us, repair: Repair, standing: Standing) -> Card | None:
    stage = _STAGE.get(standing.place, Stage.PLAN)
    assignment = repair.assignment_of(stage)
    if assignment is None or standing.is_enough:
        return None
    is_hurt = us.viewer.person_id == repair.hurt_id
    if stage is Stage.IMPACT and is_hurt is not (standing.place is Place.IMPACT):
        return None
    works = [w for w in list_work(session, us, [assignment]) if w.part is Part.MAIN]
    _at, session_on = next_session(session, us)
    return next((card_of(work, us.names, us.today, session_on) for work in works), None)


def _gestures(
    session: Session, us: Us, repair: Repair, acts: Sequence[Act]
) -> tuple[tuple[Gesture, Act], ...]:
    """What the other did lately and the viewer has said nothing about yet."""
    assignments = [each.assignment for each in repair.stages if each.stage is Stage.ACTS]
    if not assignments:
        return ()
    known = list_submissions(session, us.viewer, assignments=assignments)
    answers = list_answers(session, us.viewer, known)
    by_id = {act.submission.id: act for act in acts if act.was_tried}
    tried = [each for each in known if each.part is not Part.LOG or each.id in by_id]
    return tuple(
        (gesture, by_id[gesture.submission.id])
        for gesture in gestures_in(us, tried, answers, {}, held=())
    )
