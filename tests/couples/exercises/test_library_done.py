"""Every exercise of the library given, done by whoever it is for, and read by the counselor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Definition, Doer, Gate, Kind, Part
from couples.exercises.loading import builtin_definitions
from couples.identity import Identity
from couples.submissions import readiness
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.couples.exercises.edges import filled, least
from tests.couples.safety.scene import lift
from tests.homework import give, hand_in, note

MONDAY = datetime(2026, 10, 5, 9, tzinfo=UTC)
LIBRARY = [each for each in builtin_definitions() if each.kind is not Kind.MEASURE]
WAYS = [
    pytest.param(definition, doer, id=f"{definition.code}-{doer.value}")
    for definition in LIBRARY
    for doer in definition.doers
]


def _given(session: Session, cast: Cast, definition: Definition, doer: Doer) -> Assignment:
    pair = cast.alex_and_sam
    lift(session, pair, Gate.G5)
    changes: dict[str, Any] = {"doer": doer}
    if doer is Doer.VARIANTS:
        changes["first"] = {pair.public_id: cast.alex.public_id}
    if Cadence.ANY_TIME in definition.cadences:
        changes["cadence"] = Cadence.ANY_TIME
    elif Cadence.ONCE in definition.cadences:
        changes["cadence"] = Cadence.ONCE
    to = cast.alex if doer is Doer.ONE else None
    return give(session, pair, definition.id, to=to, **changes)


def _asked(cast: Cast, given: Assignment) -> Iterator[Member]:
    yield cast.alex
    if given.doer is not Doer.ONE:
        yield cast.sam


def _answers(given: Assignment, member: Member, part: Part, *, full: bool) -> dict[str, Any]:
    """Only what must be said or all that may be, with references left out: there is nothing yet."""
    answers = filled(given.definition, part, given.variant_of(member.id), full=full)
    fields = {field.key: field for field in given.definition.fields}
    answers = {key: raw for key, raw in answers.items() if not fields[key].to}
    asked = given.definition.fields_of(part, given.variant_of(member.id))
    if asked and not answers:  # Nothing must be said, but what is blank is no answer.
        answers = {asked[0].key: least(asked[0])}
    ladder = given.definition.ladder
    if ladder is not None and ladder.field in answers:
        answers[ladder.field] = given.level
    return answers


def _ready(session: Session, cast: Cast, given: Assignment) -> None:
    """Both say yes, or that they are calm, where something is asked before."""
    fields = given.definition.fields_of(Part.READY)
    for member in _asked(cast, given) if fields else ():
        answers = filled(given.definition, Part.READY, full=False)
        readiness.answer_before(session, member.identity, given.public_id, Typed(answers))


def _do(session: Session, given: Assignment, member: Member, *, full: bool) -> None:
    answers = _answers(given, member, Part.MAIN, full=full)
    if answers and not _is_written(session, given):
        shown = {
            field.key: "couple"
            for field in given.definition.fields_of(Part.MAIN, given.variant_of(member.id))
            if given.definition.follows and field.choose and "couple" in field.audiences
        }
        hand_in(session, member, given, answers, audiences=shown)
    if given.definition.checks_in:
        note(session, member, given, _answers(given, member, Part.LOG, full=full))


def _is_written(session: Session, given: Assignment) -> bool:
    """Whether the other has written all of it for both."""
    together = all(field.together for field in given.definition.fields_of(Part.MAIN))
    written = select(Submission.id).where(Submission.assignment_id == given.id)
    return together and session.scalars(written).first() is not None


@pytest.mark.parametrize(("definition", "doer"), WAYS)
@pytest.mark.parametrize("full", [False, True], ids=["least", "most"])
def test_it_is_given_done_and_read(
    session: Session, cast: Cast, definition: Definition, doer: Doer, full: bool
) -> None:
    with clock.at(MONDAY):
        appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=MONDAY + timedelta(days=1),
        )
        given = _given(session, cast, definition, doer)
    with clock.at(MONDAY + timedelta(days=1, hours=2)):
        _ready(session, cast, given)
        for member in _asked(cast, given):
            _do(session, given, member, full=full)

        read = _read_by(session, cast.morgan.identity, given)

    assert {author for author, _field in read} == {m.id for m in _asked(cast, given)}


def _read_by(session: Session, reader: Identity, given: Assignment) -> set[tuple[int, str]]:
    """Who handed in what, of which the reader knows at least that it is there."""
    written = session.scalars(select(Submission).where(Submission.assignment_id == given.id)).all()
    answers = list_answers(session, reader, written)
    known = {(s.author_id, "") for s in written}
    return known | {(a.author_id, a.field) for each in answers.values() for a in each}
