"""What is kept off its author’s own pages is done all the same, and nobody else is concerned."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.history.models import HistoryEntry
from couples.notices.waiting import is_waiting
from couples.progress.outlook import look_ahead
from couples.records.queries import list_work
from couples.records.whose import own_record, record_of_partner
from couples.safety.opening import NotScheduledError
from couples.submissions import attribution, drafts, handing_in, keeping_off, reviewing
from couples.submissions.keeping_off import NotKeptOffError
from couples.submissions.models import Draft, Submission
from couples.submissions.openings import find_opening
from couples.submissions.queries import find_draft, list_submissions
from tests.cast import Cast, Member
from tests.homework import FEELINGS, begin, give, give_feelings, hand_in


def hide(session: Session, author: Member, draft: Draft) -> Submission:
    """Hand in what was begun and keep it off the author’s own pages."""
    return handing_in.submit(
        session,
        author.identity,
        draft.public_id,
        revision=draft.revision,
        key=uuid4().hex,
        kept_off=True,
    )


@pytest.fixture
def hidden(session: Session, cast: Cast) -> Submission:
    given = give_feelings(session, cast.alex_and_sam)
    return hide(session, cast.alex, begin(session, cast.alex, given, FEELINGS))


class TestItIsDone:
    def test_nothing_asks_for_it_again(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        alex = cast.alex.identity
        assert list_submissions(session, alex) == []

        assert find_opening(session, alex, hidden.assignment, Part.MAIN) is None
        assert not is_waiting(session, alex)
        with pytest.raises(NotScheduledError):
            drafts.start(session, alex, hidden.assignment.public_id)

    def test_its_counselor_sees_ahead_what_they_would_have_seen(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        with clock.at(clock.now()):
            ahead = look_ahead(session, cast.morgan.identity, cast.alex_and_sam.public_id)
            keeping_off.bring_back(session, cast.alex.identity, hidden.public_id)
            shown = look_ahead(session, cast.morgan.identity, cast.alex_and_sam.public_id)

        assert ahead.days == shown.days

    def test_given_back_it_waits_until_its_author_brings_it_back(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        alex = cast.alex.identity
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, hidden.public_id, words="Once more, please"
        )
        assert find_opening(session, alex, hidden.assignment, Part.MAIN) is None
        with pytest.raises(NotFoundError):
            drafts.try_again(session, alex, hidden.public_id)

        keeping_off.bring_back(session, alex, hidden.public_id)

        opening = find_opening(session, alex, hidden.assignment, Part.MAIN)
        assert opening is not None
        assert opening.key == hidden.occurrence


class TestAllOfItGoesAlong:
    def test_the_attempts_before_it_too(self, session: Session, cast: Cast) -> None:
        first = hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="Once more, please"
        )
        draft = drafts.try_again(session, cast.alex.identity, first.public_id)

        second = hide(session, cast.alex, draft)

        assert list_submissions(session, cast.alex.identity) == []
        assert keeping_off.list_kept_off(session, cast.alex.identity) == [second]
        keeping_off.bring_back(session, cast.alex.identity, second.public_id)
        assert len(list_submissions(session, cast.alex.identity)) == 2

    def test_what_was_begun_waits_beside_it_until_it_comes_back(
        self, session: Session, cast: Cast
    ) -> None:
        alex, morgan = cast.alex.identity, cast.morgan.identity
        given = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.alex, given, FEELINGS)
        reviewing.return_for_another_attempt(session, morgan, first.public_id, words="Once more?")
        begun = drafts.try_again(session, alex, first.public_id)
        attribution.quarantine(session, morgan, first.public_id)
        second = hide(session, cast.alex, begin(session, cast.alex, given, FEELINGS))
        reviewing.return_for_another_attempt(session, morgan, second.public_id, words="Once more?")

        attribution.restore(session, morgan, first.public_id)

        assert begun.set_aside_with_id == first.id
        assert find_draft(session, alex, given) is None
        keeping_off.bring_back(session, alex, second.public_id)
        assert find_draft(session, alex, given) == begun

    def test_a_piece_that_was_claimed_beside_it_hides_nothing_from_bringing_it_back(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        alex, sam, morgan = (m.identity for m in (cast.alex, cast.sam, cast.morgan))
        reviewing.return_for_another_attempt(session, morgan, hidden.public_id, words="Once more?")
        claimed = hand_in(session, cast.sam, hidden.assignment, FEELINGS)
        attribution.say_not_mine(session, sam, claimed.public_id)
        attribution.reattribute(session, morgan, claimed.public_id)
        attribution.say_mine(session, alex, claimed.public_id)
        assert list_submissions(session, alex) == [claimed]

        keeping_off.bring_back(session, alex, claimed.public_id)

        assert list_submissions(session, alex) == [hidden, claimed]

    def test_what_was_the_others_is_on_the_others_pages(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        alex, sam, morgan = (m.identity for m in (cast.alex, cast.sam, cast.morgan))
        attribution.quarantine(session, morgan, hidden.public_id)
        with pytest.raises(NotFoundError):
            attribution.say_not_mine(session, alex, hidden.public_id)
        keeping_off.bring_back(session, alex, hidden.public_id)
        hidden.kept_off_at = clock.now()  # As if it had been kept off again in the meantime.
        attribution.say_not_mine(session, alex.with_kept_off(), hidden.public_id)
        attribution.reattribute(session, morgan, hidden.public_id)

        attribution.say_mine(session, sam, hidden.public_id)

        assert list_submissions(session, sam) == [hidden]
        assert keeping_off.list_kept_off(session, sam) == []

    def test_the_history_says_when(self, session: Session, cast: Cast, hidden: Submission) -> None:
        for _ in range(2):
            keeping_off.bring_back(session, cast.alex.identity, hidden.public_id)

        of_it = select(HistoryEntry.event).where(HistoryEntry.subject_id == hidden.public_id)
        assert session.scalars(of_it.order_by(HistoryEntry.id)).all() == [
            "draft:start",
            "submission:submit",
            "submission:keep-off",
            "submission:show-again",
        ]


class TestPaper:
    def test_a_record_has_it_and_a_report_that_is_opened_here_has_not(
        self, session: Session, cast: Cast, hidden: Submission
    ) -> None:
        couple, alex = cast.alex_and_sam.public_id, cast.alex.public_id
        handed_out = record_of_partner(session, cast.morgan.identity, couple, alex)

        assert list_work(session, own_record(session, cast.alex.identity)) == [hidden]
        assert list_work(session, handed_out.with_kept_off()) == [hidden]
        assert list_work(session, handed_out) == []


def test_what_would_be_told_anyway_is_not_handed_in(session: Session, cast: Cast) -> None:
    hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    said = {"what_happened": "You left", "hurts_now": "7", "ask_of_partner": "hear"}
    draft = begin(session, cast.alex, hurt, said)

    with pytest.raises(NotKeptOffError), session.begin_nested():
        hide(session, cast.alex, draft)

    assert list_submissions(session, cast.morgan.identity) == []
    assert drafts.start(session, cast.alex.identity, hurt.public_id) == draft


def test_nobody_brings_back_what_is_not_theirs(
    session: Session, cast: Cast, hidden: Submission
) -> None:
    for somebody in (cast.sam, cast.kim):
        with pytest.raises(NotFoundError):
            keeping_off.bring_back(session, somebody.identity, hidden.public_id)

    assert hidden.kept_off_at is not None
