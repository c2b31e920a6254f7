"""From the practice to a record: gathered once for its holder, and then plain values."""

from __future__ import annotations

from typing import cast

from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.queries import get_practice
from couples.records.whose import Whose
from couples.wording import listed, use_locale
from reports.moments import dated_moment
from reports.pages import page_size
from reports.record import living
from reports.record.values import Record
from reports.record.written import gather_begun, gather_entries


def gather_record(session: Session, whose: Whose) -> Record:
    """Everything that may leave with this record, as it stands now."""
    couple, now = whose.couple, clock.now()
    practice = get_practice(session, whose.holder)
    names = cast("tuple[str, str]", tuple(person.name or "" for person in couple.partners))
    with use_locale(whose.locale):
        return Record(
            locale=whose.locale,
            practice=practice.name or "",
            counselor=couple.counselor.name or "",
            couple=names,
            holder=listed(names) if whose.person is None else whose.person.name or "",
            made_at=now,
            made=dated_moment(now, couple.time_zone),
            page_size=page_size(practice.time_zone),
            is_through_counselor=whose.witness is not None,
            account=living.account_of(whose),
            entries=gather_entries(session, whose),
            begun=gather_begun(session, whose),
            agreements=living.gather_agreements(session, whose),
            scores=living.gather_scores(session, whose),
            sessions=living.gather_sessions(session, whose),
            time_outs=living.gather_time_outs(session, whose),
            consents=living.gather_consents(session, whose),
        )
