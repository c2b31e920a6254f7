"""
Whoever else might stand somewhere to a couple, and wants to read what is not theirs.

The owner of the practice who is nobody's counselor, a counselor whose account is closed, two
who have parted, and another practice with a couple of its own.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy, Couple, Practice
from couples.caseload.services import NewPartner
from couples.identity import Role
from couples.models import Person
from couples.partings import services as partings
from couples.people import closing
from tests.cast import TIME_ZONE, Cast, Member, Pair, joined
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.portal.world import MORGAN, World


def further_people(session: Session, cast: Cast, world: World) -> dict[str, Member]:
    """Those of this practice by their names in the walk, with the words of two who parted."""
    riverside = session.get_one(Practice, cast.practice_id)
    owner, closed = (_counselor(session, riverside, name) for name in ("Owen", "Cleo"))
    session.get_one(Person, owner.id).is_owner = True
    closing.close(session, owner.identity, closed.public_id)
    pat, uma = _parted(session, cast.morgan, world)
    return _known(world, {"owner": owner, "closed": closed, "pat": pat, "uma": uma})


def strangers(session: Session, world: World) -> dict[str, Member]:
    """Those of another practice, in which `session` stands from then on, with their words."""
    hillside = caseload.found_practice(session, name="Hillside", time_zone=TIME_ZONE)
    stranger = _counselor(session, hillside, "Stella")
    theirs = _couple(session, stranger, "Ari", "Bay")
    _write(session, theirs, world, "stranger", "ari")
    return _known(world, {"stranger": stranger, "ari": theirs.partners[0]})


def _known(world: World, people: dict[str, Member]) -> dict[str, Member]:
    world.ids["person_id"] += [who.public_id for who in people.values()]
    return people


def _parted(session: Session, counselor: Member, world: World) -> tuple[Member, Member]:
    """Pat wrote something that stayed sealed, and left; Uma wrote nothing."""
    pair = _couple(session, counselor, "Pat", "Uma")
    _write(session, pair, world, MORGAN, "pat")
    partings.leave(session, pair.partners[0].identity)
    return pair.partners


def _write(session: Session, pair: Pair, world: World, counselor: str, author: str) -> None:
    """The first of the two hands in what only they and their counselor read."""
    words = {"fear": world.canary(f"of-{author}", counselor, author)}
    given = give_feelings(session, pair)
    handed_in = hand_in(session, pair.partners[0], given, {**FEELINGS, **words})
    world.note_id("assignment_id", given)
    world.note_id("submission_id", handed_in)
    world.note_id("couple_id", session.get_one(Couple, pair.id))


def _couple(session: Session, counselor: Member, first: str, second: str) -> Pair:
    couple = caseload.add_couple(
        session,
        counselor.identity,
        partners=(
            NewPartner(first, f"{first.casefold()}@example.org"),
            NewPartner(second, f"{second.casefold()}@example.org"),
        ),
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone=TIME_ZONE,
    )
    one, other = (joined(person, person.name or "", couple.id) for person in couple.partners)
    return Pair(couple.id, couple.public_id, counselor, (one, other))


def _counselor(session: Session, practice: Practice, name: str) -> Member:
    email = f"{name.casefold()}@example.org"
    person = caseload.add_person(
        session, practice, role=Role.COUNSELOR, name=name, email=email, time_zone=TIME_ZONE
    )
    return joined(person, name)
