"""A repair told in one line for each thing that happens, as the pages would let it happen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.assignments.models import Assignment
from couples.repairs import services
from couples.repairs.acts import log_act
from couples.repairs.models import Repair, Stage
from couples.repairs.plan import find_plan
from couples.repairs.queries import get_repair
from couples.repairs.showing import list_kept, show
from couples.submissions.models import Submission
from tests.cast import TIME_ZONE, Cast, Member, Pair
from tests.homework import hand_in

GRIEVANCE = {
    "what_happened": "You left my birthday dinner to take a call",
    "severity_then": "8",
    "hurts_now": "6",
    "why_it_matters": "I felt like a guest at my own table",
    "ask_of_partner": "repair",
}
IMPACT = {"feelings": ["alone", "sad"], "meaning": "That work comes first", "need_now": "Evenings"}
REFLECTION = {
    "reflection": "You sat there with everybody looking at you",
    "defensiveness_self": "4",
}
CALL, WALK = "Put the phone in the drawer at dinner", "Walk together after work"


def plan(**changes: Any) -> dict[str, Any]:
    """A plan of one step for Sam and one for both, as a form sends it from Alex."""
    row = {"frequency": "daily", "evidence": "It lies there", "willing": "8", "feasible": "yes"}
    review_on = clock.today(TIME_ZONE) + timedelta(days=14)
    return {
        "window_days": "21",
        "steps": [
            {**row, "doer": "other", "action": CALL, "matters": "9"},
            {**row, "doer": "both", "action": WALK, "matters": "6"},
        ],
        "review_on": review_on.isoformat(),
        **changes,
    }


def open_for(session: Session, pair: Pair, hurt: Member) -> Repair:
    """The counselor lets a couple begin, with `hurt` as the one who was hurt."""
    return services.open_repair(
        session,
        pair.counselor.identity,
        pair.public_id,
        hurt_id=hurt.public_id,
        token=uuid4().hex,
    )


def homework(session: Session, repair: Repair, stage: Stage) -> Assignment:
    """The homework of a stage, which must have come."""
    session.refresh(repair)
    given = repair.assignment_of(stage)
    assert given is not None, f"{stage} has not come yet"
    return given


def stages(session: Session, repair: Repair) -> list[Stage]:
    """Which stages have come so far."""
    session.flush()
    session.expire(repair)
    return [each.stage for each in repair.stages]


def write(
    session: Session, author: Member, repair: Repair, stage: Stage, **changes: Any
) -> Submission:
    """Hand in the part of a stage that is the author’s, kept to oneself where one may."""
    known: dict[tuple[Stage, bool], dict[str, Any]] = {
        (Stage.GRIEVANCE, True): GRIEVANCE,
        (Stage.IMPACT, True): IMPACT,
        (Stage.IMPACT, False): REFLECTION,
    }
    usual = known.get((stage, author.id == repair.hurt_id)) or plan()
    return hand_in(session, author, homework(session, repair, stage), {**usual, **changes})


def tell(session: Session, author: Member, repair: Repair) -> None:
    """Let the other read the newest piece that the author wrote and kept."""
    submission, _answers = list_kept(session, author.identity, repair)[-1]
    show(session, author.identity, repair.public_id, submission.public_id)


def sign(session: Session, signer: Member) -> None:
    """Say yes to the newest wording of a plan."""
    newest = list_agreements(session, signer.identity)[-1]
    agreements.sign(session, signer.identity, newest.id, version_id=newest.version_id)


def heard(session: Session, cast: Cast) -> Repair:
    """As far as the plan: Alex was hurt, and Sam has said what they understood."""
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    for stage in (Stage.GRIEVANCE, Stage.IMPACT):
        write(session, cast.alex, repair, stage)
        tell(session, cast.alex, repair)
    write(session, cast.sam, repair, Stage.IMPACT)
    return repair


def planned(session: Session, cast: Cast) -> Repair:
    """As far as the acts: Alex wrote the plan down, and Sam said yes to it."""
    repair = heard(session, cast)
    write(session, cast.alex, repair, Stage.PLAN)
    sign(session, cast.sam)
    return repair


def act(
    session: Session, doer: Member, repair: Repair, action: str = CALL, how: str = "done"
) -> Submission:
    """Note one act of a step."""
    found = find_plan(session, doer.identity, repair)
    assert found is not None
    step = next(each for each in found.steps if each.action == action)
    return log_act(
        session,
        doer.identity,
        repair.public_id,
        step=step.key,
        answers={"done": how},
        audiences={},
        key=uuid4().hex,
    )


def knows(session: Session, viewer: Member, repair: Repair) -> bool:
    """Whether somebody’s page would show this repair."""
    from couples.mending import known_repairs  # noqa: PLC0415 - asked of the condition itself

    found = select(Repair.id).where(known_repairs(viewer.identity), Repair.id == repair.id)
    return session.scalar(found) is not None


def as_of(session: Session, viewer: Member, repair: Repair) -> Repair:
    """The repair as somebody loads it."""
    return get_repair(session, viewer.identity, repair.public_id)
