"""Names of counselors: no two of a practice have one, so that whoever reads it knows who it is."""

from __future__ import annotations

import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.errors import DomainError
from couples.identity import Role
from couples.people.models import Person
from couples.wording import gettext as _


def require_free(session: Session, practice_id: int, name: str, *, but: int | None = None) -> None:
    """Refuse a name that another counselor of the practice has, however it is written."""
    counselors = select(Person).where(
        Person.practice_id == practice_id, Person.role == Role.COUNSELOR
    )
    if any(
        sounds_like(each.name or "", name) for each in session.scalars(counselors) if each.id != but
    ):
        raise DomainError(
            _("A counselor here has that name already. Add an initial, so that couples can tell.")
        )


def sounds_like(one: str, other: str) -> bool:
    """Whether two names differ in nothing but capitals, dots and spaces."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum()
    )
