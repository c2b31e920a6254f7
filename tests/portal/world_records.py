"""A record that Alex and Sam both said yes to, with all that both may read."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.caseload.queries import get_own_couple
from couples.records import sharing
from couples.records.whose import record_of_both
from reports.record.files import as_json
from reports.record.gathering import gather_record
from tests.cast import Cast


def shared(session: Session, cast: Cast) -> None:
    """Let both say yes, and make it."""
    couple = get_own_couple(session, cast.alex.identity)
    for member in (cast.alex, cast.sam):
        sharing.say_yes(session, member.identity, couple, after="")
    both = record_of_both(couple)
    sharing.keep(session, cast.sam.identity, couple, as_json(gather_record(session, both)))
