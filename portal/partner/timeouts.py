"""What the pages of a time-out show: the choice of a length, and where a running one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.pauses import services
from couples.pauses.agreed import Agreed, agreed_on
from couples.pauses.models import Pause
from couples.pauses.noting import find_note
from couples.pauses.queries import find_asking
from couples.talks.models import Talk
from couples.talks.queries import find_under_way
from couples.wording import gettext as _
from portal.forms.pauses import MORE, USUAL, PauseForm, TellForm, lengths_with, when_words
from portal.partner.us import Us


@dataclass(frozen=True, slots=True)
class StartPage:
    """The form, what was agreed on, and the last one, to which the viewer is not back yet."""

    form: PauseForm
    agreed: Agreed
    last: Pause | None


@dataclass(frozen=True, slots=True)
class TimeOut:
    """One time-out as one of the two sees it."""

    pause: Pause
    asked: str
    until: str
    is_mine_to_end: bool
    is_back: bool
    other_is_back: bool
    note: Assignment | None
    talk: Talk | None

    @property
    def can_come_back(self) -> bool:
        """Whether the viewer can still say that they are back."""
        return not self.is_back and self.pause.is_asking

    @property
    def more(self) -> list[int]:
        """How many minutes can still be added."""
        left = self.pause.began_at + services.LONGEST - self.pause.return_at
        return [each for each in MORE if self.pause.is_running and timedelta(minutes=each) <= left]


def start_page(session: Session, us: Us) -> StartPage:
    """The page to start one from, with the length that the couple agreed on."""
    agreed = agreed_on(session, us.viewer, us.couple.id)
    last = find_asking(session, us.viewer, us.couple.id)
    form = PauseForm(lengths_with(agreed.minutes), clock.now(), minutes=agreed.minutes or USUAL)
    is_back = last is None or last.is_back(us.viewer.person_id)
    return StartPage(
        form=form,
        agreed=agreed,
        last=None if is_back else last,
    )


def time_out_of(session: Session, us: Us, pause: Pause) -> TimeOut:
    """Where it stands for the viewer."""
    me, other = us.viewer.person_id, us.other.person_id
    waited_for = [each for each in pause.returns if each.asked_at and not each.back_at]
    note = None if pause.is_running else find_note(session, us.viewer, us.couple.id)
    return TimeOut(
        pause=pause,
        asked=_asked(us, pause),
        until=when_words(pause.return_at),
        is_mine_to_end=[each.person_id for each in waited_for] == [me],
        is_back=pause.is_back(me),
        other_is_back=pause.is_back(other),
        note=note,
        talk=None if pause.is_alone else find_under_way(session, us.viewer, us.couple.id),
    )


def more_form(it: TimeOut) -> PauseForm:
    """How much more time can be asked for, counted from when it would be over."""
    # Where it is over meanwhile, the practice says so, and not the form.
    return PauseForm(it.more or MORE, it.pause.return_at, prefix="more")


def seen_until() -> datetime | None:
    """Until when it lasted on the page from which more time is asked for."""
    try:
        moment = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def tell_form() -> TellForm:
    """A word to the counselor."""
    return TellForm(prefix="tell")


def note_of(session: Session, viewer: Identity, pause: Pause) -> Assignment:
    """Where the viewer notes how it was, or `NotFoundError`."""
    found = find_note(session, viewer, pause.couple_id)
    if found is None:
        raise NotFoundError
    return found


def _asked(us: Us, pause: Pause) -> str:
    asked = {each.person_id for each in pause.returns if each.asked_at}
    names = {"name": us.names.other, "time": when_words(pause.began_at)}
    if len(asked) > 1:
        return _("Both of you asked for it. It began at %(time)s.", **names)
    if us.viewer.person_id in asked:
        return _("You asked for it at %(time)s.", **names)
    return _("%(name)s asked for it at %(time)s.", **names)
