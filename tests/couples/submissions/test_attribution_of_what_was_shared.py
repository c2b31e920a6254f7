"""What was widened, opened, answered or agreed on before it turned out to be the other’s."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.agreements import services as agreements
from couples.agreements.queries import list_agreements
from couples.audiences import Audience
from couples.errors import NotAllowedError
from couples.submissions import attribution, reviewing, sharing
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers, list_replies
from tests.cast import Cast
from tests.couples.submissions.test_attribution import offered, words_for
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in


class TestBeforeItWasClaimed:
    @pytest.fixture
    def swapped(self, session: Session, cast: Cast) -> Submission:
        """Alex wrote on Sam’s phone."""
        return hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)

    def test_what_the_other_showed_or_the_counselor_opened_is_closed_again(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "open-questions")
        answers = {
            "theme": "hopes",
            "question": "What do you hope for?",
            "learned": "That I want to move",
            "curious": "6",
            "felt_known": "5",
        }
        submission = hand_in(session, cast.sam, given, answers, audiences={"learned": "session"})
        morgan = cast.morgan.identity
        [learned] = [
            a
            for a in list_answers(session, morgan, [submission])[submission.id]
            if a.field == "learned"
        ]
        reviewing.release(session, morgan, learned.public_id)
        sharing.widen(session, cast.sam.identity, learned.public_id, audience=Audience.COUPLE)
        offered(session, cast, submission)

        attribution.say_mine(session, cast.alex.identity, submission.public_id)

        assert learned.released_at is None
        assert learned.audience is not Audience.COUPLE
        assert "That I want to move" not in words_for(session, cast.sam)

    def test_a_reply_that_was_meant_for_the_other_goes_to_neither(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        reviewing.reply(session, cast.morgan.identity, swapped.public_id, words="Dear Sam")
        offered(session, cast, swapped)
        attribution.say_mine(session, cast.alex.identity, swapped.public_id)

        for partner in (cast.alex, cast.sam):
            found = list_replies(session, partner.identity, [swapped])
            assert found == {swapped.id: []}


class TestAnAgreement:
    def test_its_wording_goes_with_the_words_and_a_new_one_says_what_is_left(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "calm-contract")
        mine = {**RULES, "ground_rules": ["We do not shout"]}
        hand_in(session, cast.alex, given, mine)
        theirs = hand_in(
            session, cast.sam, given, {"ground_rules": ["No phones in bed"], "confidence": "6"}
        )
        [agreement] = list_agreements(session, cast.alex.identity)
        assert "No phones in bed" in " ".join(agreement.lines)

        attribution.quarantine(session, cast.morgan.identity, theirs.public_id)

        [agreement] = list_agreements(session, cast.alex.identity)
        assert "No phones in bed" not in " ".join(agreement.lines)
        attribution.restore(session, cast.morgan.identity, theirs.public_id)
        [agreement] = list_agreements(session, cast.alex.identity)
        assert "No phones in bed" in " ".join(agreement.lines)

    def test_where_the_first_words_are_void_the_others_are_proposed_unsigned(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "calm-contract")
        first = hand_in(session, cast.sam, given, {**RULES, "ground_rules": ["Not mine"]})
        hand_in(session, cast.alex, given, {"ground_rules": ["We do not shout"], "confidence": "6"})

        attribution.quarantine(session, cast.morgan.identity, first.public_id)
        assert list_agreements(session, cast.alex.identity) == []
        attribution.void(session, cast.morgan.identity, first.public_id)

        [agreement] = list_agreements(session, cast.alex.identity)
        assert "Not mine" not in " ".join(agreement.lines)
        assert "We do not shout" in " ".join(agreement.lines)
        assert not agreement.signed_by_ids
        agreements.sign(session, cast.sam.identity, agreement.id, version_id=agreement.version_id)

    def test_it_is_not_offered_but_proposed_anew(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, "calm-contract")
        submission = hand_in(session, cast.sam, given, RULES)
        attribution.say_not_mine(session, cast.sam.identity, submission.public_id)

        with pytest.raises(NotAllowedError):
            attribution.reattribute(session, cast.morgan.identity, submission.public_id)
        assert list_agreements(session, cast.sam.identity) == []
