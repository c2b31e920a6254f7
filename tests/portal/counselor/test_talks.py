"""What the counselor sees of a talk: that it was had, and how, beside what was handed in."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.submissions.typed import Typed
from couples.talks import handing_over, services
from couples.talks import writing as in_a_turn
from couples.talks.models import Talk
from tests.cast import Cast, Member
from tests.homework import give
from tests.page import Visitor

RATED = Typed({"accuracy": "8", "heard": "7"})


def stopped(session: Session, cast: Cast) -> Talk:
    """A talk of Alex and Sam on Alex’s phone that was stopped in time."""
    alex = cast.alex.identity
    given = give(session, cast.alex_and_sam, "needs-talk")
    talk = services.begin(
        session, alex, given.public_id, first=cast.alex.public_id, is_on_one_phone=True
    )
    name = talk.public_id
    in_a_turn.keep(session, alex, name, typed=Typed({"topic": "Evenings"}), turn=0, revision=0)
    services.stop(session, alex, name, turn=0)
    in_a_turn.keep(session, alex, name, typed=Typed({"outcome": "stopped"}), turn=5, revision=1)
    services.go_on(session, alex, name, turn=5)
    return talk


def test_beside_what_was_handed_in_stands_how_they_talked(
    writing: Callable[[], Session], cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    morgan = sign_in_as(cast.morgan)
    with writing() as session, session.begin():
        talk = stopped(session, cast)
    assert "Evenings" not in morgan.open("/counselor/review").text

    with writing() as session, session.begin():
        handing_over.hand_over(
            session, cast.alex.identity, talk.public_id, typed=RATED, key="k" * 40
        )

    item = morgan.open("/counselor/review").click("Fifteen minutes about a need")
    assert "Talked here for 1 minute, stopped in time, both on the phone of Alex." in item.text


def test_the_library_says_how_two_are_led_through_it(
    cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    morgan = sign_in_as(cast.morgan)

    page = morgan.open("/counselor/library").click("Fifteen minutes about a need")

    assert "The two can be led through it turn by turn, in about 16 minutes" in page.text
