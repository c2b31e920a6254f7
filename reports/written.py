"""The words on paper: what the partners wrote, and what their counselor wrote back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reports.states import SeenBy

ROOM_OF_A_LINE, LONGEST_TOGETHER = 40, 800
"""In letters: what ends a line costs about half of one, and ten lines stand together."""


@dataclass(frozen=True, slots=True)
class Opener:
    """One thing to open the session with, and why it stands there."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """
    A field's label and the answer's lines, in the author's own words.

    `lines` and `is_cut` come from `reports.fitting.fit_answer`. `is_told` is what somebody
    wrote freely, rather than chose or rated.
    """

    label: str
    lines: tuple[str, ...]
    seen_by: SeenBy
    is_cut: bool = False
    is_told: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page; a long one may go on to the next."""
        return sum(len(line) + ROOM_OF_A_LINE for line in self.lines) < LONGEST_TOGETHER


@dataclass(frozen=True, slots=True)
class HandedIn:
    """
    One submission of these days, or the newest of several, with what this copy may hold.

    `more` counts what was left out so that the paper stays short: it is on the screen.
    What became the wording of an agreement stands there, and `is_agreed_on` says so here.
    `is_entered` is what the counselor typed in session for its author.
    """

    title: str
    who: str
    on: date
    excerpts: tuple[Excerpt, ...]
    attempt: int = 1
    more: int = 0
    is_agreed_on: bool = False
    is_entered: bool = False

    @property
    def usual(self) -> SeenBy | None:
        """Whom the answers are for, so that only the others need to say it."""
        kinds = Counter(excerpt.seen_by for excerpt in self.excerpts)
        if SeenBy.COUPLE in kinds:
            return SeenBy.COUPLE
        return kinds.most_common(1)[0][0] if kinds else None


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What the counselor answered to a submission.

    A reply belongs to whoever it answers; only one that `is_for_both` may stand in the
    couple's copy.
    """

    title: str
    to: str
    on: date
    lines: tuple[str, ...]
    is_for_both: bool = False
