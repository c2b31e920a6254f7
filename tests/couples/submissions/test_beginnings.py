"""What was begun for another attempt, when the attempt before turns out to be in doubt."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.errors import NotFoundError
from couples.identity import Identity
from couples.safety.opening import NotScheduledError
from couples.set_aside import readable_beginnings
from couples.submissions import added, attribution, beginnings, drafts, handing_in, reviewing
from couples.submissions.beginnings import DraftSetAsideError, Fate, fate_of
from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import find_draft, list_begun, list_drafts, list_started
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.homework import FEELINGS, begin, give_feelings, hand_in

NEWLY = {"validation": "I said that I hear you"}
"""What Sam added where nothing stood."""
CHANGED = {**FEELINGS, "fear": "That we never stop talking", **NEWLY}


@pytest.fixture
def first(session: Session, cast: Cast) -> Submission:
    """Handed in under Sam’s name, and given back."""
    submission = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
    return give_back(session, cast, submission)


@pytest.fixture
def draft(session: Session, cast: Cast, first: Submission) -> Draft:
    """Sam goes on with it, changes one answer and adds another."""
    return write_on(session, cast.sam, first)


def give_back(session: Session, cast: Cast, submission: Submission) -> Submission:
    morgan = cast.morgan.identity
    reviewing.return_for_another_attempt(session, morgan, submission.public_id, words="More?")
    return submission


def write_on(session: Session, author: Member, submission: Submission) -> Draft:
    draft = drafts.try_again(session, author.identity, submission.public_id)
    typed = Typed(CHANGED)
    return drafts.save(session, author.identity, draft.public_id, typed=typed, revision=0)


def quarantine(session: Session, cast: Cast, submission: Submission) -> None:
    attribution.quarantine(session, cast.morgan.identity, submission.public_id)


def words_of(draft: Draft | None) -> dict[str, object]:
    return dict(typed_in(draft).answers) if draft else {}


class TestSetAside:
    def test_nothing_is_deleted_and_nobody_reads_it_or_counts_it_as_begun(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)

        assert words_of(draft) == CHANGED
        assert find_draft(session, cast.sam.identity, first.assignment) is None
        assert list_drafts(session, cast.sam.identity) == []
        assert list_begun(session, cast.sam.identity, [first.assignment]) == {}
        assert list_started(session, cast.morgan.identity, [first.assignment]) == set()
        for member in cast.everybody:
            assert readable(session, member.identity) == []

    def test_its_author_knows_of_it_and_the_counselor_that_there_is_one(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)

        for member in cast.everybody:
            known = beginnings.list_beginnings(session, member.identity, first.assignment)
            assert known == ([draft] if member in {cast.sam, cast.morgan} else [])
        assert beginnings.has_beginning(session, cast.morgan.identity, first)
        assert beginnings.find_of(session, cast.morgan.identity, first) is None
        assert beginnings.find_of(session, cast.sam.identity, first) == draft

    def test_whoever_writes_in_it_at_this_moment_is_told(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)

        with pytest.raises(DraftSetAsideError):
            drafts.save(
                session, cast.sam.identity, draft.public_id, typed=Typed(FEELINGS), revision=1
            )
        with pytest.raises(DraftSetAsideError):
            handing_in.submit(session, cast.sam.identity, draft.public_id, revision=1, key="once")
        for stranger in (cast.alex, cast.kim):
            with pytest.raises(NotFoundError):
                drafts.save(session, stranger.identity, draft.public_id, typed=Typed(), revision=1)

    def test_it_waits_with_the_attempt_whose_words_it_began_with(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        second = handing_in.submit(
            session, cast.sam.identity, draft.public_id, revision=1, key="second"
        )
        give_back(session, cast, second)
        third = write_on(session, cast.sam, second)

        quarantine(session, cast, first)

        assert third.set_aside_with_id == second.id
        for each in (second, first):  # In either order, all of it can be put back.
            attribution.restore(session, cast.morgan.identity, each.public_id)
        assert words_of(find_draft(session, cast.sam.identity, first.assignment)) == CHANGED

    def test_a_draft_that_began_from_nothing_stays_where_it_is(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)
        anew = begin(session, cast.sam, first.assignment, {"fear": "Silence"})

        quarantine(session, cast, first)

        assert anew.set_aside_with_id is None
        assert find_draft(session, cast.sam.identity, first.assignment) == anew


class TestPutBack:
    def test_it_is_in_its_place_again_word_for_word(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)

        attribution.restore(session, cast.morgan.identity, first.public_id)

        found = find_draft(session, cast.sam.identity, first.assignment)
        assert found == draft
        assert words_of(found) == CHANGED
        handing_in.submit(session, cast.sam.identity, draft.public_id, revision=1, key="at last")

    def test_where_something_was_begun_since_both_are_kept_and_change_places(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)
        newer = begin(session, cast.sam, first.assignment, {"fear": "Silence"})
        attribution.restore(session, cast.morgan.identity, first.public_id)
        assert readable(session, cast.sam.identity) == [draft]
        assert readable(session, cast.morgan.identity) == []

        for chosen, other in ((draft, newer), (newer, draft)):
            beginnings.go_on_with(session, cast.sam.identity, chosen.public_id)
            assert find_draft(session, cast.sam.identity, first.assignment) == chosen
            assert readable(session, cast.sam.identity) == [other]
        with pytest.raises(NotFoundError):
            beginnings.go_on_with(session, cast.alex.identity, draft.public_id)

    def test_after_another_hand_in_it_is_read_and_not_gone_on_with(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)
        hand_in(session, cast.sam, first.assignment, FEELINGS)
        attribution.restore(session, cast.morgan.identity, first.public_id)

        assert readable(session, cast.sam.identity) == [draft]
        assert not beginnings.is_asked_for(session, draft)
        with pytest.raises(NotScheduledError):
            beginnings.go_on_with(session, cast.sam.identity, draft.public_id)


class TestWhereItWasNotTheirs:
    def test_they_have_back_what_they_added_and_no_word_of_what_stood_there(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        attribution.say_not_mine(session, cast.sam.identity, first.public_id)

        taken = added.take_back(session, cast.sam.identity, draft.public_id)

        assert taken.draft == find_draft(session, cast.sam.identity, first.assignment)
        assert words_of(taken.draft) == NEWLY
        assert words_of(draft) == CHANGED

    def test_a_second_press_adds_nothing_and_overwrites_nothing(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        attribution.say_not_mine(session, cast.sam.identity, first.public_id)
        begin(session, cast.sam, first.assignment, {"fear": "Silence", "validation": "Mine"})

        for _press in range(2):
            taken = added.take_back(session, cast.sam.identity, draft.public_id)

        assert words_of(taken.draft) == {"fear": "Silence", "validation": "Mine"}

    def test_after_another_hand_in_it_is_told_and_put_nowhere(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        attribution.say_not_mine(session, cast.sam.identity, first.public_id)
        hand_in(session, cast.sam, first.assignment, FEELINGS)

        taken = added.take_back(session, cast.sam.identity, draft.public_id)

        assert (taken.draft, dict(taken.typed.answers)) == (None, NEWLY)

    def test_what_the_other_says_about_it_changes_nothing_for_its_author(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        attribution.say_not_mine(session, cast.sam.identity, first.public_id)
        found = [fate_of(draft)]
        attribution.reattribute(session, cast.morgan.identity, first.public_id)
        found.append(fate_of(draft))
        attribution.say_mine(session, cast.alex.identity, first.public_id)
        found.append(fate_of(draft))
        attribution.say_not_mine(session, cast.alex.identity, first.public_id)
        found.append(fate_of(draft))

        assert set(found) == {Fate.NOT_THEIRS}
        taken = added.take_back(session, cast.sam.identity, draft.public_id)
        assert words_of(taken.draft) == NEWLY
        assert readable(session, cast.sam.identity) == readable(session, cast.alex.identity) == []

    def test_void_is_void_and_what_was_added_is_still_theirs(
        self, session: Session, cast: Cast, first: Submission, draft: Draft
    ) -> None:
        quarantine(session, cast, first)
        with pytest.raises(NotFoundError):
            added.take_back(session, cast.sam.identity, draft.public_id)
        attribution.void(session, cast.morgan.identity, first.public_id)

        assert words_of(added.take_back(session, cast.sam.identity, draft.public_id).draft) == NEWLY
        with pytest.raises(NotFoundError):
            added.take_back(session, cast.alex.identity, draft.public_id)


def readable(session: Session, viewer: Identity) -> list[Draft]:
    return list(session.scalars(select(Draft).where(readable_beginnings(viewer))))
