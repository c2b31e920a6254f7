"""Programmes for tests, and enrolling somebody in one line."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from couples.programmes import enrolling
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.loading import parse
from couples.programmes.models import Enrolment, EnrolmentBatch, Programme, ProgrammeVersion
from couples.programmes.queries import list_enrolments, list_programmes
from couples.programmes.rehearsing import Wish
from couples.programmes.stocking import publish
from tests.cast import Cast, Pair

HEAD = """
id = "small-steps"
version = 1
title = "Small steps"
purpose = "A short course for tests"
about = "What it is about."
origin = "Made up."
not_when = "Never in earnest."
"""


def programme(steps: str, head: str = "") -> ProgrammeDefinition:
    """A programme with these steps, written as its author would."""
    return parse(HEAD + head + steps)


def shelve(session: Session, cast: Cast, definition: ProgrammeDefinition) -> ProgrammeVersion:
    """Put a programme on the practice’s shelf."""
    shelved = Programme(practice_id=cast.practice_id, key=definition.id)
    session.add(shelved)
    version = publish(shelved, definition)
    session.flush()
    return version


def wish(session: Session, key: str, *pairs: Pair, **changes: Any) -> Wish:
    """A wish to enrol these couples in the programme `key`, from today unless told otherwise."""
    versions = list_programmes(session, pairs[0].counselor.identity)
    version = next(version for version in versions if version.programme.key == key)
    first = {}
    if version.definition.variants:
        first = {pair.public_id: pair.partners[0].public_id for pair in pairs}
    couples = tuple(pair.public_id for pair in pairs)
    return Wish(version.programme.public_id, couples, **{"first": first, **changes})


def enrol(session: Session, key: str, *pairs: Pair, **changes: Any) -> EnrolmentBatch:
    """Enrol couples of one counselor."""
    counselor = pairs[0].counselor.identity
    wanted = wish(session, key, *pairs, **{"may_be_heavy": True, **changes})
    return enrolling.enrol(session, counselor, wanted, token=uuid4().hex)


def course(session: Session, pair: Pair) -> Enrolment:
    """The one course that a couple is on."""
    [found] = list_enrolments(session, pair.counselor.identity, couple_ids=[pair.id])
    return found
