"""What lies ready for each author before the storm: things to sign, mend, keep and be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.caseload.models import Couple
from couples.exercises.definition import Doer
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.repairs.models import Stage
from couples.repairs.plan import find_plan
from tests.cast import Member, Pair
from tests.couples.repairs.mending import WALK, open_for, plan, tell, write
from tests.homework import RULES, exercise, give, hand_in
from tests.storm.people import TIME_ZONE, Author, signed_in_browser

KEPT, GIVEN = "boundary-for-one", "support-network"
"""What is begun and kept as a draft, and what is given in the storm."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Their counselor’s browser."""

    cookie: str
    csrf_token: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What one author finds: ids as they stand in addresses and forms."""

    desk: Desk
    person_id: str
    couple_id: str
    kept_id: str
    exercise_id: str
    agreement_id: str
    version_id: str
    repair_id: str
    step: str


def lay_ready(session: Session, app: Flask, authors: Sequence[Author]) -> dict[int, Ground]:
    """By person: two wordings that wait for one of the two each, and a repair with its plan."""
    found: dict[int, Ground] = {}
    counselor = session.scalars(select(Person).where(Person.role == Role.COUNSELOR)).one()
    desk = Desk(*signed_in_browser(session, app, counselor))
    for alex in authors[::2]:
        couple = session.get_one(Couple, alex.identity.couple_id)
        found |= _of_couple(session, desk, counselor, couple)
    return found


def _of_couple(
    session: Session, desk: Desk, counselor: Person, couple: Couple
) -> dict[int, Ground]:
    morgan = _member(counselor, Identity(Role.COUNSELOR, counselor.practice_id, counselor.id))
    alex, sam = (
        _member(each, Identity(Role.PARTNER, each.practice_id, each.id, couple.id))
        for each in couple.partners
    )
    pair = Pair(couple.id, couple.public_id, morgan, (alex, sam))
    kept = give(session, pair, KEPT, doer=Doer.EACH)
    given = exercise(session, morgan, GIVEN).exercise.public_id
    waiting = _proposed_by_each(session, pair)
    repair_id, step = _planned(session, pair)
    return {
        member.id: Ground(
            *(desk, member.public_id, couple.public_id, kept.public_id, given),
            *(*waiting[member.id], repair_id, step),
        )
        for member in pair.partners
    }


def _proposed_by_each(session: Session, pair: Pair) -> dict[int, tuple[str, str]]:
    """Each proposes something, so that each has something to say yes to; by who signs it."""
    review_on = (clock.today(TIME_ZONE) + timedelta(days=14)).isoformat()
    words: dict[str, dict[str, Any]] = {
        "calm-contract": {**RULES, "review_on": review_on},
        "agreement-book": {
            "title": "The door",
            "text": "It stays open",
            "kind": "other",
            "owner": [{"who": "both"}],
            "review_on": review_on,
        },
    }
    waiting = {}
    for author, signer, key in zip(pair.partners, pair.partners[::-1], words, strict=True):
        given = give(session, pair, key)
        hand_in(session, author, given, words[key])
        session.flush()
        proposed = next(
            each
            for each in list_agreements(session, signer.identity)
            if signer.id not in each.signed_by_ids
        )
        waiting[signer.id] = (proposed.id, proposed.version_id)
    return waiting


def _planned(session: Session, pair: Pair) -> tuple[str, str]:
    """A repair as far as its acts, and the step that both of them do."""
    alex, sam = pair.partners
    repair = open_for(session, pair, alex)
    for stage in (Stage.GRIEVANCE, Stage.IMPACT):
        write(session, alex, repair, stage)
        tell(session, alex, repair)
    write(session, sam, repair, Stage.IMPACT)
    before = {each.id for each in list_agreements(session, sam.identity)}
    write(session, alex, repair, Stage.PLAN, **plan())
    session.flush()
    proposed = next(
        each for each in list_agreements(session, sam.identity) if each.id not in before
    )
    agreements.sign(session, sam.identity, proposed.id, version_id=proposed.version_id)
    session.flush()
    found = find_plan(session, alex.identity, repair)
    assert found is not None
    return repair.public_id, next(step.key for step in found.steps if step.action == WALK)


def _member(person: Person, identity: Identity) -> Member:
    return Member(person.name or "", person.email or "", "", person.public_id, identity)
