"""
Offering a couple a newer version of homework that runs, where nothing of theirs is lost by it.

An assignment moves to the new version only while nobody has begun anything in it. What comes
round can be given anew from its next time on: what was handed in stays where it is, in the
words and with the promises that it was written under. Everything else waits, and says why.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.calendar import load_calendar
from couples.assignments.changing import finish
from couples.assignments.giving import get_pressed, open_batch
from couples.assignments.models import Assignment, AssignmentBatch
from couples.assignments.queries import list_assignments
from couples.assignments.schedule import is_open, occurrences
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import Cadence, Doer
from couples.exercises.models import Exercise, ExerciseVersion
from couples.exercises.queries import get_exercise, list_tailored
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.models import EnrolmentStep
from couples.submissions.models import Submission
from couples.submissions.queries import list_started, list_submissions
from couples.wording import gettext as _

_DAY = timedelta(days=1)
# What belongs to one assignment and not to another one that is given in its place.
_ITS_OWN = frozenset(
    {
        *("id", "public_id", "created_at", "batch_id", "exercise_version_id", "starts_on"),
        *("note_sealed", "open_key", "opened_at", "withdrawn_at", "closed_at"),
    }
)


class Way(enum.Enum):
    """How a newer version would reach a couple."""

    IN_PLACE = enum.auto()
    """Nobody has begun: the homework says the new words from now on."""

    ANEW = enum.auto()
    """It ends, and is given again with the new version, from its next time on."""

    NOT_NOW = enum.auto()
    """Something would be lost or change under somebody's hands."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be done for one assignment on an older version; `reason` is why it waits."""

    assignment: Assignment
    target: ExerciseVersion
    way: Way
    starts_on: date
    reason: str = ""


def list_offers(session: Session, viewer: Identity, exercise_id: str) -> list[Offer]:
    """Everything that runs on another version than its couple would get today."""
    newest = get_exercise(session, viewer, exercise_id)
    master = newest.exercise
    if master.couple_id is not None:
        raise NotFoundError
    own = {
        tailored.couple_id: tailored.versions[-1]
        for tailored in list_tailored(session, viewer, master.id)
    }
    running = [
        assignment
        for assignment in list_assignments(session, viewer, running=True)
        if master.id in {_exercise(assignment).id, _exercise(assignment).master_id}
        and assignment.exercise_version_id != own.get(assignment.couple_id, newest).id
    ]
    targets = [own.get(assignment.couple_id, newest) for assignment in running]
    return _weigh_all(session, viewer, running, targets)


def _exercise(assignment: Assignment) -> Exercise:
    return assignment.exercise_version.exercise


def upgrade(
    session: Session, actor: Identity, exercise_id: str, assignment_id: str, *, token: str
) -> Assignment:
    """
    Let one assignment go on with the newest version, in the way that loses nothing.

    The answer is the assignment that runs from now on. A second press finds nothing to do.
    """
    permissions.require(actor, Deed.ASSIGN)
    # Whoever begins to write notes it at the assignment first, and waits for us here.
    session.execute(
        select(Assignment.id).where(Assignment.public_id == assignment_id).with_for_update()
    )
    offers = list_offers(session, actor, exercise_id)
    offer = next((o for o in offers if o.assignment.public_id == assignment_id), None)
    if offer is None:
        raise DomainError(_("This runs on the newest version already."))
    if offer.way is Way.NOT_NOW:
        raise DomainError(offer.reason)
    moved = offer.assignment
    if offer.way is Way.ANEW:
        moved = _given_anew(session, actor, offer, token)
    moved.exercise_version = offer.target
    session.flush()
    history.record(session, actor, "assignment:upgrade", moved)
    return moved


def _given_anew(session: Session, actor: Identity, offer: Offer, token: str) -> Assignment:
    old = offer.assignment
    batch: AssignmentBatch = open_batch(session, actor, token) or get_pressed(session, actor, token)
    kept = {
        column.key: getattr(old, column.key)
        for column in inspect(Assignment).column_attrs
        if column.key not in _ITS_OWN
    }
    open_key = old.open_key
    finish(old)
    session.flush()  # Its key is free before another one takes it.
    given = Assignment(
        **kept,
        batch_id=batch.id,
        exercise_version_id=offer.target.id,
        starts_on=offer.starts_on,
        open_key=open_key,
        note=old.note,
    )
    session.add(given)
    return given


def _weigh_all(
    session: Session,
    viewer: Identity,
    running: Sequence[Assignment],
    targets: Sequence[ExerciseVersion],
) -> list[Offer]:
    """What may be done for each, in as many statements however many there are."""
    started = {assignment_id for assignment_id, _author in list_started(session, viewer, running)}
    submissions: dict[int, list[Submission]] = {assignment.id: [] for assignment in running}
    for submission in list_submissions(session, viewer, assignments=running):
        submissions[submission.assignment_id].append(submission)
    couples = list({assignment.couple_id: assignment.couple for assignment in running}.values())
    calendar = load_calendar(session, viewer, couples, running)
    steps = _in_a_programme(session, running)
    offers = []
    for assignment, target in zip(running, targets, strict=True):
        today = clock.today(assignment.couple.time_zone)
        due = {
            occurrence.key: occurrence.due_on
            for occurrence in occurrences(calendar.plan(assignment), today)
            if is_open(occurrence, today)
        }
        done = submissions[assignment.id]
        offer = _weigh(assignment, target, assignment.id in started, done, due, today)
        if offer.way is Way.ANEW and assignment.id in steps:
            offer = replace(offer, way=Way.NOT_NOW, reason=_of_a_programme())
        offers.append(offer)
    return offers


def _in_a_programme(session: Session, running: Sequence[Assignment]) -> set[int | None]:
    """Which of these are steps of a programme, whose next steps wait for exactly them."""
    return set(
        session.scalars(
            select(EnrolmentStep.assignment_id).where(
                EnrolmentStep.assignment_id.in_([assignment.id for assignment in running])
            )
        )
    )


def _of_a_programme() -> str:
    return _(
        "It is a step of a programme, and what follows waits for it."
        " Repeat its week there, and they get the new version then."
    )


def _weigh(  # noqa: PLR0917 - one for each thing that speaks for or against it
    assignment: Assignment,
    target: ExerciseVersion,
    is_begun: bool,  # noqa: FBT001 - the same
    done: Collection[Submission],
    due: dict[str, date | None],
    today: date,
) -> Offer:
    definition = target.definition
    reason, starts_on = "", today
    touched = {submission.occurrence for submission in done} & due.keys()
    if assignment.doer not in definition.doers or assignment.cadence not in definition.cadences:
        reason = _(
            "The new version is not done in the way in which this runs. End this, and give it anew."
        )
    elif is_begun:
        reason = _(
            "Something is begun and not handed in. It keeps the words and the promises that it was"
            " begun under; offer the new version once it is handed in."
        )
    elif not done:
        return Offer(assignment, target, Way.IN_PLACE, today)
    elif assignment.cadence is Cadence.ONCE:
        reason = _(
            "Something is handed in already and stays with its version."
            " End this, and give it anew where you want it done again."
        )
    elif any(submission.returned_at for submission in done if _is_latest(submission, done)):
        reason = _("You gave something back, and it waits for another attempt.")
    elif any(_waits(assignment, key, done) for key in touched):
        reason = _(
            "One of them has handed in for this time, and the other still may. Offer it afterwards."
        )
    if reason:
        return Offer(assignment, target, Way.NOT_NOW, today, reason)
    ends = [day for key in touched if (day := due[key]) is not None]
    starts_on = max([today, *(day + _DAY for day in ends)])
    return Offer(assignment, target, Way.ANEW, starts_on)


def _is_latest(submission: Submission, done: Collection[Submission]) -> bool:
    return not any(
        other.attempt > submission.attempt
        for other in done
        if (other.author_id, other.part, other.occurrence)
        == (submission.author_id, submission.part, submission.occurrence)
    )


def _waits(assignment: Assignment, occurrence: str, done: Collection[Submission]) -> bool:
    """Whether one of two who write apart has handed in for a time, and the other has not."""
    if assignment.doer not in {Doer.EACH, Doer.VARIANTS}:
        return False
    return len({each.author_id for each in done if each.occurrence == occurrence}) == 1
