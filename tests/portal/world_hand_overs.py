"""Alex and Sam went to Dr. Lee and came back at once, of which everybody is told."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.caseload import tidings
from couples.caseload.handing_over import hand_over
from couples.database import Base
from tests.cast import Cast


def there_and_back(session: Session, cast: Cast, note_id: Callable[[str, Base], None]) -> None:
    """Dr. Morgan handed the couple over, and took it back as the owner of the practice."""
    for to in (cast.lee, cast.morgan):
        hand_over(session, cast.morgan.identity, cast.alex_and_sam.public_id, to.public_id)
    for each in tidings.list_unread(session, cast.alex.identity):
        note_id("hand_over_id", each)
