"""What a couple of the demo agree on by themselves, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from couples.agreements import living
from couples.agreements.living import Found
from couples.agreements.models import StepKind
from couples.agreements.queries import list_agreements
from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.submissions import drafts, handing_in, own_accord
from couples.submissions.typed import Typed


@dataclass(frozen=True)
class Proposed(Scene):
    """A partner writes down something that nobody asked for, and proposes it."""

    who: int
    answers: Mapping[str, Any]
    exercise: ClassVar[str] = own_accord.AGREEMENT

    def happen(self, life: Life) -> None:
        """Begin, write and hand in."""
        me = life.partners[self.who]
        draft = own_accord.begin(life.session, me, self.exercise, key=life.press())
        typed = Typed(life.typed(self.answers, self.ago))
        drafts.save(life.session, me, draft.public_id, typed=typed, revision=draft.revision)
        life.session.flush()
        handing_in.submit(
            life.session, me, draft.public_id, revision=draft.revision, key=life.press()
        )


@dataclass(frozen=True)
class Owned(Proposed):
    """A partner writes down a misstep of their own, and lets the other read it."""

    exercise: ClassVar[str] = own_accord.MISSTEP


@dataclass(frozen=True)
class LookedAt(Scene):
    """They look again at what they agreed on last, and one of them notes how it went."""

    who: int
    found: StepKind

    def happen(self, life: Life) -> None:
        """Note it."""
        me = life.partners[self.who]
        newest = list_agreements(life.session, me)[-1]
        living.review(life.session, me, newest.id, found=Found(self.found), key=life.press())
