"""The couple whose pages these are, as one of the two sees it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.caseload.models import Couple
from couples.caseload.queries import get_own_couple
from couples.identity import Identity
from couples.wording import gettext as _
from portal.promises import Names


@dataclass(frozen=True)
class Us:
    """Both partners and their counselor; `viewer` is the one who looks."""

    couple: Couple
    viewer: Identity

    @cached_property
    def names(self) -> Names:
        """What everybody is called on the page."""
        partners = {person.id: person.name or "" for person in self.couple.partners}
        return Names(
            me=partners.pop(self.viewer.person_id),
            other=next(iter(partners.values())),
            counselor=self.couple.counselor.name or "",
            is_alone=self.is_alone,
        )

    @property
    def other(self) -> Identity:
        """
        The other partner, as somebody who reads.

        Only for asking what they can see of the viewer's own answers; whatever
        else they could read is none of the viewer's business.
        """
        other = self.couple.other_partner(self.viewer.person_id)
        return Identity(other.role, self.viewer.practice_id, other.id, self.couple.id)

    @property
    def is_alone(self) -> bool:
        """Whether the other partner was erased, so that nobody else reads as one of the two."""
        return not self.couple.has_both

    @property
    def both(self) -> Identity:
        """Who reads what is the same for both of them, and holds nothing of one alone."""
        return self.couple.reader_for_both

    @property
    def reading_along(self) -> list[Admission]:
        """Which colleagues their counselor lets read along just now, which both are told alike."""
        return self.couple.admissions

    @property
    def is_asked_to_agree(self) -> bool:
        """Whether newer words of the policy wait for the viewer, which the other is not shown."""
        own = (each for each in self.couple.memberships if each.person_id == self.viewer.person_id)
        return next(own).is_asked_to_agree

    @cached_property
    def today(self) -> date:
        """The day it is where they live."""
        return clock.today(self.couple.time_zone)

    def people(self, author_id: int) -> dict[str, str]:
        """Who is meant by author, other and both in rows that `author_id` wrote."""
        mine, theirs = self.names.me, self.names.other
        author, other = (mine, theirs) if author_id == self.viewer.person_id else (theirs, mine)
        return {"author": author, "other": other, "both": _("Both of us")}


def us_of(session: Session, viewer: Identity) -> Us:
    """The couple of whoever is signed in."""
    # The plain value: what only leads to it would look it up anew for each of many conditions.
    own = copy(viewer)
    return Us(get_own_couple(session, own), own)
