"""Setting aside, offering and claiming, while somebody else presses at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.history.queries import list_steps
from couples.submissions import attribution, drafts, handing_in, reviewing
from couples.submissions.drafts import typed_in
from couples.submissions.models import Standing, Submission
from couples.submissions.queries import list_answers, list_drafts, list_submissions
from tests import homework
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.simultaneously import ROUNDS, at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _submit(author: Member, draft_id: str) -> Callable[[Session], Submission]:
    return lambda session: handing_in.submit(
        session, author.identity, draft_id, revision=1, key=f"press of {draft_id}"
    )


def _counting(session: Session, author: Member, assignment_id: str) -> list[Submission]:
    """What counts of somebody in one homework."""
    known = list_submissions(session, author.identity)
    return [each for each in known if each.assignment.public_id == assignment_id]


def test_one_is_set_aside_while_the_other_hands_in_and_the_seal_stays_closed(
    begin: Callable[[], Session], cast: Cast
) -> None:
    for _round in ROUNDS:
        with begin() as session, session.begin():
            given = give_feelings(session, cast.alex_and_sam)
            assignment_id = given.public_id
            wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
            draft_id = homework.begin(session, cast.alex, given, FEELINGS).public_id

        outcomes = at_once(
            begin,
            partial(attribution.quarantine, actor=cast.morgan.identity, submission_id=wrong),
            _submit(cast.alex, draft_id),
        )

        assert all(isinstance(outcome, Submission) for outcome in outcomes)
        with begin() as session, session.begin():
            for partner in (cast.alex, cast.sam):
                known = list_submissions(session, partner.identity)
                assert {s.author_id for s in known} <= {partner.id}
            assigning.close(session, cast.morgan.identity, assignment_id)


def test_set_aside_while_its_author_hands_in_another_attempt_or_begins_one(
    begin: Callable[[], Session], cast: Cast
) -> None:
    morgan, sam = cast.morgan.identity, cast.sam.identity
    for number in ROUNDS:
        with begin() as session, session.begin():
            given = give_feelings(session, cast.alex_and_sam)
            assignment_id = given.public_id
            wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
            reviewing.return_for_another_attempt(session, morgan, wrong, words="More?")
            if number % 2:
                draft = drafts.try_again(session, sam, wrong).public_id
        act: Callable[[Session], object] = partial(drafts.try_again, actor=sam, submission_id=wrong)
        if number % 2:
            act = partial(handing_in.submit, actor=sam, draft_id=draft, revision=0, key=draft)

        at_once(begin, partial(attribution.quarantine, actor=morgan, submission_id=wrong), act)

        with begin() as session, session.begin():
            assert list_submissions(session, sam) == []
            begun = [typed_in(draft).answers for draft in list_drafts(session, sam)]
            assert all(FEELINGS["fear"] not in answers.values() for answers in begun)
            assigning.close(session, morgan, assignment_id)


def test_offered_twice_and_claimed_twice_it_is_one_persons_once(
    begin: Callable[[], Session], cast: Cast
) -> None:
    with begin() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
        attribution.say_not_mine(session, cast.sam.identity, wrong)

    def twice(act: Callable[[Session], Submission]) -> None:
        outcomes = at_once(begin, act, act)
        assert all(isinstance(outcome, Submission) for outcome in outcomes), outcomes

    twice(lambda s: attribution.reattribute(s, cast.morgan.identity, wrong))
    twice(lambda s: attribution.say_mine(s, cast.alex.identity, wrong))

    with begin() as session:
        [mine] = list_submissions(session, cast.alex.identity)
        steps = [e.event for e in list_steps(session, cast.morgan.identity, mine)]
        assert steps.count("submission:reattribute") == steps.count("submission:claim") == 1
        words = [a.words for a in list_answers(session, cast.alex.identity, [mine])[mine.id]]
        assert FEELINGS["fear"] in words


def test_claimed_while_its_author_hands_in_their_own_only_one_counts(
    begin: Callable[[], Session], cast: Cast
) -> None:
    for _round in ROUNDS:
        with begin() as session, session.begin():
            given = give_feelings(session, cast.alex_and_sam)
            assignment_id = given.public_id
            wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
            attribution.say_not_mine(session, cast.sam.identity, wrong)
            attribution.reattribute(session, cast.morgan.identity, wrong)
            draft_id = homework.begin(session, cast.alex, given, FEELINGS).public_id

        outcomes = at_once(
            begin,
            partial(attribution.say_mine, actor=cast.alex.identity, submission_id=wrong),
            _submit(cast.alex, draft_id),
        )

        assert sum(isinstance(outcome, Submission) for outcome in outcomes) == 1
        with begin() as session, session.begin():
            assert len(_counting(session, cast.alex, assignment_id)) == 1
            assigning.close(session, cast.morgan.identity, assignment_id)


def test_put_back_while_its_author_hands_in_anew_only_one_counts(
    begin: Callable[[], Session], cast: Cast
) -> None:
    morgan = cast.morgan.identity
    for _round in ROUNDS:
        with begin() as session, session.begin():
            given = give_feelings(session, cast.alex_and_sam)
            assignment_id = given.public_id
            wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
            attribution.quarantine(session, morgan, wrong)
            draft_id = homework.begin(session, cast.sam, given, FEELINGS).public_id

        outcomes = at_once(
            begin,
            partial(attribution.restore, actor=morgan, submission_id=wrong),
            _submit(cast.sam, draft_id),
        )

        assert sum(isinstance(outcome, Submission) for outcome in outcomes) == 1, outcomes
        with begin() as session, session.begin():
            assert len(_counting(session, cast.sam, assignment_id)) == 1
            assigning.close(session, morgan, assignment_id)


def test_the_table_itself_refuses_a_second_one_that_counts(
    begin: Callable[[], Session], cast: Cast
) -> None:
    with begin() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        wrong = hand_in(session, cast.sam, given, FEELINGS).public_id
        attribution.quarantine(session, cast.morgan.identity, wrong)
        hand_in(session, cast.sam, given, FEELINGS)

    with pytest.raises(IntegrityError), begin() as session, session.begin():
        session.execute(
            update(Submission).where(Submission.public_id == wrong).values(standing=Standing.STANDS)
        )
