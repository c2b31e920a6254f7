"""Who else reads in a demo story: a colleague who supervises, and one who stands in."""

from __future__ import annotations

from dataclasses import dataclass

from couples.admissions import services as admissions
from couples.admissions.standing_in import stand_in
from couples.caseload.practice import list_colleagues
from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.people.sign_in import identity_of
from couples.safety.queries import list_flags


@dataclass(frozen=True)
class LetIn(Scene):
    """The counselor lets their colleague read along until a day after the story’s end."""

    days_ahead: int

    def happen(self, life: Life) -> None:
        """Let them in."""
        [colleague] = list_colleagues(life.session, life.counselor, of=life.couple.counselor_id)
        admissions.let_in(
            life.session,
            life.counselor,
            life.couple.public_id,
            colleague.public_id,
            life.day(-self.days_ahead),
        )


@dataclass(frozen=True)
class StoodIn(Scene):
    """The colleague opens what the two wrote, because it cannot wait."""

    reason: str

    def happen(self, life: Life) -> None:
        """Open it, and put it on the counselor's desk."""
        [colleague] = list_colleagues(life.session, life.counselor, of=life.couple.counselor_id)
        one, other = (partner.name or "" for partner in life.couple.partners)
        whoever = identity_of(life.session, colleague)
        stand_in(life.session, whoever, one=one, other=other, reason=self.reason)
        told = list_flags(life.session, life.counselor, couple=life.couple, open_only=True)
        life.flags[self.reason] = told[-1]
