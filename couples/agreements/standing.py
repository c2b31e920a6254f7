"""
How an agreement stands, worked out from its wordings, signatures and steps: no database in here.

Nothing of it is stored, so that two who press at one moment cannot each miss the other.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from couples.agreements.models import Agreement, AgreementStep, AgreementVersion, StepKind
from couples.submissions.models import Standing

BOTH = 2


class AgreementState(enum.StrEnum):
    """How an agreement stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in force"
    PAUSED = "paused"
    KEPT = "kept"
    RETIRED = "retired"
    WITHDRAWN = "withdrawn"


ENDS = {
    StepKind.WITHDRAWN: AgreementState.WITHDRAWN,
    StepKind.KEPT: AgreementState.KEPT,
    StepKind.RETIRED: AgreementState.RETIRED,
    StepKind.ERASED: AgreementState.WITHDRAWN,
}
"""The steps after which nothing of what was agreed until then holds."""

REVIEWS = (StepKind.HELD, StepKind.KEPT, StepKind.CHANGING, StepKind.BROKEN, StepKind.RETIRED)
"""What two can find when they look at it again."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The newest wording, the one in force, and what was done with it last."""

    state: AgreementState
    newest: AgreementVersion
    in_force: AgreementVersion | None
    since: datetime | None
    reviewed: AgreementStep | None
    review_on: date | None

    @property
    def has_ended(self) -> bool:
        """Whether it is over, until somebody proposes it anew."""
        return self.state in ENDS.values()

    @property
    def may_sign(self) -> bool:
        """Whether the newest wording can still be agreed to."""
        return not self.has_ended and self.newest is not self.in_force


def judge(agreement: Agreement) -> Judged:
    """
    Where an agreement stands now.

    A wording is in force with two signatures, from the later one on. One step ends every
    wording that there was by then, and a later one begins afresh.
    """
    standing = standing_wordings(agreement)
    steps = standing_steps(agreement)
    newest = standing[-1]
    signed = [version for version in standing if in_force_since(version)]
    over = _ended(newest, steps)
    in_force = signed[-1] if signed and not _ended(signed[-1], steps) else None
    spoken_of = in_force or newest
    about = [step for step in steps if step.version.number >= spoken_of.number]
    found = [step for step in about if step.kind in REVIEWS]
    return Judged(
        state=ENDS[over.kind] if over else _state(in_force, about),
        newest=newest,
        in_force=in_force,
        since=_since(over, in_force, about),
        reviewed=found[-1] if found else None,
        review_on=None if over else _review_on(spoken_of, found),
    )


def standing_wordings(agreement: Agreement) -> list[AgreementVersion]:
    """The wordings whose words may be read, oldest first: see `readable_agreements`."""
    return [version for version in agreement.versions if version.withdrawn_at is None]


def standing_steps(agreement: Agreement) -> list[AgreementStep]:
    """What was done with it, oldest first, but for a review that was put aside."""
    return [
        step
        for step in agreement.steps
        if step.submission is None or step.submission.standing is Standing.STANDS
    ]


def in_force_since(version: AgreementVersion) -> datetime | None:
    """The moment of the second signature. One signature never makes it agreed."""
    if len(version.signatures) < BOTH:
        return None
    return max(signature.created_at for signature in version.signatures)


def _ended(version: AgreementVersion, steps: Sequence[AgreementStep]) -> AgreementStep | None:
    return next((s for s in steps if s.kind in ENDS and s.version.number >= version.number), None)


def _state(in_force: AgreementVersion | None, about: Sequence[AgreementStep]) -> AgreementState:
    if in_force is None:
        return AgreementState.PROPOSED
    return AgreementState.PAUSED if _pause(about) else AgreementState.IN_FORCE


def _pause(about: Sequence[AgreementStep]) -> AgreementStep | None:
    """The pause that has not come to its end."""
    turns = [s for s in about if s.kind in (StepKind.PAUSED, StepKind.RESUMED)]
    return turns[-1] if turns and turns[-1].kind is StepKind.PAUSED else None


def _since(
    over: AgreementStep | None, in_force: AgreementVersion | None, about: Sequence[AgreementStep]
) -> datetime | None:
    """The moment from which it has stood as it stands, where there is one to tell."""
    if over is not None:
        return over.created_at
    if in_force is None:
        return None
    pause = _pause(about)
    return pause.created_at if pause else in_force_since(in_force)


def _review_on(version: AgreementVersion, found: Sequence[AgreementStep]) -> date | None:
    """The day for which they set the next look; what they set last counts."""
    later = [step.review_on for step in found if step.review_on]
    return later[-1] if later else version.review_on
