"""What enrolling some couples would do: who begins when, what opens on which day, and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.calendar import meetings_of
from couples.assignments.schedule import Meeting
from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.exercises.definition import Doer, Kind
from couples.identity import Identity
from couples.partings.queries import list_partings, why_ended
from couples.permissions import Deed
from couples.programmes.calendar import Course, Place, last_day
from couples.programmes.definition import ProgrammeDefinition, Step
from couples.programmes.load import Heavy, Item, list_heavy, load_items, weighs
from couples.programmes.models import Enrolment, ProgrammeVersion
from couples.programmes.queries import get_programme
from couples.programmes.shelf import Shelf, fits, load_shelf
from couples.programmes.vocabulary import Left, Who
from couples.safety.holding import Holds, gate_name
from couples.safety.queries import list_holds
from couples.wording import gettext as _

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What a counselor asks for: one programme, for some couples, from some day.

    `first` names the partner who comes first in each couple, by public ids, where
    the programme tells the two apart. `may_be_heavy` is the counselor's tick for more at
    once than most people can carry.
    """

    programme_id: str
    couple_ids: tuple[str, ...]
    starts_on: date | None = None
    at_next_session: bool = False
    first: Mapping[str, str] = field(default_factory=dict)
    may_be_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """
    One step as a couple would meet it: when, who of them, and what it waits for.

    `opens_on` is the very day where `is_certain`, and otherwise the earliest one.
    """

    step: Step
    title: str
    week: int
    opens_on: date
    is_certain: bool
    people: tuple[int, ...]
    left: Left | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen for one couple. `skipped` is the reason why nothing would."""

    couple: Couple
    starts_on: date
    appointment: Appointment | None
    first_person_id: int | None
    open_key: str
    skipped: str | None
    lines: tuple[Line, ...] = ()
    heavy: tuple[Heavy, ...] = ()


def rehearse(session: Session, actor: Identity, wish: Wish) -> list[Rehearsal]:
    """Who would be enrolled and who would not, and why, and what each would find. No change."""
    permissions.require(actor, Deed.ASSIGN)
    version = get_programme(session, actor, wish.programme_id)
    chosen = [c for c in list_couples(session, actor) if c.public_id in wish.couple_ids]
    scene = _Scene(
        version=version,
        shelf=load_shelf(session, actor),
        coming=next_appointments(session, actor),
        meetings=meetings_of(session, actor, chosen),
        items=load_items(session, actor, chosen),
        running=_running(session, chosen),
        holds=list_holds(session, actor, chosen),
    )
    parted = list_partings(session, actor, chosen)
    plans = [_rehearse_one(scene, wish, couple) for couple in chosen]
    return [_ended(plan) if plan.couple.id in parted else plan for plan in plans]


def _ended(plan: Rehearsal) -> Rehearsal:
    return replace(plan, skipped=why_ended(), lines=(), heavy=())


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything that was looked up once for all couples."""

    version: ProgrammeVersion
    shelf: Shelf
    coming: Mapping[int, Appointment]
    meetings: Mapping[int, tuple[Meeting, ...]]
    items: Mapping[int, list[Item]]
    running: frozenset[str | None]
    holds: Mapping[int, Holds]


def _running(session: Session, couples: Sequence[Couple]) -> frozenset[str | None]:
    return frozenset(
        session.scalars(
            select(Enrolment.open_key).where(
                Enrolment.couple_id.in_([couple.id for couple in couples]),
                Enrolment.open_key.is_not(None),
            )
        )
    )


def _rehearse_one(scene: _Scene, wish: Wish, couple: Couple) -> Rehearsal:
    today = clock.today(couple.time_zone)
    appointment = scene.coming.get(couple.id) if wish.at_next_session else None
    starts_on = wish.starts_on or today
    if appointment is not None:
        starts_on = clock.local(appointment.starts_at, couple.time_zone).date()
    wanted = wish.first.get(couple.public_id)
    first = next((p.id for p in couple.partners if p.public_id == wanted), None)
    definition = scene.version.definition
    open_key = f"{couple.id}:{scene.version.programme_id}"
    skipped = None
    if open_key in scene.running:
        skipped = _("They are on this course already.")
    elif wish.at_next_session and appointment is None:
        skipped = _("There is no next session to begin with.")
    elif definition.variants and first is None:
        skipped = _("Choose who of the two comes first.")
    elif held := [gate for gate in definition.entry if gate in scene.holds[couple.id]]:
        skipped = _("Held: %(reasons)s.", reasons=", ".join(gate_name(gate) for gate in held))
    elif starts_on < today:
        skipped = _("The day is already past where they live.")
    lines: list[Line] = []
    if skipped is None:
        course = fresh_course(definition, starts_on, scene.meetings.get(couple.id, ()))
        lines = lines_of(course, scene.shelf, couple, first)
    return Rehearsal(
        couple=couple,
        starts_on=starts_on,
        appointment=appointment,
        first_person_id=first if definition.variants else None,
        open_key=open_key,
        skipped=skipped,
        lines=tuple(lines),
        heavy=tuple(_heavy(scene, couple, lines)),
    )


def fresh_course(
    definition: ProgrammeDefinition, starts_on: date, meetings: Sequence[Meeting] = ()
) -> Course:
    """The course of a couple that begins on a day and of whom nothing is known yet."""
    places = [Place(step, week=step.week) for step in definition.steps]
    return Course(definition, starts_on, places, meetings)


def lines_of(course: Course, shelf: Shelf, couple: Couple, first: int | None) -> list[Line]:
    """Every step of a course as the couple will meet it."""
    found = []
    for place in course.places:
        step, version = place.step, shelf.get(place.step.exercise)
        left = None
        if version is None:
            left = Left.NOT_ON_SHELF
        elif not fits(step, version):
            left = Left.REFUSED
        line = Line(
            step=step,
            title=version.definition.title if version else step.exercise,
            week=place.week,
            opens_on=course.earliest(place),
            is_certain=course.is_certain(place),
            people=_people(step, couple, first),
            left=left,
        )
        found.append(line)
    return found


def _people(step: Step, couple: Couple, first: int | None) -> tuple[int, ...]:
    """The partners who will find it on their page."""
    if step.doer is not Doer.ONE:
        return tuple(person.id for person in couple.partners)
    if first is None:
        return ()
    return (first,) if step.who is Who.FIRST else (couple.other_partner(first).id,)


def _heavy(scene: _Scene, couple: Couple, lines: Sequence[Line]) -> list[Heavy]:
    """
    The days on which somebody would have too much, if every step opened as early as it can.

    What waits for the counselor's word is not counted: they will see the load then.
    """
    coming = [line for line in lines if line.left is None and not line.step.waits_for_counselor]
    planned = []
    for line in coming:
        definition = scene.shelf[line.step.exercise].definition
        if not weighs(definition, line.step.cadence):
            continue
        planned.append(
            Item(
                is_ritual=definition.kind is Kind.RITUAL,
                people=frozenset(line.people),
                first=line.opens_on,
                last=_until(line, coming),
            )
        )
    people = [person.id for person in couple.partners]
    days = [line.opens_on for line in coming]
    return list_heavy([*scene.items.get(couple.id, ()), *planned], people, days)


def _until(line: Line, coming: Sequence[Line]) -> date | None:
    """Its last day, or the day before the same exercise takes its own place."""
    last = last_day(line.step, line.opens_on)
    following = [
        other.opens_on - _DAY
        for other in coming
        if (other.step.exercise, other.step.who) == (line.step.exercise, line.step.who)
        and other.opens_on > line.opens_on
    ]
    return min([*following, *([last] if last else [])], default=None)
