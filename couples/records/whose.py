"""Whose record it is, and everybody who has to be allowed to read what stands in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple, get_own_couple
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.people.models import Person


@dataclass(frozen=True, slots=True)
class Whose:
    """
    One record: of `person`, or of both partners where that is nobody.

    `holder` reads it. Where a counselor asks for it instead, they are its `witness`, and it
    holds only what both of these two may read.
    """

    couple: Couple
    holder: Identity
    person: Person | None = None
    witness: Identity | None = None

    @property
    def readers(self) -> tuple[Identity, ...]:
        """Everybody through whose hands it goes."""
        return (self.holder,) if self.witness is None else (self.holder, self.witness)

    def is_of(self, author_id: int) -> bool:
        """Whether it is the record of this author alone, who may know all about their own."""
        return self.person is not None and self.person.id == author_id

    def with_kept_off(self) -> Whose:
        """The same, with what its holder keeps off their own pages, for no page of theirs."""
        return replace(self, holder=self.holder.with_kept_off())

    @property
    def locale(self) -> str:
        """The language it is written in."""
        return (self.person or self.couple.counselor).locale


def own_record(session: Session, viewer: Identity) -> Whose:
    """
    The record of the partner who asks; a counselor has none.

    It asks for their password, so it holds what they keep off their own pages as well.
    """
    if viewer.role is not Role.PARTNER:
        raise NotFoundError
    couple = get_own_couple(session, viewer)
    return Whose(couple, viewer, _partner(couple, viewer.person_id)).with_kept_off()


def own_couple_to_share(session: Session, viewer: Identity) -> Couple:
    """The couple of the partner who asks, where there is still somebody to share a record with."""
    couple = own_record(session, viewer).couple
    if not couple.has_both:
        raise NotFoundError
    return couple


def record_of_partner(session: Session, viewer: Identity, couple_id: str, person_id: str) -> Whose:
    """The record of one partner of the counselor's own couples, to be handed to that partner."""
    if viewer.role is not Role.COUNSELOR:
        raise NotFoundError
    couple = get_couple(session, viewer, couple_id)
    person = next((each for each in couple.partners if each.public_id == person_id), None)
    if person is None or person.erased_at is not None:
        raise NotFoundError
    holder = Identity(Role.PARTNER, viewer.practice_id, person.id, couple.id)
    return Whose(couple, holder, person, witness=viewer)


def record_of_both(couple: Couple) -> Whose:
    """The record of what the two share, read as the reader for both of them."""
    return Whose(couple, couple.reader_for_both)


def _partner(couple: Couple, person_id: int) -> Person:
    return next(each for each in couple.partners if each.id == person_id)
