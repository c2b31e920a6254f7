"""All briefs of a day, from Today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from tests.cast import TIME_ZONE, Cast, Pair
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf


def tomorrow(hour: int) -> datetime:
    """An hour of tomorrow on the counselor's clock."""
    day = clock.today(TIME_ZONE) + timedelta(days=1)
    return datetime.combine(day, time(hour), ZoneInfo(TIME_ZONE))


def meet(writing: Callable[[], Session], pair: Pair, starts_at: datetime) -> None:
    with writing() as session, session.begin():
        who = pair.counselor.identity
        appointments.schedule(session, who, pair.public_id, starts_at=starts_at)


def test_the_briefs_of_a_day_with_two_sessions_are_one_press_away(
    morgan: Visitor, lee: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    starts_at = tomorrow(10)
    meet(writing, cast.alex_and_sam, starts_at)
    assert "as one file" not in morgan.open("/counselor/today").text
    meet(writing, cast.kim_and_robin, tomorrow(12))

    today = morgan.open("/counselor/today")
    [link] = [text for text in today.find_all("main a") if text.endswith("as one file")]
    file = today.click(link)

    words = words_of_pdf(file.response.data)
    assert file.response.mimetype == "application/pdf"
    assert "Alex and Sam" in words
    assert "Kim and Robin" in words
    name = f'filename="briefs-{starts_at:%Y-%m-%d}.pdf"'
    assert name in file.response.headers["Content-Disposition"]
    lee.open(file.address, status=404)
    alex.open(file.address, status=404)


def test_what_is_no_day_is_not_found(morgan: Visitor, cast: Cast) -> None:
    for day in ("", "tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-24"):
        morgan.open(f"/counselor/day-pack.pdf?day={day}", status=404)
    morgan.open("/counselor/day-pack.pdf", status=404)
