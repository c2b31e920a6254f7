"""What happens in a demo couple's repair, each through the service that its page calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from couples import clock
from couples.demo.lives import Life
from couples.demo.scenes import Scene
from couples.repairs import acts, services, showing
from couples.repairs.models import Repair, Stage
from couples.repairs.plan import find_plan
from couples.repairs.queries import list_repairs
from couples.submissions import drafts, handing_in
from couples.submissions.typed import Typed


def repair_of(life: Life) -> Repair:
    """The newest repair of the couple, as their counselor knows it."""
    return list_repairs(life.session, life.counselor, life.couple.id)[0]


@dataclass(frozen=True)
class RepairOpened(Scene):
    """The counselor lets the couple begin, for the one who was hurt."""

    hurt: int

    def happen(self, life: Life) -> None:
        """Open it."""
        services.open_repair(
            life.session,
            life.counselor,
            life.couple.public_id,
            hurt_id=life.couple.partners[self.hurt].public_id,
            token=life.press(),
        )


@dataclass(frozen=True)
class WrittenForRepair(Scene):
    """A partner hands in what is theirs of one stage; `is_shown` lets the other read it then."""

    stage: Stage
    who: int
    answers: Mapping[str, Any]
    took: int = 15
    is_shown: bool = False

    def happen(self, life: Life) -> None:
        """Write first, then hand in, and show it."""
        repair, me = repair_of(life), life.partners[self.who]
        assignment = repair.assignment_of(self.stage)
        assert assignment is not None  # noqa: S101 - for the types: the story comes this far
        with clock.at(clock.now() - timedelta(minutes=self.took)):
            draft = drafts.start(life.session, me, assignment.public_id)
            typed = Typed(life.typed(self.answers, self.ago), {})
            drafts.save(life.session, me, draft.public_id, typed=typed, revision=0)
            life.session.flush()
        written = handing_in.submit(
            life.session, me, draft.public_id, revision=draft.revision, key=life.press()
        )
        if self.is_shown:
            life.session.flush()
            showing.show(life.session, me, repair.public_id, written.public_id)


@dataclass(frozen=True)
class Acted(Scene):
    """A partner notes an act, and the other says some hours later how it reached them."""

    who: int
    step: int
    how: str = "done"
    more: Mapping[str, Any] = field(default_factory=dict)
    reached: Mapping[str, Any] = field(default_factory=dict)

    def happen(self, life: Life) -> None:
        """Note it in the words of the plan."""
        repair, me = repair_of(life), life.partners[self.who]
        plan = find_plan(life.session, me, repair)
        assert plan is not None  # noqa: S101 - the same
        noted = acts.log_act(
            life.session,
            me,
            repair.public_id,
            step=plan.steps[self.step].key,
            answers=life.typed({**self.more, "done": self.how}, self.ago),
            audiences={},
            key=life.press(),
        )
        life.session.flush()
        if self.reached:
            acts.rate_act(
                life.session,
                life.partners[1 - self.who],
                repair.public_id,
                noted.public_id,
                answers=life.typed(self.reached, self.ago),
                key=life.press(),
            )
