"""What waits for the counselor to read it, one line for each time of each piece of homework."""

from __future__ import annotations

from dataclasses import dataclass

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.submissions.models import Submission
from couples.submissions.queries import by_time, list_for_review
from portal.access import current_identity
from portal.database import session


@dataclass(frozen=True, slots=True)
class Item:
    """Everything that waits about one occurrence, from one partner or from both."""

    couple: Couple
    submissions: tuple[Submission, ...]

    @property
    def id(self) -> str:
        """The item goes by what has waited longest."""
        return self.submissions[0].public_id

    @property
    def assignment(self) -> Assignment:
        """The homework that it is about."""
        return self.submissions[0].assignment

    @property
    def authors(self) -> list[str]:
        """Whose work waits, in the couple's own order."""
        waiting = {submission.author_id for submission in self.submissions}
        return [person.name or "" for person in self.couple.partners if person.id in waiting]


def list_items() -> list[Item]:
    """The queue, longest waiting first."""
    couples = {couple.id: couple for couple in list_couples(session, current_identity)}
    unread = list_for_review(session, current_identity)
    return [
        Item(couples[together[0].couple_id], tuple(together))
        for together in by_time(each for each in unread if each.couple_id in couples)
    ]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in the queue; `number` is 0 where it is not in it any more."""

    number: int
    count: int
    previous: str | None
    next: str | None


def place_of(submission: Submission) -> Place:
    """The neighbours of the item that `submission` belongs to."""
    items = list_items()
    for index, item in enumerate(items):
        if _is_same(item.submissions[0], submission):
            return Place(
                number=index + 1,
                count=len(items),
                previous=items[index - 1].id if index else None,
                next=items[index + 1].id if index + 1 < len(items) else None,
            )
    return Place(0, len(items), None, items[0].id if items else None)


def _is_same(one: Submission, other: Submission) -> bool:
    return (one.assignment_id, one.part, one.occurrence) == (
        other.assignment_id,
        other.part,
        other.occurrence,
    )
