"""What a partner does in a demo story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from couples import clock
from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.audiences import Audience
from couples.caseload.confidentiality import NEWEST, policy_text
from couples.demo.lives import Life
from couples.demo.people import accept
from couples.demo.scenes import Scene, answers_to
from couples.people.models import Consent
from couples.rituals import services as rituals
from couples.submissions import drafts, handing_in, receiving, sharing
from couples.submissions.models import Draft
from couples.submissions.typed import Typed


@dataclass(frozen=True)
class Joined(Scene):
    """
    A partner follows their invitation, reads what they agree to, and sets a password.

    `version` is of the words that their policy had on that day.
    """

    who: int
    version: int = NEWEST

    def happen(self, life: Life) -> None:
        """Accept it."""
        person = accept(life.session, life.invitations[self.who])
        if self.version < NEWEST:
            was = policy_text(life.couple.policy, self.version)
            agreed = update(Consent).where(Consent.person_id == person.id)
            life.session.execute(agreed.values(version=was.version, text=was.words))


@dataclass(frozen=True)
class Begun(Scene):
    """A partner writes something and does not hand it in yet."""

    exercise: str
    who: int
    answers: Mapping[str, Any]
    audiences: Mapping[str, Audience] = field(default_factory=dict)

    def happen(self, life: Life) -> None:
        """Leave a draft behind."""
        self.write(life)

    def write(self, life: Life) -> Draft:
        """Begin the draft and keep what was typed."""
        me = life.partners[self.who]
        given = life.given(self.exercise, self.who)
        draft = drafts.start(life.session, me, given.public_id)
        typed = Typed(life.typed(self.answers, self.ago), dict(self.audiences))
        return drafts.save(life.session, me, draft.public_id, typed=typed, revision=draft.revision)


@dataclass(frozen=True)
class HandedIn(Begun):
    """A partner hands in what they wrote in the minutes before."""

    took: int = 10

    def happen(self, life: Life) -> None:
        """Write first, then check and send."""
        with clock.at(clock.now() - timedelta(minutes=self.took)):
            draft = self.write(life)
            life.session.flush()
        life.handed_in[self.exercise, self.who] = handing_in.submit(
            life.session,
            life.partners[self.who],
            draft.public_id,
            revision=draft.revision,
            key=life.press(),
        )


@dataclass(frozen=True)
class Noted(Scene):
    """A partner notes that a ritual happened or not, or adds to a tracker."""

    exercise: str
    who: int
    answers: Mapping[str, Any]

    def happen(self, life: Life) -> None:
        """Check in."""
        life.noted[self.exercise, self.who, self.ago] = handing_in.check_in(
            life.session,
            life.partners[self.who],
            life.given(self.exercise, self.who).public_id,
            answers=life.typed(self.answers, self.ago),
            key=life.press(),
        )


@dataclass(frozen=True)
class Reached(Scene):
    """The other says how something felt that was noted `later` days before, and may tell it."""

    exercise: str
    noted_by: int
    answers: Mapping[str, Any]
    later: int = 0
    tells: bool = True

    def happen(self, life: Life) -> None:
        """Receive it."""
        noted = life.noted[self.exercise, self.noted_by, self.ago + self.later]
        receiving.receive(
            life.session,
            life.partners[1 - self.noted_by],
            noted.public_id,
            answers=life.typed(self.answers, self.ago),
            audiences=dict.fromkeys(self.answers, Audience.COUPLE) if self.tells else None,
            key=life.press(),
        )


@dataclass(frozen=True)
class Arrived(Scene):
    """A partner says whether the other's ritual reached them today, unseen by the other."""

    exercise: str
    who: int
    answers: Mapping[str, Any]

    def happen(self, life: Life) -> None:
        """Say so."""
        rituals.note_arrival(
            life.session,
            life.partners[self.who],
            life.given(self.exercise, self.who).public_id,
            answers=life.typed(self.answers, self.ago),
            key=life.press(),
        )


@dataclass(frozen=True)
class Signed(Scene):
    """A partner puts their name under the agreement as it reads now."""

    who: int

    def happen(self, life: Life) -> None:
        """Sign the newest wording."""
        me = life.partners[self.who]
        newest = list_agreements(life.session, me)[-1]
        agreements.sign(life.session, me, newest.id, version_id=newest.version_id)


@dataclass(frozen=True)
class Widened(Scene):
    """A partner lets more people read something of their own."""

    exercise: str
    who: int
    fields: tuple[str, ...]
    audience: Audience

    def happen(self, life: Life) -> None:
        """Widen the answers to these fields."""
        for answer_id in answers_to(life, self.exercise, self.who, self.fields):
            sharing.widen(life.session, life.partners[self.who], answer_id, audience=self.audience)
