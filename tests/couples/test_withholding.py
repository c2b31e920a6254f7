"""A shared record does not go on serving what left every page after it was made."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.queries import get_own_couple
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.vocabulary import Gate
from couples.records import sharing
from couples.records.models import SharedRecord
from couples.safety import services as safety
from couples.safety.queries import asks_before_paper
from couples.submissions import attribution, taking_back
from couples.submissions.models import Submission
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in

HURT = {"what_happened": "You left", "hurts_now": "7", "ask_of_partner": "hear"}
KEPT = dict.fromkeys(HURT, "counselor")


def make(session: Session, cast: Cast) -> None:
    """Both say yes, and the file is made."""
    couple = get_own_couple(session, cast.alex.identity)
    for member in (cast.alex, cast.sam):
        newest = sharing.newest_yes(session, member.identity)
        sharing.say_yes(session, member.identity, couple, after=newest)
    sharing.keep(session, cast.sam.identity, couple, "all of it")


def is_there(session: Session, cast: Cast) -> bool:
    """Whether each of the three finds it, which they all do or none does."""
    couple = get_own_couple(session, cast.alex.identity)
    found = {
        sharing.find_shared_record(session, member.identity, couple) is not None
        for member in (cast.alex, cast.sam, cast.morgan)
    }
    [each] = found
    return each


def feelings_of_both(session: Session, cast: Cast) -> Submission:
    """Both handed in what was sealed, so that each reads the other's."""
    both = give_feelings(session, cast.alex_and_sam)
    hand_in(session, cast.alex, both, FEELINGS)
    return hand_in(session, cast.sam, both, FEELINGS)


def test_what_both_read_and_was_set_aside_takes_the_words_of_the_file_along(
    session: Session, cast: Cast
) -> None:
    mine = feelings_of_both(session, cast)
    make(session, cast)

    attribution.quarantine(session, cast.morgan.identity, mine.public_id)

    assert not is_there(session, cast)
    assert [each.content for each in session.scalars(select(SharedRecord))] == [None]


def test_so_does_what_somebody_says_they_did_not_write(session: Session, cast: Cast) -> None:
    mine = feelings_of_both(session, cast)
    make(session, cast)

    attribution.say_not_mine(session, cast.sam.identity, mine.public_id)

    assert not is_there(session, cast)
    make(session, cast)
    attribution.void(session, cast.morgan.identity, mine.public_id)
    assert is_there(session, cast), "The newer file never had these words."


def test_what_one_wrote_in_private_and_was_set_aside_does_not_show_in_a_file_of_both(
    session: Session, cast: Cast
) -> None:
    hurt = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
    private = hand_in(session, cast.sam, hurt, HURT, audiences=KEPT)
    feelings_of_both(session, cast)
    make(session, cast)

    attribution.say_not_mine(session, cast.sam.identity, private.public_id)

    assert is_there(session, cast)


def test_what_was_taken_back_in_its_first_minute_goes_out_of_the_file_too(
    session: Session, cast: Cast
) -> None:
    now = clock.now()
    with clock.at(now):
        wins = give(session, cast.alex_and_sam, "wins", doer=Doer.EACH, cadence=Cadence.ANY_TIME)
        sent = hand_in(session, cast.alex, wins, {"win": "A slip"}, part=Part.LOG)
        make(session, cast)
    with clock.at(now + timedelta(seconds=20)):
        taking_back.take_back(session, cast.alex.identity, sent.public_id)

    assert not is_there(session, cast)


def test_a_legal_dispute_that_the_counselor_notes_shows_in_no_file(
    session: Session, cast: Cast
) -> None:
    feelings_of_both(session, cast)
    make(session, cast)
    couple = get_own_couple(session, cast.alex.identity)

    safety.set_gate(session, cast.morgan.identity, couple.public_id, Gate.G6, held=True)

    assert is_there(session, cast)
    assert asks_before_paper(session, cast.morgan.identity, couple)
