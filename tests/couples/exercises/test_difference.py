"""Two versions side by side: what was added, removed, moved and put differently."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from couples.audiences import Audience
from couples.exercises.definition import Definition
from couples.exercises.difference import Change, difference, widened
from tests.couples.exercises.definitions import definitions
from tests.couples.exercises.making import field_of, make_definition


def a_field(key: str, **changes: Any) -> dict[str, Any]:
    return field_of("short-text", key=key, label=key.title(), **changes)


def walk(*keys: str, **changes: Any) -> Definition:
    return make_definition(*[a_field(key) for key in keys], **changes)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(c.sort.value, c.field.key if c.field else "", c.setting) for c in changes]


def test_a_version_number_alone_is_no_difference() -> None:
    assert difference(walk("a"), walk("a", version=2)) == ()


def test_added_removed_and_moved_questions_are_told_apart() -> None:
    changes = difference(walk("a", "b", "c", "d"), walk("c", "a", "b", "e"))

    assert told(changes) == [("moved", "c", ""), ("added", "e", ""), ("removed", "d", "")]
    assert (changes[0].before, changes[0].after) == (3, 1)


def test_a_question_that_was_put_differently_is_the_same_question() -> None:
    before = make_definition(a_field("a"))
    after = make_definition(a_field("a", help="Take your time."))

    assert told(difference(before, after)) == [("changed", "a", "help")]


def test_what_changes_about_the_whole_comes_first() -> None:
    changes = difference(walk("a"), walk("b", title="A night walk"))

    assert told(changes)[0] == ("changed", "", "title")


def test_a_promise_that_becomes_wider_is_noticed_and_a_narrower_one_is_not() -> None:
    narrow = make_definition(a_field("a", audience="counselor"))
    wide = make_definition(a_field("a", audience="couple"))
    [wider] = difference(narrow, wide)
    [narrower] = difference(wide, narrow)

    assert (wider.before, wider.after) == (Audience.COUNSELOR, Audience.COUPLE)
    assert wider.reaches_further
    assert widened(narrow, wide)
    assert not narrower.reaches_further
    assert not widened(wide, narrow)


def test_a_choice_that_reaches_further_is_noticed() -> None:
    before = make_definition(a_field("a", audience="me"))
    after = make_definition(a_field("a", audience="me", choose=["me", "couple"]))

    assert widened(before, after)


@given(definitions(), definitions())
def test_nothing_differs_exactly_where_both_are_equal(one: Definition, other: Definition) -> None:
    assert difference(one, one) == ()
    assert (difference(one, other) == ()) == (one == other)
