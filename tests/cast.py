"""
The people that every test tells its story with.

Dr. Morgan counsels Alex and Sam, and Kim and Robin. Lee, in the same practice,
counsels Noor and Jo. Everybody has joined, agreed to the policy of their couple and knows
their password. Nobody here has anything to do with another couple, so whatever crosses over
is a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from couples import clock
from couples.caseload import services as caseload
from couples.caseload.confidentiality import policy_text
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.services import NewPartner
from couples.consents.services import consent_of
from couples.identity import Identity, Role
from couples.people import passwords
from couples.people.models import Person

TIME_ZONE = "America/New_York"


@dataclass(frozen=True)
class Member:
    """One of the cast, as plain values that outlive any database session."""

    name: str
    email: str
    password: str
    public_id: str
    identity: Identity

    @property
    def id(self) -> int:
        """The row of this person."""
        return self.identity.person_id


@dataclass(frozen=True)
class Pair:
    """A couple of the cast."""

    id: int
    public_id: str
    counselor: Member
    partners: tuple[Member, Member]


@dataclass(frozen=True)
class Cast:
    """Everybody, by name."""

    practice_id: int
    morgan: Member
    lee: Member
    alex_and_sam: Pair
    kim_and_robin: Pair
    noor_and_jo: Pair

    @property
    def alex(self) -> Member:
        """Sam’s partner, with Morgan."""
        return self.alex_and_sam.partners[0]

    @property
    def sam(self) -> Member:
        """Alex’s partner, with Morgan."""
        return self.alex_and_sam.partners[1]

    @property
    def kim(self) -> Member:
        """Robin’s partner, with Morgan."""
        return self.kim_and_robin.partners[0]

    @property
    def robin(self) -> Member:
        """Kim’s partner, with Morgan."""
        return self.kim_and_robin.partners[1]

    @property
    def noor(self) -> Member:
        """Jo’s partner, with Lee."""
        return self.noor_and_jo.partners[0]

    @property
    def jo(self) -> Member:
        """Noor’s partner, with Lee."""
        return self.noor_and_jo.partners[1]

    @property
    def everybody(self) -> tuple[Member, ...]:
        """All eight."""
        couples = (self.alex_and_sam, self.kim_and_robin, self.noor_and_jo)
        partners = [partner for couple in couples for partner in couple.partners]
        return (self.morgan, self.lee, *partners)


def invite_cast(session: Session) -> Cast:
    """Enter the whole cast through the practice's own services; the caller commits."""
    practice = caseload.found_practice(session, name="Riverside", time_zone=TIME_ZONE)
    morgan, lee = (
        joined(
            caseload.add_person(
                session,
                practice,
                role=Role.COUNSELOR,
                name=name,
                email=address,
                time_zone=TIME_ZONE,
            ),
            name.rpartition(" ")[2],
        )
        for name, address in (("Dr. Morgan", "morgan@example.org"), ("Lee", "lee@example.org"))
    )
    return Cast(
        practice_id=practice.id,
        morgan=morgan,
        lee=lee,
        alex_and_sam=_couple(session, morgan, "Alex", "Sam", ConfidentialityPolicy.NO_SECRETS),
        kim_and_robin=_couple(
            session, morgan, "Kim", "Robin", ConfidentialityPolicy.LIMITED_SECRETS
        ),
        noor_and_jo=_couple(session, lee, "Noor", "Jo", ConfidentialityPolicy.NO_SECRETS),
    )


def password_of(name: str) -> str:
    """What somebody of the cast signs in with."""
    return f"{name.casefold()} walks by the river"


def _couple(
    session: Session, counselor: Member, first: str, second: str, policy: ConfidentialityPolicy
) -> Pair:
    couple: Couple = caseload.add_couple(
        session,
        counselor.identity,
        partners=(
            NewPartner(first, f"{first.casefold()}@example.org"),
            NewPartner(second, f"{second.casefold()}@example.org"),
        ),
        policy=policy,
        time_zone=TIME_ZONE,
    )
    _agreed(session, couple)
    one, other = (joined(person, person.name or "", couple.id) for person in couple.partners)
    return Pair(couple.id, couple.public_id, counselor, (one, other))


def _agreed(session: Session, couple: Couple) -> None:
    """Let both have agreed to the words of today."""
    words = policy_text(couple.policy)
    for person in couple.partners:
        session.add(consent_of(couple, person.id, words))


def joined(person: Person, short_name: str, couple_id: int | None = None) -> Member:
    """Let them have accepted their invitation; tests of invitations do it for real."""
    password = password_of(short_name)
    person.password_hash = _hash(password)
    person.joined_at = clock.now()
    identity = Identity(person.role, person.practice_id, person.id, couple_id)
    return Member(person.name or "", person.email or "", password, person.public_id, identity)


@cache
def _hash(password: str) -> str:
    """Hashing is slow on purpose, so that the cast does it once in a run."""
    return passwords.hash_password(password)
