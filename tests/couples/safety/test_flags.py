"""Flags: what raises them, what they hold, and how the counselor is done with them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.exercises.loading import DefinitionError
from couples.exercises.vocabulary import FlagKind
from couples.safety import services
from couples.safety.models import SafetyFlag
from couples.safety.queries import get_flag, list_flags, list_holds, list_signals
from couples.submissions import sharing
from couples.submissions.queries import list_answers
from tests.cast import Cast, Member
from tests.couples.exercises.making import make_field
from tests.couples.safety.scene import answer_check, gated, lift, opens, shelve
from tests.homework import give

RAISING: dict[tuple[str, str], tuple[FlagKind | None, Gate | None]] = {
    ("safe", "yes"): (None, None),
    ("safe", "unsure"): (FlagKind.UNSURE, None),
    ("safe", "no"): (FlagKind.NOT_SAFE, Gate.G1),
    ("safe", "skip"): (None, None),
    ("pressured", "no"): (None, None),
    ("pressured", "yes"): (FlagKind.PRESSURED, Gate.G1),
    ("pressured", "skip"): (None, None),
    ("contact", "none"): (None, None),
    ("contact", "call"): (FlagKind.WANTS_CONTACT, None),
    ("mood", "none"): (None, None),
    ("mood", "some"): (FlagKind.SELF_HARM, Gate.G4),
}


def flags_of(session: Session, cast: Cast, *, open_only: bool = False) -> list[SafetyFlag]:
    return list_flags(session, cast.morgan.identity, open_only=open_only)


def held(session: Session, cast: Cast) -> set[Gate]:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    return set(list_holds(session, cast.morgan.identity, [couple])[couple.id]) - {Gate.G5}


@pytest.mark.parametrize(("question", "answer"), RAISING)
def test_an_answer_raises_and_holds_what_it_should(
    session: Session, cast: Cast, question: str, answer: str
) -> None:
    kind, gate = RAISING[question, answer]

    submission = answer_check(session, cast, cast.alex, **{question: answer})

    assert [flag.kind for flag in flags_of(session, cast)] == ([kind] if kind else [])
    assert held(session, cast) == ({gate} if gate else set())
    assert list_signals(session, cast.alex.identity, submission) == ([kind] if kind else [])


def test_a_flag_is_about_whoever_answered(session: Session, cast: Cast) -> None:
    answer_check(session, cast, cast.sam, safe="no")

    [flag] = flags_of(session, cast)
    assert flag.about is not None
    assert flag.about.id == cast.sam.id


class TestWhatHoldsByItself:
    def test_it_says_so_and_only_the_counselor_opens_it(self, session: Session, cast: Cast) -> None:
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
        answer_check(session, cast, cast.alex, safe="no")

        hold = list_holds(session, cast.morgan.identity, [couple])[couple.id][Gate.G1]
        assert hold.is_automatic
        assert hold.set_by == ""
        assert not opens(session, cast.sam, given)
        with pytest.raises(NotAllowedError):
            services.set_gate(
                session, cast.alex.identity, cast.alex_and_sam.public_id, Gate.G1, held=False
            )

        lift(session, cast.alex_and_sam, Gate.G1)
        assert opens(session, cast.sam, given)

    def test_looking_at_the_flag_does_not_open_it(self, session: Session, cast: Cast) -> None:
        answer_check(session, cast, cast.alex, mood="some")
        [flag] = flags_of(session, cast)

        services.acknowledge(session, cast.morgan.identity, flag.public_id, done="called")

        assert held(session, cast) == {Gate.G4}

    def test_a_new_answer_holds_what_was_given_all_the_same(
        self, session: Session, cast: Cast
    ) -> None:
        pair = cast.alex_and_sam
        given = give(session, pair, shelve(session, cast, gated(Gate.G1)).id)
        services.set_gate(session, cast.morgan.identity, pair.public_id, Gate.G1, held=True)
        services.override(session, cast.morgan.identity, given.public_id, reason="So.")

        answer_check(session, cast, cast.alex, pressured="yes")

        assert not opens(session, cast.sam, given)


class TestAcknowledging:
    @pytest.fixture
    def flag(self, session: Session, cast: Cast) -> SafetyFlag:
        answer_check(session, cast, cast.alex, contact="call")
        [flag] = flags_of(session, cast)
        return flag

    def test_it_keeps_who_when_and_what_and_is_off_the_desk(
        self, session: Session, cast: Cast, flag: SafetyFlag
    ) -> None:
        services.acknowledge(session, cast.morgan.identity, flag.public_id, done=" called back ")

        assert (flag.done, flag.acknowledged_by_id) == ("called back", cast.morgan.id)
        assert flag.acknowledged_at is not None
        assert flags_of(session, cast, open_only=True) == []
        assert flags_of(session, cast) == [flag]

    def test_the_same_press_again_is_one(
        self, session: Session, cast: Cast, flag: SafetyFlag
    ) -> None:
        for _press in range(2):
            services.acknowledge(session, cast.morgan.identity, flag.public_id, done="called")

        assert flag.done == "called"

    def test_a_second_and_different_word_is_refused(
        self, session: Session, cast: Cast, flag: SafetyFlag
    ) -> None:
        services.acknowledge(session, cast.morgan.identity, flag.public_id, done="called")

        with pytest.raises(ConflictError, match="looked at already"):
            services.acknowledge(session, cast.morgan.identity, flag.public_id, done="waited")

        assert flag.done == "called"

    def test_nothing_said_is_not_enough(
        self, session: Session, cast: Cast, flag: SafetyFlag
    ) -> None:
        with pytest.raises(DomainError, match="Write what you did"):
            services.acknowledge(session, cast.morgan.identity, flag.public_id, done=" ")

    @pytest.mark.parametrize("who", ["alex", "sam", "lee"])
    def test_nobody_else_does_or_finds_it(
        self, session: Session, cast: Cast, flag: SafetyFlag, who: str
    ) -> None:
        member: Member = getattr(cast, who)

        with pytest.raises((NotFoundError, NotAllowedError)):
            services.acknowledge(session, member.identity, flag.public_id, done="x")
        with pytest.raises(NotFoundError):
            get_flag(session, member.identity, flag.public_id)
        assert list_flags(session, member.identity) == []


class TestTheCounselorsOwn:
    def test_it_is_about_both_or_one(self, session: Session, cast: Cast) -> None:
        id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity

        both = services.flag_couple(session, morgan, id_, word="the tone on the phone")
        one = services.flag_couple(
            session, morgan, id_, word="very quiet", person_id=cast.sam.public_id
        )

        assert both.about is None
        assert one.about is not None
        assert one.about.id == cast.sam.id
        assert flags_of(session, cast, open_only=True) == [both, one]

    def test_a_second_press_is_no_second_note_and_the_same_words_later_are(
        self, session: Session, cast: Cast
    ) -> None:
        id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
        first = services.flag_couple(session, morgan, id_, word="very quiet")
        again = services.flag_couple(session, morgan, id_, word=" very quiet ")
        of_sam, once_more = (
            services.flag_couple(
                session, morgan, id_, word="very quiet", person_id=cast.sam.public_id
            )
            for _press in range(2)
        )
        services.acknowledge(session, morgan, first.public_id, done="asked")

        later = services.flag_couple(session, morgan, id_, word="very quiet")

        assert again is first
        assert once_more is of_sam
        assert flags_of(session, cast, open_only=True) == [of_sam, later]

    def test_it_is_about_nobody_of_another_couple(self, session: Session, cast: Cast) -> None:
        with pytest.raises(NotFoundError):
            services.flag_couple(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                word="x",
                person_id=cast.kim.public_id,
            )

    def test_it_wants_a_word_and_a_counselor_of_theirs(self, session: Session, cast: Cast) -> None:
        id_ = cast.alex_and_sam.public_id

        with pytest.raises(DomainError, match="Write what you want"):
            services.flag_couple(session, cast.morgan.identity, id_, word=" ")
        with pytest.raises(NotFoundError):
            services.flag_couple(session, cast.lee.identity, id_, word="x")
        with pytest.raises(NotAllowedError):
            services.flag_couple(session, cast.sam.identity, id_, word="x")


def test_the_same_answer_raises_once(session: Session, cast: Cast) -> None:
    submission = answer_check(session, cast, cast.alex, mood="some")
    couple = session.get_one(Couple, cast.alex_and_sam.id)

    again = services.raise_flag(session, cast.alex.identity, couple, FlagKind.SELF_HARM, submission)

    assert flags_of(session, cast) == [again]


@pytest.mark.parametrize("wrong", ["for the couple", "with a choice", "as the counselor"])
def test_a_definition_may_raise_only_what_the_counselor_alone_reads(wrong: str) -> None:
    kind = "counselor" if wrong == "as the counselor" else "not-safe"
    options = [{"value": "no", "label": "No", "raises": kind}, {"value": "yes", "label": "Yes"}]
    options_for: dict[str, dict[str, Any]] = {
        "for the couple": {"audience": "couple"},
        "with a choice": {"audience": "counselor", "choose": ["counselor", "me"]},
        "as the counselor": {"audience": "counselor"},
    }

    with pytest.raises((ValueError, DefinitionError), match="rais"):
        make_field("choice", options=options, **options_for[wrong])


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_can_be_pressed_to_show_what_they_said_here(
    session: Session, cast: Cast, audience: Audience
) -> None:
    written = answer_check(session, cast, cast.alex, safe="no", way="by text, before noon")
    answers = list_answers(session, cast.alex.identity, [written])[written.id]

    for answer in answers:
        with pytest.raises(NotAllowedError):
            sharing.widen(session, cast.alex.identity, answer.public_id, audience=audience)
