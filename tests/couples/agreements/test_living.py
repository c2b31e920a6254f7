"""Pausing, looking again and ending: each on one partner’s word, and never by half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import living, services
from couples.agreements.living import Found
from couples.agreements.models import AgreementStep, StepKind
from couples.agreements.queries import AgreementView
from couples.agreements.rewording import propose_anew
from couples.agreements.standing import AgreementState
from couples.assignments.queries import list_assignments
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.vocabulary import Gate
from couples.safety import services as safety
from couples.safety.opening import NotScheduledError
from couples.submissions import attribution, drafts, handing_in
from couples.submissions.typed import Typed
from tests.cast import TIME_ZONE, Cast, Member
from tests.homework import give, hand_in, note

Read = Callable[[], AgreementView]
Sign = Callable[[Member], None]
BOOK = {
    "title": "Phones at dinner",
    "text": "They stay in the hall until the table is cleared.",
    "kind": "logistics",
    "owner": [{"who": "both"}],
    "review_on": "2026-12-21",
}


def reword(session: Session, member: Member, agreement_id: str, **changes: object) -> None:
    """Propose other words, beginning with those that are there."""
    draft = propose_anew(session, member.identity, agreement_id)
    typed = Typed({**drafts.typed_in(draft).answers, **changes})
    drafts.save(session, member.identity, draft.public_id, typed=typed, revision=draft.revision)
    handing_in.submit(
        session, member.identity, draft.public_id, revision=draft.revision, key=draft.public_id
    )


class TestPausing:
    def test_either_lets_it_rest_and_either_lets_it_go_on(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        living.pause(session, cast.sam.identity, in_force, key="rest")
        assert read().state is AgreementState.PAUSED
        living.pause(session, cast.alex.identity, in_force, key="rest too")

        living.resume(session, cast.alex.identity, in_force, key="on")
        living.resume(session, cast.alex.identity, in_force, key="on again")

        assert read().state is AgreementState.IN_FORCE
        assert session.scalar(select(func.count(AgreementStep.id))) == 2

    def test_what_was_never_in_force_does_not_rest(
        self, session: Session, cast: Cast, proposed: str, read: Read
    ) -> None:
        living.pause(session, cast.sam.identity, proposed, key="rest")

        assert read().state is AgreementState.PROPOSED
        assert session.scalar(select(func.count(AgreementStep.id))) == 0

    def test_new_words_that_both_sign_do_not_rest(
        self, session: Session, cast: Cast, in_force: str, read: Read, sign: Sign
    ) -> None:
        living.pause(session, cast.sam.identity, in_force, key="rest")
        reword(session, cast.alex, in_force, pause_word="Harbor")
        assert read().state is AgreementState.PAUSED
        assert read().may_sign

        sign(cast.sam)

        assert read().state is AgreementState.IN_FORCE


class TestEnding:
    def test_one_word_ends_it_and_nobody_is_asked(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        living.withdraw(session, cast.sam.identity, in_force, key="end")
        living.withdraw(session, cast.sam.identity, in_force, key="end once more")
        living.withdraw(session, cast.alex.identity, in_force, key="end too")

        ended = read()
        assert ended.state is AgreementState.WITHDRAWN
        assert ended.review_on is None
        assert ended.in_force_number is None
        assert session.scalar(select(func.count(AgreementStep.id))) == 1

    def test_nothing_that_has_ended_is_signed_rests_or_is_looked_at(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        reword(session, cast.alex, in_force, pause_word="Harbor")
        view = read()
        living.withdraw(session, cast.alex.identity, in_force, key="end")

        with pytest.raises(ConflictError, match="ended meanwhile"):
            services.sign(session, cast.sam.identity, view.id, version_id=view.version_id)
        with pytest.raises(ConflictError, match="ended meanwhile"):
            living.pause(session, cast.sam.identity, in_force, key="rest")
        with pytest.raises(ConflictError, match="in force"):
            living.review(
                session, cast.sam.identity, in_force, found=Found(StepKind.HELD), key="look"
            )
        assert read().state is AgreementState.WITHDRAWN

    def test_a_proposal_is_taken_back_by_who_signed_it_alone(
        self, session: Session, cast: Cast, proposed: str, read: Read
    ) -> None:
        with pytest.raises(DomainError, match="nothing to take back"):
            living.withdraw(session, cast.sam.identity, proposed, key="no")

        living.withdraw(session, cast.alex.identity, proposed, key="back")

        assert read().state is AgreementState.WITHDRAWN
        assert not read().may_sign

    def test_it_begins_afresh_in_the_same_words_with_two_signatures(
        self, session: Session, cast: Cast, in_force: str, read: Read, sign: Sign
    ) -> None:
        living.withdraw(session, cast.sam.identity, in_force, key="end")

        reword(session, cast.alex, in_force)

        assert (read().state, read().may_sign) == (AgreementState.PROPOSED, True)
        assert read().in_force_number is None
        sign(cast.sam)
        assert read().state is AgreementState.IN_FORCE
        assert read().number == read().in_force_number == 2


class TestLookingAgain:
    def test_what_did_not_hold_is_still_agreed(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        today = clock.today(TIME_ZONE)
        found = Found(StepKind.BROKEN, today, today + timedelta(days=14))

        living.review(session, cast.sam.identity, in_force, found=found, key="look")
        living.review(session, cast.sam.identity, in_force, found=found, key="look")

        view = read()
        assert view.state is AgreementState.IN_FORCE
        assert view.review_on == today + timedelta(days=14)
        assert view.reviewed is not None
        assert view.reviewed.broken_on == today
        assert session.scalar(select(func.count(AgreementStep.id))) == 1

    @pytest.mark.parametrize(
        ("kind", "state"),
        [(StepKind.KEPT, AgreementState.KEPT), (StepKind.RETIRED, AgreementState.RETIRED)],
    )
    def test_what_is_done_is_over(
        self,
        session: Session,
        cast: Cast,
        in_force: str,
        read: Read,
        kind: StepKind,
        state: AgreementState,
    ) -> None:
        living.review(session, cast.alex.identity, in_force, found=Found(kind), key="look")

        assert read().state is state

    def test_days_that_cannot_be_are_asked_for_again(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        today = clock.today(TIME_ZONE)
        tomorrow = today + timedelta(days=1)

        for found in (Found(StepKind.BROKEN, tomorrow), Found(StepKind.HELD, None, today)):
            with pytest.raises(DomainError):
                living.review(session, cast.sam.identity, in_force, found=found, key="look")
        assert read().reviewed is None

    def test_a_proposal_is_not_looked_at(self, session: Session, cast: Cast, proposed: str) -> None:
        with pytest.raises(ConflictError):
            living.review(
                session, cast.sam.identity, proposed, found=Found(StepKind.HELD), key="look"
            )

    def test_a_review_that_was_handed_in_counts_until_it_is_put_aside(
        self, session: Session, cast: Cast, read: Read, sign: Sign
    ) -> None:
        given = give(session, cast.alex_and_sam, "agreement-book")
        hand_in(session, cast.alex, given, BOOK)
        sign(cast.sam)
        assert read().title == "Phones at dinner"

        written = note(session, cast.sam, given, {"status": "kept"})
        assert read().state is AgreementState.KEPT
        attribution.quarantine(session, cast.morgan.identity, written.public_id)

        assert read().state is AgreementState.IN_FORCE


class TestOtherWords:
    def test_they_begin_with_those_that_are_there_and_replace_them(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        draft = propose_anew(session, cast.alex.identity, in_force)
        begun = drafts.typed_in(draft).answers
        assert begun["pause_word"] == "Lighthouse"
        assert not {"confidence", "private_note"} & set(begun)
        assert propose_anew(session, cast.alex.identity, in_force).id == draft.id

        reword(session, cast.alex, in_force, ground_rules=["Nobody shouts"])

        [first, *_rest] = read().lines
        assert first.endswith(": Nobody shouts")
        assert (read().number, read().in_force_number) == (2, 1)
        assert read().signed_by_ids == {cast.alex.id}

    def test_either_changes_them_as_often_as_they_like(
        self, session: Session, cast: Cast, in_force: str, read: Read, sign: Sign
    ) -> None:
        [given] = list_assignments(session, cast.sam.identity)
        hand_in(session, cast.sam, given, {"confidence": "5"})
        for number, member in enumerate((cast.alex, cast.sam, cast.alex), start=2):
            reword(session, member, in_force, pause_word=f"Harbor {number}")
            assert read().number == number
            assert f"Harbor {number}" in " ".join(read().lines)

        sign(cast.sam)

        assert read().in_force_number == 4

    def test_who_does_what_stays_who_it_was_when_the_other_writes(
        self, session: Session, cast: Cast, read: Read
    ) -> None:
        given = give(session, cast.alex_and_sam, "agreement-book")
        hand_in(session, cast.alex, given, {**BOOK, "owner": [{"who": "author"}]})
        hand_in(session, cast.sam, given, {"calendar_export": "no"})

        reword(session, cast.sam, read().id, title="No phones at dinner")

        assert any(line.endswith(": Alex") for line in read().lines)
        assert read().title == "No phones at dinner"

    def test_the_same_words_again_propose_nothing(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        reword(session, cast.alex, in_force)
        reword(session, cast.alex, in_force)

        assert read().number == 1


class TestWhoMay:
    def test_nobody_but_the_two(self, session: Session, cast: Cast, in_force: str) -> None:
        deeds = (living.pause, living.resume, living.withdraw)
        strangers = ((cast.morgan, NotAllowedError), (cast.kim, NotFoundError))
        for deed, (member, refusal) in product(deeds, strangers):
            with pytest.raises(refusal):
                deed(session, member.identity, in_force, key="no")
        with pytest.raises(NotFoundError):
            propose_anew(session, cast.kim.identity, in_force)

    def test_a_gate_holds_a_yes_back_and_never_an_end(
        self, session: Session, cast: Cast, in_force: str, read: Read
    ) -> None:
        reword(session, cast.alex, in_force, pause_word="Harbor")
        couple, view = cast.alex_and_sam.public_id, read()
        safety.set_gate(session, cast.morgan.identity, couple, Gate.G1, held=True)

        with pytest.raises(NotScheduledError):
            services.sign(session, cast.sam.identity, view.id, version_id=view.version_id)
        with pytest.raises(NotScheduledError):
            propose_anew(session, cast.sam.identity, in_force)
        living.withdraw(session, cast.sam.identity, in_force, key="end")

        assert read().state is AgreementState.WITHDRAWN
