"""What is coming for the two of them: sessions, days with a name, and rituals with their rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from couples.progress.ahead import Awaits, DayAhead, coming, list_ahead
from couples.progress.shared_calendar import list_rituals_of_both
from couples.submissions.queries import list_submissions
from portal.partner.settled import titles_of
from portal.partner.shared import Ours
from portal.partner.us import Us
from portal.partner.week import next_session
from portal.words import rhythm


@dataclass(frozen=True, slots=True)
class Coming:
    """The section of Ours. A ritual is a title and its rhythm."""

    session_at: datetime | None
    days: tuple[DayAhead, ...]
    rituals: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is coming."""
        return not (self.session_at or self.days or self.rituals)


def coming_up(session: Session, us: Us, ours: Ours) -> Coming:
    """Everything of the next four weeks that both of them know of."""
    rituals = list_rituals_of_both(session, us.both, us.couple)
    set_up = list_submissions(session, us.viewer, assignments=rituals)
    titles = titles_of(session, us, rituals, set_up)
    ahead = list_ahead(session, us.both, us.couple, [*ours.to_sign, *ours.agreements])
    return Coming(
        session_at=next_session(session, us)[0],
        days=tuple(coming(ahead, us.today)),
        rituals=tuple((titles[each.id], rhythm(each)) for each in rituals),
    )


def address_of(day: DayAhead) -> str:
    """Where it is read."""
    if day.awaits is Awaits.REVIEW:
        return url_for("partner.agreement", agreement_id=day.about)
    return url_for("partner.submission", submission_id=day.about)
