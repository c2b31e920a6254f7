"""An agreement in a brief: its words, how it stands, and what was found on looking again."""

from dataclasses import dataclass
from datetime import date

from couples.agreements.queries import AgreementView
from couples.caseload.models import Couple
from reports.states import AgreementState, LookedAt


@dataclass(frozen=True, slots=True)
class LastLook:
    """What was found when an agreement was looked at last; `broken_on` is when it did not hold."""

    found: LookedAt
    on: date
    broken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of its words; where it says several things, each of these is a part."""

    words: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    One agreement, in its newest version; `since` is from when it has stood like this.

    `standing` is the earlier version that holds until both have signed the newest. What
    `is_unchanged` stands here without its words.
    """

    title: str
    state: AgreementState
    version: int
    lines: tuple[Line, ...]
    since: date | None = None
    signed_by: tuple[str, ...] = ()
    review_on: date | None = None
    standing: int | None = None
    last_look: LastLook | None = None
    is_unchanged: bool = False


def state_of(view: AgreementView) -> AgreementState:
    """How it stands on paper, where what waits for a signature is proposed."""
    return AgreementState.PROPOSED if view.may_sign else AgreementState[view.state.name]


def since_of(view: AgreementView, couple: Couple) -> date | None:
    """The couple's own day since when it has stood so."""
    return None if view.may_sign or view.since is None else couple.day_of(view.since)
