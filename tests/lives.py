"""
Made-up weeks of one couple, different for each seed, lived through the real services.

Whatever a service refuses at that moment simply does not happen, as in life. Every word
that somebody writes is new and names its author and the audience it is for, so that a
word in the wrong place is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.appointments import services as appointments
from couples.appointments.queries import list_appointments
from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments, list_of_batch
from couples.assignments.services import Order
from couples.audiences import Audience
from couples.caseload.models import Couple, Practice
from couples.errors import DomainError
from couples.exercises.definition import Cadence, Doer, Field, FieldType, Part
from couples.exercises.models import Exercise
from couples.exercises.services import stock_library
from couples.submissions import drafts, handing_in, reviewing, sharing
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.typed import Typed
from tests.cast import Cast, Member, Pair, invite_cast

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONES = ("America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Europe/Athens", "UTC")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class Life:
    """One couple's weeks; `words` holds what was written, by (author, audience)."""

    session: Session
    cast: Cast
    pair: Pair
    chance: Random
    words: dict[tuple[str, Audience], list[str]] = field(default_factory=lambda: defaultdict(list))
    pressed: int = 0

    @property
    def couple(self) -> Couple:
        """The row of the couple."""
        return self.session.get_one(Couple, self.pair.id)

    def press(self) -> str:
        """A new key for one press of a button."""
        self.pressed += 1
        return f"{self.pair.id}-{self.pressed}"


def live(session: Session, seed: int, *, days: int = 24) -> Life:
    """A practice in which one couple has lived `days` days; the clock is yours afterwards."""
    chance = Random(seed)
    with clock.at(BEGIN):
        cast = invite_cast(session)
        stock_library(session, session.get_one(Practice, cast.practice_id))
        life = Life(session, cast, cast.alex_and_sam, chance)
        life.couple.time_zone = chance.choice(ZONES)
        session.flush()
    for day in range(days):
        for hour in sorted(chance.sample(range(24), chance.randint(2, 6))):
            moment = BEGIN + timedelta(days=day, hours=hour, minutes=chance.randrange(60))
            with clock.at(moment):
                _something(life)
                session.flush()
    return life


def _something(life: Life) -> None:
    deeds = (
        (_write_or_note, 12),
        (_give, 3),
        (_schedule, 2),
        (_review, 2),
        (_begin, 2),
        (_receive, 2),
        (_give_back, 1),
        (_sign, 1),
        (_open_or_widen, 1),
        (_end, 1),
        (_move_or_cancel, 1),
    )
    (deed,) = life.chance.choices([d for d, _ in deeds], [weight for _, weight in deeds])
    try:
        with life.session.begin_nested():
            deed(life)
    except DomainError:
        return


def _somebody(life: Life) -> Member:
    return life.chance.choice(life.pair.partners)


def _give(life: Life) -> None:
    exercise = life.chance.choice(
        life.session.scalars(select(Exercise).order_by(Exercise.key)).all()
    )
    definition = exercise.versions[-1].definition
    doer = life.chance.choice(definition.doers)
    cadence = life.chance.choice(definition.cadences)
    today = clock.today(life.couple.time_zone)
    start = today + timedelta(days=life.chance.choice((0, 0, 0, 2)))
    is_timed = life.chance.random() < 0.4
    order = Order(
        exercise_id=exercise.public_id,
        couple_ids=(life.pair.public_id,),
        doer=doer,
        cadence=cadence,
        people={life.pair.public_id: _somebody(life).public_id} if doer is Doer.ONE else {},
        days=tuple(life.chance.sample(WEEKDAYS, 3)) if cadence is Cadence.DAYS else (),
        times_a_week=life.chance.randint(1, 4) if cadence is Cadence.TIMES_A_WEEK else None,
        starts_on=start,
        due_on=start + timedelta(days=life.chance.randint(0, 20)) if is_timed else None,
        before_next_session=not is_timed and cadence is Cadence.ONCE and life.chance.random() < 0.7,
    )
    batch = assigning.assign(life.session, life.pair.counselor.identity, order, token=life.press())
    list_of_batch(life.session, life.pair.counselor.identity, batch)


def _running(life: Life, member: Member) -> list[Assignment]:
    return list_assignments(life.session, member.identity, running=True)


def _write_or_note(life: Life) -> None:
    member = _somebody(life)
    running = _running(life, member)
    if not running:
        return
    assignment = life.chance.choice(running)
    if assignment.definition.checks_in and life.chance.random() < 0.85:
        answers, audiences = _answers(life, member, assignment, Part.LOG)
        handing_in.check_in(
            life.session,
            member.identity,
            assignment.public_id,
            answers=answers,
            key=life.press(),
            audiences=audiences,
        )
        return
    if not assignment.definition.fields_of(Part.MAIN):
        return
    draft = _drafted(life, member, assignment)
    handing_in.submit(
        life.session, member.identity, draft.public_id, revision=draft.revision, key=life.press()
    )


def _begin(life: Life) -> None:
    member = _somebody(life)
    written = [a for a in _running(life, member) if a.definition.fields_of(Part.MAIN)]
    if written:
        _drafted(life, member, life.chance.choice(written))


def _drafted(life: Life, member: Member, assignment: Assignment) -> Draft:
    draft = drafts.start(life.session, member.identity, assignment.public_id)
    answers, audiences = _answers(life, member, assignment, Part.MAIN)
    typed = Typed(answers, audiences)
    return drafts.save(
        life.session, member.identity, draft.public_id, typed=typed, revision=draft.revision
    )


def _answers(
    life: Life, member: Member, assignment: Assignment, part: Part
) -> tuple[dict[str, Any], dict[str, str]]:
    answers: dict[str, Any] = {}
    audiences: dict[str, str] = {}
    for question in assignment.definition.fields_of(part):
        audience = life.chance.choice(question.audiences)
        if question.required or life.chance.random() < 0.6:
            audiences[question.key] = audience.value
            answers[question.key] = _answer(life, member, question, audience)
    return answers, audiences


def _answer(life: Life, member: Member, question: Field, audience: Audience) -> Any:
    def words() -> str:
        written = f"w{life.press().replace('-', 'x')}z"
        life.words[member.name, audience].append(written)
        return written

    chance = life.chance
    kinds: dict[FieldType, Callable[[], Any]] = {
        FieldType.RATING: lambda: str(chance.randint(0, 10)),
        FieldType.NUMBER: lambda: str(question.minimum or 0),
        FieldType.YES_NO: lambda: chance.choice(("yes", "yes", "no")),
        FieldType.CHOICE: lambda: chance.choice(question.options).value,
        FieldType.CHOICES: lambda: [question.options[0].value],
        FieldType.DATE: lambda: (
            (clock.now() + timedelta(days=chance.randint(1, 30))).date().isoformat()
        ),
        FieldType.LIST: lambda: [words() for _ in range(question.minimum or 1)],
        FieldType.ROWS: lambda: [{"who": "author", "what": words()}],
    }
    return kinds.get(question.type, words)()


def _of_couple(life: Life, *parts: Part) -> list[Submission]:
    query = select(Submission).where(Submission.couple_id == life.pair.id)
    if parts:
        query = query.where(Submission.part.in_(parts))
    return list(life.session.scalars(query.order_by(Submission.id)))


def _receive(life: Life) -> None:
    if notes := _of_couple(life, Part.LOG):
        note = life.chance.choice(notes)
        other = next(p for p in life.pair.partners if p.id != note.author_id)
        answers, _audiences = _answers(life, other, note.assignment, Part.RECEIVED)
        if answers:
            handing_in.receive(
                life.session, other.identity, note.public_id, answers=answers, key=life.press()
            )


def _review(life: Life) -> None:
    for submission in _of_couple(life, Part.MAIN):
        if submission.reviewed_at is None and submission.returned_at is None:
            reviewing.mark_reviewed(
                life.session, life.pair.counselor.identity, submission.public_id
            )


def _give_back(life: Life) -> None:
    if written := _of_couple(life, Part.MAIN):
        reviewing.return_for_another_attempt(
            life.session,
            life.pair.counselor.identity,
            life.chance.choice(written[-3:]).public_id,
            words="Once more, please.",
        )


def _sign(life: Life) -> None:
    for agreement in list_agreements(life.session, life.pair.counselor.identity):
        agreements.sign(
            life.session, _somebody(life).identity, agreement.id, version_id=agreement.version_id
        )


def _open_or_widen(life: Life) -> None:
    answers = life.session.scalars(
        select(Answer).where(Answer.couple_id == life.pair.id, Answer.audience == Audience.SESSION)
    ).all()
    if not answers:
        return
    answer = life.chance.choice(answers)
    if life.chance.random() < 0.7:
        reviewing.release(life.session, life.pair.counselor.identity, answer.public_id)
        return
    author = next(p for p in life.pair.partners if p.id == answer.author_id)
    sharing.widen(life.session, author.identity, answer.public_id, audience=Audience.COUPLE)


def _end(life: Life) -> None:
    running = list_assignments(life.session, life.pair.counselor.identity, running=True)
    if len(running) > 4:
        assigning.close(
            life.session, life.pair.counselor.identity, life.chance.choice(running).public_id
        )


def _coming(life: Life) -> list[str]:
    found = list_appointments(
        life.session, life.pair.counselor.identity, since=clock.now(), couple_ids=[life.pair.id]
    )
    return [appointment.public_id for appointment in found]


def _schedule(life: Life) -> None:
    if not _coming(life):
        appointments.schedule(
            life.session,
            life.pair.counselor.identity,
            life.pair.public_id,
            starts_at=clock.now() + timedelta(days=life.chance.randint(1, 8), hours=3),
        )


def _move_or_cancel(life: Life) -> None:
    for public_id in _coming(life)[:1]:
        if life.chance.random() < 0.5:
            appointments.cancel(life.session, life.pair.counselor.identity, public_id)
        else:
            starts_at = clock.now() + timedelta(days=life.chance.randint(1, 9))
            appointments.move(
                life.session,
                life.pair.counselor.identity,
                public_id,
                starts_at=starts_at,
                minutes=60,
            )


def day_of(moment: datetime, zone: str) -> date:
    """The calendar day of a moment somewhere."""
    return clock.local(moment, zone).date()
