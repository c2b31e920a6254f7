"""What lay under the wrong name is erased with its author, however far it was written on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.agreements.queries import list_agreements
from couples.agreements.rewording import propose_anew
from couples.agreements.services import sign
from couples.agreements.standing import AgreementState
from couples.erasure.one import close_for_good, erase_person, refuse_leftovers
from couples.submissions import attribution, drafts, reviewing
from tests.cast import Cast, Member, invite_cast
from tests.couples.agreements.test_living import BOOK
from tests.couples.erasure.test_erasing_one import opened
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in, note


def erase(session: Session, person: Member) -> None:
    for deed in (close_for_good, erase_person, refuse_leftovers):
        deed(session, person.public_id)


def test_other_words_that_began_with_void_ones_go_with_them(session: Session) -> None:
    cast: Cast = invite_cast(session)
    sam = cast.sam.identity
    given = give(session, cast.alex_and_sam, "calm-contract")
    rules = {**RULES, "ground_rules": ["alexword of a rule"], "pause_word": "alexword"}
    wrong = hand_in(session, cast.sam, given, rules)
    propose_anew(session, sam, list_agreements(session, sam)[-1].id)
    attribution.say_not_mine(session, sam, wrong.public_id)
    attribution.void(session, cast.morgan.identity, wrong.public_id)
    assert "alexword" in opened(session)

    erase(session, cast.alex)

    assert "alexword" not in opened(session)


def test_a_third_attempt_keeps_what_its_author_added_and_nothing_else(session: Session) -> None:
    cast: Cast = invite_cast(session)
    morgan, sam = cast.morgan.identity, cast.sam.identity
    given = give_feelings(session, cast.alex_and_sam)
    wrong = hand_in(session, cast.sam, given, {**FEELINGS, "joy": "alexword on a phone"})
    reviewing.return_for_another_attempt(session, morgan, wrong.public_id, words="Once more")
    on = {**FEELINGS, "joy": "alexword on a phone\nsamword below"}
    second = hand_in(session, cast.sam, given, on)
    attribution.quarantine(session, morgan, wrong.public_id)
    attribution.say_not_mine(session, sam, wrong.public_id)
    attribution.reattribute(session, morgan, wrong.public_id)
    attribution.say_mine(session, cast.alex.identity, wrong.public_id)
    attribution.restore(session, morgan, second.public_id)
    reviewing.return_for_another_attempt(session, morgan, second.public_id, words="And again")
    third = drafts.try_again(session, sam, second.public_id)
    assert "alexword" in str(drafts.typed_in(third).answers)

    erase(session, cast.alex)

    words = opened(session)
    assert "alexword" not in words
    assert "samword below" in str(drafts.typed_in(third).answers)
    assert words.count("samword below") >= 2


def test_a_review_that_ended_something_brings_it_back_to_nobody_when_it_is_put_aside(
    session: Session,
) -> None:
    cast: Cast = invite_cast(session)
    given = give(session, cast.alex_and_sam, "agreement-book")
    hand_in(session, cast.alex, given, BOOK)
    [agreed] = list_agreements(session, cast.sam.identity)
    sign(session, cast.sam.identity, agreed.id, version_id=agreed.version_id)
    written = note(session, cast.sam, given, {"status": "kept"})
    [kept] = list_agreements(session, cast.sam.identity)
    assert kept.state is AgreementState.KEPT

    erase(session, cast.alex)
    attribution.quarantine(session, cast.morgan.identity, written.public_id)

    [after] = list_agreements(session, cast.sam.identity)
    assert after.has_ended
    assert not after.is_in_force
