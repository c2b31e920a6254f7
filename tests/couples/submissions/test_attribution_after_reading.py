"""Somebody reads what a seal opened, and says then that their own was not theirs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.submissions import attribution, reviewing
from couples.submissions.aside import both_had_by
from tests.cast import Cast
from tests.couples.submissions.test_attribution import OTHERS, words_for
from tests.homework import FEELINGS, give_feelings, hand_in


def test_who_says_it_after_reading_the_others_words_reads_them_no_more_either(
    session: Session, cast: Cast
) -> None:
    """In the same moment it closes to both, until they say that they wrote it after all."""
    swapped = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
    alexs = hand_in(session, cast.alex, swapped.assignment, OTHERS)
    assert OTHERS["fear"] in words_for(session, cast.sam)

    attribution.say_not_mine(session, cast.sam.identity, swapped.public_id)
    assert words_for(session, cast.sam) == set()
    assert FEELINGS["fear"] not in words_for(session, cast.alex)
    assert OTHERS["fear"] in words_for(session, cast.alex)
    assert both_had_by(session, cast.morgan.identity, swapped) == alexs.submitted_at

    attribution.say_mine(session, cast.sam.identity, swapped.public_id)
    assert words_for(session, cast.sam) == set()
    attribution.restore(session, cast.morgan.identity, swapped.public_id)
    for reader in (cast.sam, cast.alex):
        assert {OTHERS["fear"], FEELINGS["fear"]} <= words_for(session, reader)


def test_what_was_put_aside_before_the_other_handed_in_was_open_to_nobody(
    session: Session, cast: Cast
) -> None:
    swapped = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
    attribution.quarantine(session, cast.morgan.identity, swapped.public_id)
    assert both_had_by(session, cast.morgan.identity, swapped) is None

    hand_in(session, cast.alex, swapped.assignment, OTHERS)

    assert both_had_by(session, cast.morgan.identity, swapped) is None


def test_it_is_told_as_well_where_both_are_put_aside_and_of_a_later_attempt(
    session: Session, cast: Cast
) -> None:
    morgan = cast.morgan.identity
    first = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
    alexs = hand_in(session, cast.alex, first.assignment, OTHERS)
    reviewing.return_for_another_attempt(session, morgan, first.public_id, words="Once more")
    second = hand_in(session, cast.sam, first.assignment, FEELINGS)
    for each in (second, alexs):
        attribution.quarantine(session, morgan, each.public_id)

    for each in (second, alexs):
        assert both_had_by(session, morgan, each) == alexs.submitted_at
