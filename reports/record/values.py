"""
What a record holds, as frozen plain values for its one holder.

Days are days where the couple lives, and moments with a clock time are in UTC, so that the
same record says the same wherever it is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from reports.agreed import Line
from reports.states import AgreementState, PageSize

SHORT: Final = 900
"""Letters, with the end of a line counted as some; about ten lines."""


class SeenBy(StrEnum):
    """Who may read an answer by now, besides its author."""

    NOBODY = "nobody"
    COUNSELOR = "counselor"
    UNTIL_BOTH = "until-both"
    UNTIL_RELEASED = "until-released"
    HELD_BACK = "held-back"
    BOTH = "both"


class Moment(StrEnum):
    """What it was that was handed in."""

    WORK = "work"
    CHECK_IN = "check-in"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer under its question."""

    question: str
    lines: tuple[str, ...]
    seen_by: SeenBy

    @property
    def is_short(self) -> bool:
        """Whether it may keep together on one page."""
        return sum(map(len, self.lines)) + 60 * len(self.lines) < SHORT


@dataclass(frozen=True, slots=True)
class Reply:
    """What the counselor wrote back."""

    on: date
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One thing that was handed in, by `who`; `is_own` where that is the holder.

    `is_for` is the day, or the first day of the week, that it speaks of. What the counselor
    typed in session for its author `is_entered`.
    """

    exercise: str
    title: str
    moment: Moment
    who: str
    is_own: bool
    handed_in_at: datetime
    on: date
    is_for: date
    attempt: int
    is_entered: bool
    said: tuple[Said, ...]
    replies: tuple[Reply, ...] = ()

    @property
    def usual(self) -> SeenBy | None:
        """Who may read most of it, so that only the other answers need to say it."""
        kinds = Counter(said.seen_by for said in self.said)
        return kinds.most_common(1)[0][0] if kinds else None


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun and not handed in, which nobody but its author reads."""

    exercise: str
    title: str
    on: date
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One partner's consent to one wording."""

    who: str
    on: date


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of an agreement, and who signed it."""

    number: int
    proposed_by: str
    on: date
    lines: tuple[Line, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with all its wordings, and what became of it in sentences."""

    title: str
    state: AgreementState
    since: date | None
    review_on: date | None
    wordings: tuple[Wording, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What the holder's own answers to a measure of the relationship came to."""

    title: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session with the counselor."""

    starts_at: datetime
    said: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TimeOut:
    """A time-out, from when to when."""

    began_at: datetime
    over_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What the holder agreed to, word for word."""

    subject: str
    version: int
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept about the holder as a person."""

    name: str
    address: str
    time_zone: str
    language: str
    joined_on: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """
    Everything of one partner that may leave, or of both where `account` is None.

    A record made through the counselor's hands (`is_through_counselor`) leaves out what its
    holder keeps from the counselor, drafts included.
    """

    locale: str
    practice: str
    counselor: str
    couple: tuple[str, str]
    holder: str
    made_at: datetime
    made: str
    page_size: PageSize
    is_through_counselor: bool = False
    account: Account | None = None
    entries: tuple[Entry, ...] = ()
    begun: tuple[Begun, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    scores: tuple[Score, ...] = ()
    sessions: tuple[Session, ...] = ()
    time_outs: tuple[TimeOut, ...] = ()
    consents: tuple[Consent, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a record for both that holds something of one of them alone."""
        if not self.is_for_both:
            self._refuse_what_was_not_shown()
            return
        answers = [said for entry in self.entries for said in entry.said]
        if any(said.seen_by is not SeenBy.BOTH for said in answers):
            raise ValueError("A record for both holds an answer that is not for both.")
        if self.begun or self.scores or self.consents:
            raise ValueError("A record for both holds something of one of them alone.")
        if any(entry.replies for entry in self.entries):
            raise ValueError("A record for both holds a reply to one of them.")

    def _refuse_what_was_not_shown(self) -> None:
        theirs = [said for entry in self.entries if not entry.is_own for said in entry.said]
        if any(said.seen_by is not SeenBy.BOTH for said in theirs):
            raise ValueError("A record holds an answer of the other that was not shown.")

    @property
    def is_for_both(self) -> bool:
        """Whether it is of both partners together."""
        return self.account is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not (self.entries or self.begun or self.agreements)
