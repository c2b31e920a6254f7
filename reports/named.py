"""Who is meant by author, other and both, in what one of two partners wrote."""

from __future__ import annotations

from couples.caseload.models import Couple
from couples.wording import listed


def people_of(couple: Couple, author_id: int) -> dict[str, str]:
    """Who is meant by author, other and both in what `author_id` wrote."""
    names = {person.id: person.name or "" for person in couple.partners}
    author = names.pop(author_id)
    [other] = names.values()
    return {"author": author, "other": other, "both": listed([author, other])}
