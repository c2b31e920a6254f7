"""Many couples with homework, and a signed-in browser for each partner."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments import services as assigning
from couples.assignments.queries import list_of_batch
from couples.assignments.services import Order
from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.services import NewPartner
from couples.exercises.definition import Cadence, Doer
from couples.exercises.queries import list_exercises
from couples.exercises.services import stock_library
from couples.identity import Identity, Role
from couples.people import sign_in
from couples.people.models import Person

TIME_ZONE = "America/New_York"
SEALED, WINS, RITUAL = "emotion-check-in", "wins", "daily-ritual"


@dataclass(frozen=True, slots=True)
class Author:
    """A partner, the homework of their couple by its key, and their browser’s cookie."""

    identity: Identity
    homework: dict[str, str]
    cookie: str
    csrf_token: str
    place: int
    """Which of the two they are, as their counselor’s page counts them."""


def gather(session: Session, app: Flask, couples: int) -> list[Author]:
    """Take `couples` into one practice, give them homework and sign both partners in."""
    practice = caseload.found_practice(session, name="Riverside", time_zone=TIME_ZONE)
    stock_library(session, practice)
    counselor = caseload.add_person(
        session,
        practice,
        role=Role.COUNSELOR,
        name="Dr. Morgan",
        email="morgan@example.org",
        time_zone=TIME_ZONE,
    )
    morgan = Identity(Role.COUNSELOR, practice.id, counselor.id)
    pairs = [_couple(session, morgan, number) for number in range(couples)]
    homework: dict[int, dict[str, str]] = {pair.id: {} for pair in pairs}
    for key, cadence, times in (
        (SEALED, Cadence.TIMES_A_WEEK, 7),
        (WINS, Cadence.ANY_TIME, None),
        (RITUAL, Cadence.DAILY, None),
    ):
        for couple_id, assignment_id in _give(session, morgan, key, cadence, times, pairs).items():
            homework[couple_id][key] = assignment_id
    return [
        _signed_in(session, app, person, pair, homework[pair.id])
        for pair in pairs
        for person in pair.partners
    ]


def _couple(session: Session, morgan: Identity, number: int) -> Couple:
    return caseload.add_couple(
        session,
        morgan,
        partners=(
            NewPartner(f"Alex {number}", f"alex{number}@example.org"),
            NewPartner(f"Sam {number}", f"sam{number}@example.org"),
        ),
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone=TIME_ZONE,
    )


def _give(
    session: Session,
    morgan: Identity,
    key: str,
    cadence: Cadence,
    times: int | None,
    pairs: list[Couple],
) -> dict[int, str]:
    versions = list_exercises(session, morgan)
    today = clock.today(TIME_ZONE)
    order = Order(
        exercise_id=next(v.exercise.public_id for v in versions if v.exercise.key == key),
        couple_ids=tuple(pair.public_id for pair in pairs),
        doer=Doer.EACH,
        cadence=cadence,
        times_a_week=times,
        # From the week's Monday on, so that all its times are open today.
        starts_on=today - timedelta(days=max(today.weekday(), 1)),
    )
    batch = assigning.assign(session, morgan, order, token=secrets.token_hex(8))
    return {a.couple_id: a.public_id for a in list_of_batch(session, morgan, batch)}


def _signed_in(
    session: Session, app: Flask, person: Person, pair: Couple, homework: dict[str, str]
) -> Author:
    cookie, csrf_token = signed_in_browser(session, app, person)
    identity = Identity(Role.PARTNER, person.practice_id, person.id, pair.id)
    place = [each.id for each in pair.partners].index(person.id) + 1
    return Author(identity, homework, cookie, csrf_token, place)


def signed_in_browser(session: Session, app: Flask, person: Person) -> tuple[str, str]:
    """
    The cookie of a browser in which `person` is signed in, and the token of its forms.

    It goes around the password, whose check is slow on purpose.
    """
    token = sign_in.open_session(session, person, device="Firefox on Linux", waits_for_code=False)
    mark = secrets.token_hex(20)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookie = signer.dumps({"_user_id": token, "csrf_token": mark})
    csrf_token = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(mark)
    return f"{app.config['SESSION_COOKIE_NAME']}={cookie}", str(csrf_token)
