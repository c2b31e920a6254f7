"""A page whose saves arrive in any order is never in its own way, and in that of another always."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from couples.submissions import drafts
from couples.submissions.drafts import DraftConflictError
from couples.submissions.models import Draft
from couples.submissions.own_saves import UNNUMBERED, OwnSaves
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import give_feelings

FIRST, SECOND, THIRD = 501, 77, 902
ONE_PAGE = {
    FIRST: ("One", OwnSaves(frozenset(), FIRST)),
    SECOND: ("One and two", OwnSaves(frozenset({FIRST}), SECOND)),
    THIRD: ("One, two, three", OwnSaves(frozenset({FIRST, SECOND}), THIRD)),
}
"""Three saves of a page that heard of none of them, the newest last."""


class AtTheDesk:
    """Alex and a draft that a page opened when nothing was in it."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.alex = session, cast.alex.identity
        given = give_feelings(session, cast.alex_and_sam)
        self.draft = drafts.start(session, self.alex, given.public_id)

    def save(self, fear: str, own: OwnSaves | None = None, *, seen: int = 0) -> Draft:
        typed = Typed({"fear": fear})
        where = (self.session, self.alex, self.draft.public_id)
        return drafts.save(*where, typed=typed, revision=seen, own=own or UNNUMBERED)

    def arrive(self, number: int) -> bool:
        """Whether a save of the page is taken, or comes too late."""
        try:
            self.save(*ONE_PAGE[number])
        except DraftConflictError:
            return False
        return True

    @property
    def fear(self) -> object:
        return drafts.typed_in(self.draft).answers["fear"]


@pytest.fixture
def desk(session: Session, cast: Cast) -> AtTheDesk:
    return AtTheDesk(session, cast)


@pytest.mark.parametrize("order", list(permutations(ONE_PAGE)))
def test_in_whatever_order_they_arrive_the_newest_stands(
    desk: AtTheDesk, order: tuple[int, ...]
) -> None:
    taken = {number: desk.arrive(number) for number in order}

    assert taken[THIRD]
    assert desk.fear == "One, two, three"
    assert not any(desk.arrive(number) for number in (FIRST, SECOND))
    assert desk.fear == "One, two, three"


@pytest.mark.parametrize("lost", [{FIRST}, {SECOND}, {FIRST, SECOND}])
def test_those_that_never_arrive_are_not_missed(desk: AtTheDesk, lost: set[int]) -> None:
    assert all(desk.arrive(number) for number in ONE_PAGE if number not in lost)
    assert desk.fear == "One, two, three"


def test_words_that_were_taken_back_do_not_return_with_a_late_save(desk: AtTheDesk) -> None:
    desk.save("x", OwnSaves(frozenset(), FIRST))
    more = OwnSaves(frozenset(), SECOND)
    again = OwnSaves(frozenset({SECOND}), THIRD)

    assert desk.save("x", again, seen=FIRST).revision == THIRD
    with pytest.raises(DraftConflictError):
        desk.save("x and y", more, seen=FIRST)
    assert desk.fear == "x"


def test_the_same_save_twice_is_one(desk: AtTheDesk) -> None:
    own = OwnSaves(frozenset(), FIRST)

    assert desk.save("One", own).revision == desk.save("One", own).revision == FIRST


def test_another_page_is_never_overwritten_however_many_saves_nobody_answered(
    desk: AtTheDesk,
) -> None:
    desk.arrive(FIRST)
    desk.save("On another page", seen=FIRST)

    assert not desk.arrive(SECOND)
    assert not desk.arrive(THIRD)
    assert desk.fear == "On another page"


def test_another_page_that_saw_the_first_words_does_not_overwrite_the_second(
    desk: AtTheDesk,
) -> None:
    desk.arrive(FIRST)
    desk.arrive(SECOND)

    with pytest.raises(DraftConflictError):
        desk.save("On another page", OwnSaves(frozenset(), 12), seen=FIRST)
    assert desk.fear == "One and two"


def test_the_same_words_on_another_page_quarrel_with_nobody(desk: AtTheDesk) -> None:
    desk.arrive(FIRST)

    same = desk.save("One", OwnSaves(frozenset(), 12))

    assert same.revision == FIRST
    assert desk.arrive(SECOND)


def test_no_two_words_have_one_revision_even_if_a_page_gives_a_number_twice(
    desk: AtTheDesk,
) -> None:
    desk.arrive(FIRST)

    other = desk.save("Other words", OwnSaves(frozenset({FIRST}), FIRST))

    assert other.revision != FIRST
