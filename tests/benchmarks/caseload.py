"""
A counselor with forty couples, in a database that others fill too.

People and homework go through the services. What was handed in is entered row by
row, because nobody reads its words here: only its weight counts.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments import services as assigning
from couples.assignments.queries import list_of_batch
from couples.assignments.schedule import week_key
from couples.assignments.services import Order
from couples.audiences import Audience
from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy, Couple, Practice
from couples.caseload.services import NewPartner
from couples.database import for_writing
from couples.exercises.definition import Cadence, Part
from couples.exercises.queries import list_exercises
from couples.exercises.services import stock_library
from couples.identity import Identity, Role
from couples.submissions.models import Answer, Submission
from couples.walls.entering import within

TIME_ZONE = "America/New_York"
HISTORY_DAYS = 80
WINS, RITUAL, SEALED, CONTRACT = "wins", "daily-ritual", "emotion-check-in", "calm-contract"

_AT_ONCE = 10_000
_UNREAD_FOR = timedelta(days=2)
_HOMEWORK = {
    WINS: (Cadence.ANY_TIME, None),
    RITUAL: (Cadence.DAILY, None),
    SEALED: (Cadence.TIMES_A_WEEK, 3),
    CONTRACT: (Cadence.ONCE, None),
}
_FIELDS = {WINS: ("win", Part.LOG), RITUAL: ("done", Part.LOG), SEALED: ("fear", Part.MAIN)}

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Caseload:
    """A counselor, and who of their couples does which homework, as plain ids."""

    counselor: Identity
    couples: dict[int, tuple[int, ...]]
    homework: dict[tuple[int, str], int]


def open_practice(engine: Engine, *, couples: int, hand_ins: int) -> Caseload:
    """Dr. Morgan’s practice, with what forty couples hand in within a quarter of a year."""
    with Session(for_writing(engine)) as session, session.begin():
        practice = caseload.found_practice(session, name="Riverside", time_zone=TIME_ZONE)
        stock_library(session, practice)
        morgan = add_caseload(session, practice, "Dr. Morgan", couples)
    enter_hand_ins(engine, morgan, hand_ins, newest=clock.now(), days=HISTORY_DAYS)
    return morgan


def add_colleagues(engine: Engine, practice_id: int, *, couples: int, hand_ins: int) -> None:
    """Another counselor of the practice, whose couples fill the same tables."""
    with Session(for_writing(engine)) as session, session.begin():
        lee = add_caseload(session, session.get_one(Practice, practice_id), "Lee", couples)
    enter_hand_ins(engine, lee, hand_ins, newest=clock.now(), days=1000)


def add_caseload(session: Session, practice: Practice, name: str, couples: int) -> Caseload:
    """A counselor whose couples each have the same four pieces of homework and a session."""
    mark = secrets.token_hex(4)
    person = caseload.add_person(
        session,
        practice,
        role=Role.COUNSELOR,
        name=name,
        email=f"{mark}@example.org",
        time_zone=TIME_ZONE,
    )
    counselor = Identity(Role.COUNSELOR, practice.id, person.id)
    pairs = [_couple(session, counselor, f"{mark}-{number}") for number in range(couples)]
    for number, pair in enumerate(pairs):
        at = clock.now() + timedelta(hours=6 + 12 * number)
        appointments.schedule(session, counselor, pair.public_id, starts_at=at)
    return Caseload(
        counselor,
        {pair.id: tuple(person.id for person in pair.partners) for pair in pairs},
        {
            (couple_id, key): assignment_id
            for key in _HOMEWORK
            for couple_id, assignment_id in _give(session, counselor, key, pairs)
        },
    )


def _couple(session: Session, counselor: Identity, mark: str) -> Couple:
    pair = caseload.add_couple(
        session,
        counselor,
        partners=(
            NewPartner("Alex", f"alex-{mark}@example.org"),
            NewPartner("Sam", f"sam-{mark}@example.org"),
        ),
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone=TIME_ZONE,
    )
    pair.created_at = clock.now() - timedelta(days=HISTORY_DAYS)
    return pair


def _give(
    session: Session, counselor: Identity, key: str, pairs: list[Couple]
) -> list[tuple[int, int]]:
    cadence, times = _HOMEWORK[key]
    found = list_exercises(session, counselor)
    version = next(version for version in found if version.exercise.key == key)
    order = Order(
        exercise_id=version.exercise.public_id,
        couple_ids=tuple(pair.public_id for pair in pairs),
        doer=version.definition.doers[0],
        cadence=cadence,
        times_a_week=times,
        starts_on=clock.today(TIME_ZONE) - timedelta(days=HISTORY_DAYS),
    )
    batch = assigning.assign(session, counselor, order, token=secrets.token_hex(8))
    return [(a.couple_id, a.id) for a in list_of_batch(session, counselor, batch)]


def enter_hand_ins(
    engine: Engine, whose: Caseload, count: int, *, newest: datetime, days: int
) -> None:
    """Enter `count` hand-ins of one answer each, spread evenly over people and days."""
    each = count // (2 * len(whose.couples))
    if not each:
        return
    practice_id = whose.counselor.practice_id
    with within(Session(for_writing(engine)), practice_id) as session, session.begin():
        connection = session.connection()
        first = _first_of(connection, count)
        submissions: Rows = []
        answers: Rows = []
        for number, (submission, answer) in enumerate(_rows(whose, each, newest, days)):
            submissions.append({**submission, "id": first + number})
            answers.append({**answer, "submission_id": first + number})
            if len(submissions) == _AT_ONCE:
                connection.execute(insert(Submission), submissions)
                connection.execute(insert(Answer), answers)
                submissions, answers = [], []
        if submissions:
            connection.execute(insert(Submission), submissions)
            connection.execute(insert(Answer), answers)


def _first_of(connection: Connection, count: int) -> int:
    """The first of `count` numbers in a row that no submission has, nor will have."""
    if connection.dialect.name == "postgresql":
        # The role that serves may draw numbers and not set where the next ones begin.
        drawn = "SELECT min(nextval('submission_id_seq')) FROM generate_series(1, :count)"
        return int(connection.execute(text(drawn), {"count": count}).scalar_one())
    return (connection.scalar(select(func.max(Submission.id))) or 0) + 1


def _rows(
    whose: Caseload, each: int, newest: datetime, days: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for couple_id, authors in whose.couples.items():
        for author_id in authors:
            for number in range(each):
                at = newest - timedelta(days=days * (number + 0.5) / each)
                key = (WINS, RITUAL, SEALED)[number % 3]
                field, part = _FIELDS[key]
                row = {
                    "practice_id": whose.counselor.practice_id,
                    "couple_id": couple_id,
                    "author_id": author_id,
                    "created_at": at,
                }
                submission = {
                    **row,
                    "public_id": _fast_id(),
                    "assignment_id": whose.homework[couple_id, key],
                    "part": part,
                    "occurrence": _occurrence(key, at.date(), number),
                    "occurs_on": at.date(),
                    "attempt": 1,
                    "submitted_at": at,
                    "idempotency_key": _fast_id(),
                    # What is older than two days has been looked at.
                    "reviewed_at": at if at < clock.now() - _UNREAD_FOR else None,
                }
                answer = {
                    **row,
                    "public_id": _fast_id(),
                    "field": field,
                    "audience": Audience.COUPLE,
                    "words_sealed": None if key == RITUAL else secrets.token_bytes(250),
                    "number": 1 if key == RITUAL else None,
                }
                yield submission, answer


def _occurrence(key: str, day: date, number: int) -> str:
    if key == RITUAL:
        return day.isoformat()
    if key == WINS:
        return f"{day.isoformat()}.{number}"
    year, week, _ = day.isocalendar()
    return week_key(year, week, 1 + number // 3 % 3, 3)


def _fast_id() -> str:
    """As random as `new_public_id`, but a million of them are wanted."""
    return base64.b32encode(secrets.token_bytes(17)).decode()[:26].lower()
