"""Something was handed in under the wrong name: what becomes of it, and who learns what."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.history.queries import list_steps
from couples.progress.standings import load_standings
from couples.progress.status import Period, State, list_statuses
from couples.progress.work import load_work
from couples.submissions import attribution, drafts, reviewing, sharing
from couples.submissions.aside import get_set_aside, list_answers_aside, list_set_aside
from couples.submissions.models import Answer, Standing, Submission
from couples.submissions.queries import find_draft, list_answers, list_submissions
from tests.cast import Cast, Member
from tests.homework import FEELINGS, begin, give, give_feelings, hand_in

OTHERS = {**FEELINGS, "fear": "That I am not enough"}
HURT = {"what_happened": "You left", "hurts_now": "7", "ask_of_partner": "hear"}


def words_for(session: Session, reader: Member) -> set[str]:
    """Every word that somebody reads anywhere by now."""
    submissions = list_submissions(session, reader.identity)
    found = list_answers(session, reader.identity, submissions)
    return {answer.words or "" for each in found.values() for answer in each}


@pytest.fixture
def swapped(session: Session, cast: Cast) -> Submission:
    """Alex wrote on Sam’s phone: it lies under Sam’s name. Alex has handed in nothing else."""
    return hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)


def offered(session: Session, cast: Cast, submission: Submission) -> Submission:
    attribution.quarantine(session, cast.morgan.identity, submission.public_id)
    attribution.say_not_mine(session, cast.sam.identity, submission.public_id)
    return attribution.reattribute(session, cast.morgan.identity, submission.public_id)


class TestQuarantine:
    def test_at_once_neither_partner_reads_it_and_the_counselor_goes_on_reading(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        attribution.quarantine(session, cast.morgan.identity, swapped.public_id)

        for partner in (cast.alex, cast.sam):
            assert words_for(session, partner) == set()
            assert list_submissions(session, partner.identity) == []
        assert words_for(session, cast.morgan) == set()
        aside = get_set_aside(session, cast.morgan.identity, swapped.public_id)
        read = {a.words for a in list_answers_aside(session, cast.morgan.identity, aside)}
        assert FEELINGS["fear"] in read

    def test_what_was_sealed_and_open_closes_again(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        hand_in(session, cast.alex, swapped.assignment, OTHERS)
        assert OTHERS["fear"] in words_for(session, cast.sam)

        attribution.quarantine(session, cast.morgan.identity, swapped.public_id)

        assert words_for(session, cast.sam) == set()
        assert FEELINGS["fear"] not in words_for(session, cast.alex)
        assert OTHERS["fear"] in words_for(session, cast.alex)

    def test_a_second_press_is_the_first(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        for _press in range(2):
            attribution.quarantine(session, cast.morgan.identity, swapped.public_id)

        steps = list_steps(session, cast.morgan.identity, swapped)
        assert [step.event for step in steps].count("submission:quarantine") == 1

    @pytest.mark.parametrize("who", ["alex", "sam", "kim", "lee"])
    def test_nobody_but_their_counselor_can(
        self, session: Session, cast: Cast, swapped: Submission, who: str
    ) -> None:
        with pytest.raises((NotAllowedError, NotFoundError)):
            attribution.quarantine(session, getattr(cast, who).identity, swapped.public_id)

    def test_its_author_can_begin_anew_and_it_stands_in_nobodys_way(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        attribution.quarantine(session, cast.morgan.identity, swapped.public_id)

        again = hand_in(session, cast.sam, swapped.assignment, OTHERS)

        assert again.attempt == 2
        assert words_for(session, cast.sam) >= {OTHERS["fear"]}
        with pytest.raises(ConflictError):
            attribution.restore(session, cast.morgan.identity, swapped.public_id)

    def test_another_attempt_that_began_with_its_words_goes_where_it_goes(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        morgan = cast.morgan.identity
        reviewing.return_for_another_attempt(session, morgan, swapped.public_id, words="More?")
        second = hand_in(session, cast.sam, swapped.assignment, FEELINGS)
        reviewing.return_for_another_attempt(session, morgan, second.public_id, words="More?")
        drafts.try_again(session, cast.sam.identity, second.public_id)
        session.flush()

        attribution.quarantine(session, morgan, swapped.public_id)

        assert second.standing is Standing.QUARANTINED
        assert find_draft(session, cast.sam.identity, swapped.assignment) is None

    def test_the_matrix_says_held_to_the_counselor_and_nothing_is_counted(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        attribution.quarantine(session, cast.morgan.identity, swapped.public_id)

        couple = session.get_one(Couple, cast.alex_and_sam.id)
        morgan, copy = cast.morgan.identity, cast.morgan.identity.for_copy_of(couple.id)
        today = clock.today(couple.time_zone)
        found = {}
        for name, viewer in (("morgan", morgan), ("copy", copy)):
            work = load_work(session, viewer, [couple], since=couple.created_at)
            standings = load_standings(session, viewer, work)
            [row] = list_statuses(work, couple, Period(today, today, today), standings)
            found[name] = [(each.state, each.done) for each in row.partners]
        assert found["morgan"] == [(State.NOT_OPENED, 0), (State.HELD, 0)]
        assert found["copy"] == [(State.NOT_OPENED, 0), (State.NOT_OPENED, 0)]

    def test_nothing_can_be_done_with_it_but_putting_it_right(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        morgan = cast.morgan.identity
        answer = list_answers(session, morgan, [swapped])[swapped.id][0]
        attribution.quarantine(session, morgan, swapped.public_id)

        with pytest.raises(NotFoundError):
            reviewing.reply(session, morgan, swapped.public_id, words="Thank you")
        with pytest.raises(NotFoundError):
            reviewing.release(session, morgan, answer.public_id)
        with pytest.raises(NotFoundError):
            sharing.widen(session, cast.sam.identity, answer.public_id, audience=Audience.COUPLE)
        with pytest.raises(NotFoundError):
            drafts.try_again(session, cast.sam.identity, swapped.public_id)


class TestSayingWhoseItIs:
    def test_a_partner_says_this_was_not_me_and_it_is_set_aside(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        attribution.say_not_mine(session, cast.sam.identity, swapped.public_id)

        assert swapped.standing is Standing.QUARANTINED
        assert words_for(session, cast.sam) == set()
        assert list_set_aside(session, cast.alex.identity) == []
        assert len(list_set_aside(session, cast.morgan.identity)) == 1

    def test_a_partner_cannot_say_it_of_what_the_other_shared(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        hand_in(session, cast.alex, swapped.assignment, OTHERS)

        with pytest.raises(NotFoundError):
            attribution.say_not_mine(session, cast.alex.identity, swapped.public_id)
        with pytest.raises(NotFoundError):
            attribution.say_mine(session, cast.alex.identity, swapped.public_id)
        assert swapped.standing is Standing.STANDS

    def test_it_is_not_offered_before_the_one_it_lies_under_has_spoken(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        morgan = cast.morgan.identity
        attribution.quarantine(session, morgan, swapped.public_id)

        with pytest.raises(NotAllowedError):
            attribution.reattribute(session, morgan, swapped.public_id)
        with pytest.raises(NotFoundError):
            attribution.say_mine(session, cast.alex.identity, swapped.public_id)

    def test_offered_it_is_read_by_neither_until_its_author_says_so(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        offered(session, cast, swapped)

        assert words_for(session, cast.alex) == words_for(session, cast.sam) == set()
        assert [s.id for s in list_set_aside(session, cast.alex.identity)] == [swapped.id]
        assert list_set_aside(session, cast.sam.identity) == []
        assert list_set_aside(session, cast.kim.identity) == []

    def test_claimed_it_is_its_authors_sealed_anew_and_opens_nothing(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        sealed = set(session.scalars(select(Answer.words_sealed)))
        offered(session, cast, swapped)

        attribution.say_mine(session, cast.alex.identity, swapped.public_id)
        session.expire_all()

        assert swapped.author_id == cast.alex.id
        assert FEELINGS["fear"] in words_for(session, cast.alex)
        assert words_for(session, cast.sam) == set()
        assert not sealed - {None} & set(session.scalars(select(Answer.words_sealed)))

    def test_once_both_have_handed_in_under_their_own_names_the_seal_opens(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        offered(session, cast, swapped)
        hand_in(session, cast.sam, swapped.assignment, OTHERS)
        assert words_for(session, cast.alex) == set()

        attribution.say_mine(session, cast.alex.identity, swapped.public_id)

        assert {FEELINGS["fear"], OTHERS["fear"]} <= words_for(session, cast.alex)
        assert {FEELINGS["fear"], OTHERS["fear"]} <= words_for(session, cast.sam)

    def test_declined_it_goes_back_to_the_counselor_and_can_be_made_void(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        offered(session, cast, swapped)

        attribution.say_not_mine(session, cast.alex.identity, swapped.public_id)

        assert swapped.standing is Standing.QUARANTINED
        assert swapped.declined_at is not None
        with pytest.raises(NotFoundError):
            attribution.say_mine(session, cast.alex.identity, swapped.public_id)
        attribution.void(session, cast.morgan.identity, swapped.public_id)
        assert list_answers_aside(session, cast.morgan.identity, swapped) == []
        assert session.scalars(select(Answer.id)).all()

    def test_who_handed_in_meanwhile_cannot_have_two(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        offered(session, cast, swapped)
        hand_in(session, cast.alex, swapped.assignment, OTHERS)

        with pytest.raises(ConflictError):
            attribution.say_mine(session, cast.alex.identity, swapped.public_id)

    def test_homework_for_one_is_never_offered_to_the_other(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        submission = hand_in(session, cast.sam, given, HURT)
        attribution.say_not_mine(session, cast.sam.identity, submission.public_id)

        with pytest.raises(NotAllowedError):
            attribution.reattribute(session, cast.morgan.identity, submission.public_id)
        assert list_set_aside(session, cast.alex.identity) == []

    def test_put_back_it_is_as_it_was_but_not_against_the_word_of_its_author(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        morgan = cast.morgan.identity
        attribution.say_not_mine(session, cast.sam.identity, swapped.public_id)
        with pytest.raises(NotAllowedError):
            attribution.restore(session, morgan, swapped.public_id)

        attribution.say_mine(session, cast.sam.identity, swapped.public_id)
        assert words_for(session, cast.sam) == set()
        attribution.restore(session, morgan, swapped.public_id)

        assert FEELINGS["fear"] in words_for(session, cast.sam)

    def test_each_step_is_in_the_history_by_number_and_for_the_counselor_alone(
        self, session: Session, cast: Cast, swapped: Submission
    ) -> None:
        offered(session, cast, swapped)
        attribution.say_mine(session, cast.alex.identity, swapped.public_id)

        events = [step.event for step in list_steps(session, cast.morgan.identity, swapped)]

        assert events == [
            "draft:start",
            "submission:submit",
            "submission:quarantine",
            "submission:disown",
            "submission:reattribute",
            "submission:claim",
        ]
        assert list_steps(session, cast.alex.identity, swapped) == []
        assert list_steps(session, cast.lee.identity, swapped) == []


def test_a_draft_that_somebody_has_begun_themselves_stays_as_it_is(
    session: Session, cast: Cast, swapped: Submission
) -> None:
    draft = begin(session, cast.alex, swapped.assignment, OTHERS)
    offered(session, cast, swapped)

    attribution.say_mine(session, cast.alex.identity, swapped.public_id)

    assert drafts.typed_in(draft).answers["fear"] == OTHERS["fear"]
