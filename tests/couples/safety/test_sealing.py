"""A seal stays closed while a gate of fear is held, and to nobody does it look like that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, visibility
from couples.assignments.models import Assignment
from couples.exercises.definition import Doer, Gate
from couples.exercises.vocabulary import FlagKind
from couples.safety.models import SafetyFlag
from couples.safety.overriding import override
from couples.safety.telling import tell_of_fear
from couples.submissions import attribution
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from tests.cast import Cast, Member
from tests.couples.safety.scene import ALEXS, SAMS, hold, lift, sealed_for, write
from tests.homework import give, give_feelings, hand_in

Deed = Callable[[], object]


def later(minutes: int, *deeds: Deed) -> None:
    """Let something happen so many minutes from now."""
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        for deed in deeds:
            deed()


def read_by(session: Session, member: Member, given: Assignment) -> set[str]:
    """The words in it that somebody finds."""
    found = list_submissions(session, member.identity, assignments=[given])
    answers = list_answers(session, member.identity, found)
    return {each.words or "" for answered in answers.values() for each in answered}


def test_what_one_of_two_hands_in_after_fear_was_told_opens_for_neither(
    session: Session, cast: Cast
) -> None:
    given = sealed_for(session, cast)
    write(session, cast.alex, given)
    later(1, lambda: tell_of_fear(session, cast.alex.identity, words="He reads my phone"))
    later(2, lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {SAMS}
    assert read_by(session, cast.alex, given) == {ALEXS}
    assert read_by(session, cast.morgan, given) == {ALEXS, SAMS}
    copy = cast.morgan.identity.for_copy_of(cast.alex_and_sam.id)
    assert list_submissions(session, copy, assignments=[given]) == []

    later(3, lambda: hold(session, cast.alex_and_sam, Gate.G1, "a word on what is held"))
    assert read_by(session, cast.sam, given) == {SAMS}
    later(4, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}

    # A gate that closes again takes nothing back that could be read.
    later(5, lambda: hold(session, cast.alex_and_sam, Gate.G1))
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_fear_that_is_told_again_after_the_gate_was_opened_holds_again(
    session: Session, cast: Cast
) -> None:
    """Also in the same words, and where nobody pressed that they had looked at the first."""
    given = sealed_for(session, cast)
    write(session, cast.alex, given)
    for telling in range(2):
        later(4 * telling + 1, lambda: tell_of_fear(session, cast.alex.identity))
        later(4 * telling + 1, lambda: tell_of_fear(session, cast.alex.identity))
        if not telling:
            later(3, lambda: lift(session, cast.alex_and_sam, Gate.G1))

    later(6, lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {SAMS}
    told = session.scalars(select(SafetyFlag).where(SafetyFlag.kind == FlagKind.NOT_SAFE)).all()
    assert len(told) == 2, "Each telling is to be looked at, and each press of it once."


def test_it_holds_no_other_couple_and_nothing_that_was_open_or_written_together(
    session: Session, cast: Cast
) -> None:
    open_before = sealed_for(session, cast)
    together = sealed_for(session, cast, "together", Doer.TOGETHER)
    write(session, cast.alex, open_before)
    write(session, cast.sam, open_before)
    later(1, lambda: tell_of_fear(session, cast.sam.identity))
    later(1, lambda: hold(session, cast.alex_and_sam, Gate.G2))
    later(
        2, lambda: write(session, cast.alex, together), lambda: write(session, cast.sam, together)
    )
    theirs = give(session, cast.kim_and_robin, "apart", doer=Doer.EACH)
    for member in (cast.kim, cast.robin):
        write(session, member, theirs)

    assert read_by(session, cast.alex, open_before) == {ALEXS, SAMS}
    assert read_by(session, cast.alex, together) == {ALEXS, SAMS}
    assert len(read_by(session, cast.kim, theirs)) == 2


@pytest.mark.parametrize("gate", [gate for gate in Gate if gate is not Gate.G1])
def test_no_other_gate_keeps_a_seal_closed(session: Session, cast: Cast, gate: Gate) -> None:
    given = sealed_for(session, cast)
    hold(session, cast.alex_and_sam, gate)
    later(1, lambda: write(session, cast.alex, given), lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_what_the_counselor_lets_go_on_opens_as_ever(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    tell_of_fear(session, cast.alex.identity)
    answers = {"fear": "a", "joy": "b", "need": "c", "validated": "6"}

    def let_it_go_on() -> None:
        override(session, cast.morgan.identity, given.public_id, reason="Both asked for it")

    def both() -> None:
        for author in cast.alex_and_sam.partners:
            hand_in(session, author, given, answers)

    later(1, let_it_go_on)
    later(2, both)

    theirs = (
        select(Answer.id)
        .join(Submission)
        .where(
            visibility.readable_answers(cast.sam.identity),
            Submission.author_id == cast.alex.id,
        )
    )
    assert len(session.scalars(theirs).all()) == 4


def let_go(session: Session, cast: Cast, given: Assignment) -> None:
    """Let the counselor give a piece of homework in spite of what holds it."""
    override(session, cast.morgan.identity, given.public_id, reason="They asked for it")


@pytest.mark.parametrize("gate", [Gate.G2, Gate.G5])
def test_a_reason_about_another_gate_opens_nothing_that_fear_holds(
    session: Session, cast: Cast, gate: Gate
) -> None:
    """The page on which the counselor wrote the reason said nothing of fear."""
    lift(session, cast.alex_and_sam, gate)
    given = sealed_for(session, cast, gates=[gate])
    hold(session, cast.alex_and_sam, gate)
    later(1, lambda: tell_of_fear(session, cast.alex.identity))
    later(2, lambda: let_go(session, cast, given))
    later(3, lambda: write(session, cast.alex, given), lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {SAMS}
    assert read_by(session, cast.alex, given) == {ALEXS}
    later(4, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_a_reason_speaks_about_the_fear_that_was_known_and_not_about_the_next(
    session: Session, cast: Cast
) -> None:
    """A word of the counselor on what is held is no other hold, a second telling is one."""
    first = sealed_for(session, cast, "first", gates=[Gate.G1])
    second = sealed_for(session, cast, "second", gates=[Gate.G1])
    later(1, lambda: tell_of_fear(session, cast.alex.identity))
    later(2, lambda: let_go(session, cast, first))
    later(3, lambda: hold(session, cast.alex_and_sam, Gate.G1, "a word on what is held"))
    later(4, lambda: write(session, cast.alex, first), lambda: write(session, cast.sam, first))
    assert read_by(session, cast.sam, first) == {ALEXS, SAMS}

    later(5, lambda: tell_of_fear(session, cast.alex.identity, words="Again, and worse"))
    later(6, lambda: let_go(session, cast, second))
    later(7, lambda: write(session, cast.alex, second), lambda: write(session, cast.sam, second))
    assert read_by(session, cast.sam, second) == {ALEXS, SAMS}
    assert read_by(session, cast.sam, first) == {ALEXS, SAMS}


def test_an_older_reason_about_fear_opens_nothing_that_comes_after_the_next_telling(
    session: Session, cast: Cast
) -> None:
    """What is put back comes at that moment, and then fear was told once more."""
    given = sealed_for(session, cast, gates=[Gate.G1])
    later(1, lambda: tell_of_fear(session, cast.alex.identity))
    later(2, lambda: let_go(session, cast, given))
    later(3, lambda: write(session, cast.alex, given), lambda: write(session, cast.sam, given))
    sams = list_submissions(session, cast.sam.identity, assignments=[given])
    mine = next(each for each in sams if each.author_id == cast.sam.id)
    morgan = cast.morgan.identity
    later(4, lambda: attribution.quarantine(session, morgan, mine.public_id))
    later(5, lambda: tell_of_fear(session, cast.alex.identity, words="Again, and worse"))
    later(6, lambda: attribution.restore(session, morgan, mine.public_id))

    assert read_by(session, cast.sam, given) == {SAMS}
