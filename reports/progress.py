"""The progress report: any weeks of a couple, with room for strips, charts and excerpts."""

from dataclasses import dataclass

from reports.own import Own
from reports.paper import Paper
from reports.rituals import Ritual
from reports.sections import PROGRESS, keys_of
from reports.states import Copy
from reports.work import Missing
from reports.written import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport(Paper):
    """
    Four to eight pages on some days of the couple's own calendar.

    `own` makes a couple's copy one partner's: besides what both may read it holds what is
    between that one and the counselor.
    """

    sections: tuple[str, ...] = keys_of(PROGRESS)
    rituals: tuple[Ritual, ...] = ()
    missing: tuple[Missing, ...] = ()
    replies: tuple[Reply, ...] = ()
    own: Own | None = None

    def __post_init__(self) -> None:
        """Refuse what no paper may hold, and what only this one could tell."""
        Paper.__post_init__(self)
        if self.copy is not Copy.COUPLE:
            if self.own is not None:
                raise ValueError("The counselor's copy is nobody else's.")
            return
        if any(each.in_the_way for each in self.missing):
            raise ValueError("The couple's copy holds nothing that a counselor noted.")
        if not all(reply.is_for_both for reply in self.replies):
            raise ValueError("The couple's copy holds a reply that is not for both.")
        if any(days.ratings for ritual in self.rituals for days in ritual.partners):
            raise ValueError("The couple's copy holds no averages of either partner.")
        if any(ritual.compared for ritual in self.rituals):
            raise ValueError("The couple's copy compares nobody's days.")

    @property
    def holder(self) -> str:
        """Whose copy it is, where it is one partner's alone."""
        return self.own.holder if self.own else ""
