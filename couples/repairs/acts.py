"""Acts of a repair: noted by whoever did them, and how each reached the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any

from sqlalchemy.orm import Session

from couples import permissions
from couples.errors import ConflictError, NotFoundError
from couples.exercises.answering import Value
from couples.exercises.definition import Definition, Part
from couples.identity import Identity
from couples.permissions import Deed
from couples.repairs.models import Repair, Stage
from couples.repairs.plan import RepairPlan, find_plan
from couples.repairs.queries import get_repair
from couples.submissions import handing_in, receiving
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import value_of
from couples.wording import gettext as _

FEWEST_FOR_TOP = 2
FEWEST_FOR_NEVER = 3
HARDLY = 3
"""A mean up to here says of an act that it did not matter much."""

DONE, PARTIAL, MISSED = "done", "partial", "missed"


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it was noted, with what the other said about it where the viewer reads that."""

    submission: Submission
    by_id: int
    words: str
    how: str
    on: date
    note: str
    noticed: bool | None
    mattered: int | None

    @property
    def was_tried(self) -> bool:
        """Whether there is anything that could have reached the other."""
        return self.how != MISSED


@dataclass(frozen=True, slots=True)
class Tally:
    """What one act, told in the same words, came to from one of the two."""

    by_id: int
    words: str
    done: int
    partial: int
    missed: int
    noticed: int
    told: int
    mattered: float | None
    ratings: int

    @property
    def was_tried(self) -> bool:
        """Whether it was done, at least in part."""
        return self.done + self.partial > 0

    @property
    def is_top(self) -> bool:
        """Whether enough was said about it to name it among what mattered most."""
        return self.mattered is not None and self.ratings >= FEWEST_FOR_TOP and not self.is_never

    @property
    def is_never(self) -> bool:
        """Whether it was often enough said that it hardly mattered."""
        enough = self.mattered is not None and self.ratings >= FEWEST_FOR_NEVER
        return enough and self.mattered is not None and self.mattered <= HARDLY


def list_acts(session: Session, viewer: Identity, repair: Repair) -> list[Act]:
    """Every act of a repair that the viewer may know of, the newest first."""
    assignments = [each.assignment for each in repair.stages if each.stage is Stage.ACTS]
    if not assignments:
        return []
    found = list_submissions(
        session, viewer, assignments=assignments, parts=[Part.LOG, Part.RECEIVED]
    )
    answers = list_answers(session, viewer, found)
    received = {
        (each.assignment_id, each.occurrence, repair.couple.other_partner(each.author_id).id): each
        for each in found
        if each.part is Part.RECEIVED
    }
    return [
        _act(each, answers, received.get((each.assignment_id, each.occurrence, each.author_id)))
        for each in reversed(found)
        if each.part is Part.LOG
    ]


def _act(
    submission: Submission, answers: Mapping[int, list[Answer]], received: Submission | None
) -> Act:
    noted = _values(submission, answers)
    said = _values(received, answers) if received else {}
    day, noticed, mattered = noted.get("day"), said.get("noticed"), said.get("mattered")
    return Act(
        submission=submission,
        by_id=submission.author_id,
        words=str(noted.get("act", "")),
        how=str(noted.get("done", "")),
        on=day if isinstance(day, date) else submission.occurs_on,
        note=str(noted.get("note", "")),
        noticed=noticed if isinstance(noticed, bool) else None,
        mattered=mattered if isinstance(mattered, int) else None,
    )


def _values(submission: Submission, answers: Mapping[int, list[Answer]]) -> dict[str, Value]:
    definition = submission.assignment.definition
    return {a.field: value_of(definition.field(a.field), a) for a in answers[submission.id]}


def was_tried(definition: Definition, answers: Iterable[Answer]) -> bool:
    """Whether what was noted could have reached the other: all but what did not work out."""
    question = next((each for each in definition.fields_of(Part.LOG) if each.key == DONE), None)
    return question is None or not any(
        answer.field == DONE and value_of(question, answer) == MISSED for answer in answers
    )


def tallied(acts: Iterable[Act]) -> list[Tally]:
    """
    The acts put together by who did them and what they were, those that mattered most first.

    The two are never put into one number. Where two mattered alike, the one that was rated
    more often comes first, and then the one that was done last.
    """
    groups: dict[tuple[int, str], list[Act]] = defaultdict(list)
    for act in acts:
        groups[act.by_id, act.words.strip().casefold()].append(act)
    return sorted(
        (_tally(group) for group in groups.values()),
        key=lambda tally: (tally.mattered or -1, tally.ratings),
        reverse=True,
    )


def _tally(group: Sequence[Act]) -> Tally:
    ratings = [act.mattered for act in group if act.mattered is not None]
    return Tally(
        by_id=group[0].by_id,
        words=group[0].words,
        done=sum(act.how == DONE for act in group),
        partial=sum(act.how == PARTIAL for act in group),
        missed=sum(act.how == MISSED for act in group),
        noticed=sum(act.noticed is True for act in group),
        told=sum(act.noticed is not None for act in group),
        mattered=fmean(ratings) if ratings else None,
        ratings=len(ratings),
    )


def log_act(
    session: Session,
    actor: Identity,
    repair_id: str,
    *,
    step: str,
    answers: Mapping[str, Any],
    audiences: Mapping[str, str],
    key: str,
) -> Submission:
    """
    Note one act in the words of the step that it was planned as.

    `step` names a step of the wording that the actor saw; where both have said yes to
    another one meanwhile, nothing is noted under the wrong words.
    """
    permissions.require(actor, Deed.WRITE)
    repair = get_repair(session, actor, repair_id)
    plan, assignment = find_plan(session, actor, repair), repair.assignment_of(Stage.ACTS)
    if plan is None or assignment is None:
        raise NotFoundError
    words = _action(plan, step, actor.person_id)
    return handing_in.check_in(
        session,
        actor,
        assignment.public_id,
        answers={**answers, "act": words, "plan": plan.agreement.id},
        audiences=audiences,
        key=key,
    )


def _action(plan: RepairPlan, step: str, person_id: int) -> str:
    found = next((each for each in plan.steps if each.key == step), None)
    if found is None:
        raise ConflictError(_("The plan changed while you were reading. Look at it once more."))
    if person_id not in found.doer_ids:
        raise ConflictError(_("Only whoever does this step can note it."))
    return found.action


def rate_act(
    session: Session,
    actor: Identity,
    repair_id: str,
    submission_id: str,
    *,
    answers: Mapping[str, Any],
    key: str,
) -> Submission:
    """Say how one act of this repair reached the actor."""
    permissions.require(actor, Deed.WRITE)
    repair = get_repair(session, actor, repair_id)
    act = get_act(session, actor, repair, submission_id)
    return receiving.receive(session, actor, act.public_id, answers=answers, key=key)


def get_act(session: Session, viewer: Identity, repair: Repair, submission_id: str) -> Submission:
    """One act by its public id, if it belongs to this repair, or `NotFoundError`."""
    acts = list_acts(session, viewer, repair)
    found = next((a.submission for a in acts if a.submission.public_id == submission_id), None)
    if found is None:
        raise NotFoundError
    return found
