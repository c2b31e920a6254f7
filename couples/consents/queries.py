"""Which words of their policy the two agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.belonging import known_consents
from couples.caseload.confidentiality import NEWEST, SAYS_WHO_MAY_BE_LET_IN, subject_of
from couples.caseload.models import Couple, CouplePartner
from couples.identity import Identity
from couples.people.models import Consent


@dataclass(frozen=True, slots=True)
class Agreed:
    """The newest version that one of the two agreed to; 0 before they joined."""

    membership: CouplePartner
    version: int

    @property
    def lets_in(self) -> bool:
        """Whether these words say that a colleague may read along."""
        return self.version >= SAYS_WHO_MAY_BE_LET_IN

    @property
    def can_be_asked(self) -> bool:
        """Whether there are newer words for them; whoever has not joined reads them as they do."""
        return self.version < NEWEST and self.membership.person.joined_at is not None

    @property
    def asked_at(self) -> datetime | None:
        """When their counselor asked them last; what they made of it is told to nobody."""
        return self.membership.asked_to_agree_at


def list_agreed(session: Session, viewer: Identity, couple: Couple) -> list[Agreed]:
    """For both partners, in their order, as far as the viewer may know; a partner, their own."""
    rows = session.execute(
        select(Consent.person_id, func.max(Consent.version).label("version"))
        .where(
            known_consents(viewer),
            Consent.couple_id == couple.id,
            Consent.subject == subject_of(couple.policy),
        )
        .group_by(Consent.person_id)
    )
    newest: dict[int, int] = {row.person_id: row.version for row in rows}
    return [Agreed(each, newest.get(each.person_id, 0)) for each in couple.memberships]


def agreed_version(session: Session, viewer: Identity, couple: Couple) -> int:
    """The newest version that the viewer agreed to themselves; 0 where there is none."""
    found = list_agreed(session, viewer, couple)
    return next(each.version for each in found if each.membership.person_id == viewer.person_id)
