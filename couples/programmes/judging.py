"""
Whether a step opens now, and otherwise why not: pure rules over what is known.

A step that opens can tell one partner what the other has done. Where what it waited for
is not theirs to know by then, it does not open at that moment: it waits until the couple
has next met with their counselor, or, behind a seal that a gate of fear keeps shut, until
that gate is open. The counselor may open it by hand. See
`docs/decisions/0019-what-an-opening-step-tells.md`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from couples import clock
from couples.audiences import Audience
from couples.exercises.definition import Definition, Doer, Part
from couples.programmes.calendar import BY_TIME, Course
from couples.programmes.facts import Facts, Number
from couples.programmes.load import people_asked
from couples.programmes.models import Enrolment, EnrolmentStep
from couples.programmes.opening import person_for
from couples.programmes.queries import place_of
from couples.programmes.sharing import has_gone_on, share_is_enough
from couples.programmes.vocabulary import By, StepState, When
from couples.submissions.models import Submission

_DAY = timedelta(days=1)


class Reason(enum.Enum):
    """Why a step has not opened yet."""

    PAUSED = enum.auto()
    YOUR_WORD = enum.auto()
    HELD = enum.auto()
    DAY = enum.auto()
    NOT_OPEN = enum.auto()
    HANDED_IN = enum.auto()
    SESSION = enum.auto()
    NUMBER = enum.auto()
    FLAG = enum.auto()
    SHARE = enum.auto()
    GO_ON = enum.auto()
    QUIET = enum.auto()
    SEALED = enum.auto()


HOLDS = frozenset({Reason.FLAG, Reason.SHARE, Reason.GO_ON})
"""Once one of these stood against a step on its day, it waits for the counselor's word."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is None where it opens, and `day` the one from which it counts, or may open."""

    reason: Reason | None
    day: date
    other: str | None = None


def judge(row: EnrolmentStep, course: Course, facts: Facts, today: date) -> Verdict:
    """Where one step that waits stands today."""
    enrolment, place = row.enrolment, place_of(row.enrolment, row)
    day, release = course.earliest(place), place.step.release
    other = release.step if row.round == 1 else None
    standing = _standing(row)
    if standing is not None:
        return Verdict(standing, day)
    if course.is_certain(place) and day > today:
        return Verdict(Reason.DAY, day)
    if other is not None and _last(enrolment, other).state is StepState.WAITING:
        return Verdict(Reason.NOT_OPEN, day, other)
    if day <= today and not has_gone_on(enrolment, row.week, day, facts):
        return Verdict(Reason.GO_ON, day)
    if row.round > 1 or release.when in BY_TIME:
        return Verdict(None if day <= today else Reason.DAY, day)
    return _conditional(row, course, facts, day, today)


def _standing(row: EnrolmentStep) -> Reason | None:
    """What stands against it, whatever the day and whatever has happened."""
    if row.enrolment.paused_on is not None:
        return Reason.PAUSED
    if row.held_on is not None:
        return Reason.HELD
    step = row.enrolment.definition.step(row.step)
    return Reason.YOUR_WORD if step.waits_for_counselor else None


def _last(enrolment: Enrolment, key: str) -> EnrolmentStep:
    """The last round of a step."""
    rounds = [row for row in enrolment.steps if row.step == key]
    return max(rounds, key=lambda row: row.round)


def _conditional(
    row: EnrolmentStep, course: Course, facts: Facts, day: date, today: date
) -> Verdict:
    release = row.enrolment.definition.step(row.step).release
    match release.when:
        case When.HANDED_IN:
            return _handed_in(row, course, facts, day, today)
        case When.NEXT_SESSION:
            begins = max(course.begins_on(place_of(row.enrolment, row)), course.starts_on + _DAY)
            met = course.session_after(begins)
            has_met = met is not None and met < today
            return Verdict(None if has_met else Reason.SESSION, day)
        case When.SCORE | When.GAP:
            return _number(row, course, facts, day, today)
        case When.NO_FLAG:
            reason = Reason.FLAG if row.couple_id in facts.flagged else None
        case _:
            enough = share_is_enough(row.enrolment, release, day, facts)
            reason = None if enough else Reason.SHARE
    return Verdict(reason if day <= today else reason or Reason.DAY, day, release.step)


def _handed_in(row: EnrolmentStep, course: Course, facts: Facts, day: date, today: date) -> Verdict:
    release = row.enrolment.definition.step(row.step).release
    assignment = _last(row.enrolment, release.step or "").assignment
    if assignment is None:  # It was left out, so that there is nothing to wait for.
        return Verdict(None if day <= today else Reason.DAY, day)
    partners = [person.id for person in row.enrolment.couple.partners]
    asked = people_asked(assignment.doer, assignment.for_person_id, partners)
    part = awaited_part(assignment.definition)
    done = _done_by(assignment.definition, part, facts.submissions.get(assignment.id, ()), asked)
    enough = bool(done) if release.by is By.ONE else all(id_ in done for id_ in asked)
    if not enough:
        return Verdict(Reason.HANDED_IN, day, release.step)
    moments = [first.submitted_at for first in done.values()]
    at = min(moments) if release.by is By.ONE else max(moments)
    fulfilled = clock.local(at, row.enrolment.couple.time_zone).date()
    ready = max(day, fulfilled + timedelta(days=release.days or 0))
    is_their_own = people_of(row) == set(asked) == {assignment.for_person_id}
    opens = facts.kept_sealed.isdisjoint(first.id for first in done.values())
    is_told = partial(is_told_by_then, assignment.definition, part, assignment.doer, release.by)
    if is_their_own or is_told(seals_open=opens):
        return Verdict(None if ready <= today else Reason.DAY, ready, release.step)
    if is_told(seals_open=True):
        # Whoever handed in is to find what they would if the other had not: no session opens it.
        return Verdict(Reason.SEALED, ready, release.step)
    return _after_the_session(course, fulfilled, ready, today)


def _number(row: EnrolmentStep, course: Course, facts: Facts, day: date, today: date) -> Verdict:
    """A number is between its author and the counselor, so that nothing opens at that moment."""
    enrolment = row.enrolment
    release = enrolment.definition.step(row.step).release
    zone = enrolment.couple.time_zone
    key = (row.couple_id, release.measure or "", release.field or "")
    given: Mapping[int, Number] = {
        id_: number
        for id_, number in facts.numbers.get(key, {}).items()
        if clock.local(number.at, zone).date() >= course.starts_on
    }
    partners = [person.id for person in enrolment.couple.partners]
    if release.when is When.GAP:
        values = [given[id_].value for id_ in partners if id_ in given]
        both = len(values) == len(partners)
        is_met = both and release.holds_for(abs(values[0] - values[-1]))
    else:
        holding = [id_ in given and release.holds_for(given[id_].value) for id_ in partners]
        is_met = any(holding) if release.by is By.ONE else all(holding)
    if not is_met:
        return Verdict(Reason.NUMBER, day)
    fulfilled = clock.local(max(number.at for number in given.values()), zone).date()
    return _after_the_session(course, fulfilled, max(day, fulfilled), today)


def _after_the_session(course: Course, fulfilled: date, ready: date, today: date) -> Verdict:
    met = course.session_after(fulfilled)
    if met is None or met >= today:
        return Verdict(Reason.QUIET, max(ready, met + _DAY if met else ready))
    opens = max(ready, met + _DAY)
    return Verdict(None if opens <= today else Reason.DAY, opens)


def awaited_part(definition: Definition) -> Part:
    """The part whose handing in another step waits for."""
    return Part.MAIN if definition.fields_of(Part.MAIN) else Part.LOG


def is_told_by_then(
    definition: Definition, part: Part, doer: Doer, by: By | None, *, seals_open: bool = True
) -> bool:
    """
    Whether each partner knows of the other's work anyway once the rule is fulfilled.

    They do where something in it must be answered for both to read; and, once both have
    handed in, where something must be answered that opens at that moment: `seals_open`
    says whether it does. What the two do together is sealed by no gate.
    """
    if doer is Doer.VARIANTS:
        return False
    fields = definition.fields_of(part)
    if all(field.together for field in fields):
        return True
    unseals = by is not By.ONE and (seals_open or doer is Doer.TOGETHER)
    allowed = {Audience.COUPLE, Audience.SEALED} if unseals else {Audience.COUPLE}
    return any(
        field.required
        and field.shown_if is None
        and not field.together
        and set(field.audiences) <= allowed
        for field in fields
    )


def people_of(row: EnrolmentStep) -> set[int]:
    """The partners who will find the step on their page."""
    step = row.enrolment.definition.step(row.step)
    partners = [person.id for person in row.enrolment.couple.partners]
    return set(people_asked(step.doer, person_for(step, row.enrolment), partners))


def _done_by(
    definition: Definition, part: Part, written: Sequence[Submission], asked: list[int]
) -> dict[int, Submission]:
    """What each of those asked handed in first; what is written once for both counts for both."""
    for_both = all(field.together for field in definition.fields_of(part))
    done: dict[int, Submission] = {}
    for submission in written:
        if submission.part is not part or submission.returned_at is not None:
            continue
        for id_ in asked if for_both else [submission.author_id]:
            known = done.setdefault(id_, submission)
            if submission.submitted_at < known.submitted_at:
                done[id_] = submission
    return done
