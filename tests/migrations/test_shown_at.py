"""The revisions that keep when something was shown find it for what was shown before them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.database import for_writing
from couples.submissions.models import Answer
from couples.submissions.queries import list_answers
from couples.submissions.sharing import widen
from portal import schema
from tests.cast import invite_cast
from tests.homework import give, hand_in

BEFORE = "0019"
WRITTEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ASKED = WRITTEN + timedelta(days=3)
SHOWN = WRITTEN + timedelta(days=9)
KEPT = text("SELECT id, submission_id, audience, words_sealed, number FROM answer ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_the_day_of_showing_is_found_for_what_both_can_read_and_for_nothing_else(
    empty: Engine,
) -> None:
    schema.upgrade(empty)
    with clock.at(WRITTEN), Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        alex = cast.alex.identity
        given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        words = {"what_happened": "The dinner", "hurts_now": "5", "ask_of_partner": "hear"}
        written = hand_in(session, cast.alex, given, words)
        mine = {a.field: a.public_id for a in list_answers(session, alex, [written])[written.id]}
        with clock.at(ASKED):
            for field in ("what_happened", "hurts_now"):
                widen(session, alex, mine[field], audience=Audience.COUNSELOR)
        with clock.at(SHOWN):
            widen(session, alex, mine["what_happened"], audience=Audience.COUPLE)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        shown = {answer.field: answer.shown_at for answer in session.query(Answer)}
    assert shown["what_happened"] == SHOWN
    assert {at for field, at in shown.items() if field != "what_happened"} == {None}
