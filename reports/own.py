"""What a partner's own copy of a report holds besides what both may read."""

from dataclasses import dataclass
from datetime import date

from reports.states import SeenBy
from reports.written import HandedIn, Reply


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What one partner's answers to a measure of the relationship came to on a day."""

    title: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Own:
    """
    What is between one partner, the `holder`, and the counselor.

    `more` counts the pieces that there was no room for.
    """

    holder: str
    written: tuple[HandedIn, ...] = ()
    replies: tuple[Reply, ...] = ()
    scores: tuple[OwnScore, ...] = ()
    more: int = 0

    def __post_init__(self) -> None:
        """Refuse what is somebody else's, and what both may read and so stands elsewhere."""
        excerpts = [excerpt for work in self.written for excerpt in work.excerpts]
        if any(excerpt.seen_by is SeenBy.COUPLE for excerpt in excerpts):
            raise ValueError("What both may read has its place in the report itself.")
        if any(work.who != self.holder for work in self.written):
            raise ValueError("A partner's copy holds only their own words for the counselor.")
        if any(reply.to != self.holder for reply in self.replies):
            raise ValueError("A partner's copy holds only replies to them.")

    @property
    def is_empty(self) -> bool:
        """Whether nothing in these days is between the two of them."""
        return not (self.written or self.replies or self.scores)
