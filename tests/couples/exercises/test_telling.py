"""How an answer is stored and told back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.exercises.answering import (
    Row,
    Value,
    from_number,
    from_words,
    readable,
    to_number,
    to_words,
)
from couples.wording import use_locale
from tests.couples.exercises.making import COLUMNS, make_field

MAY_THIRD = date(2026, 5, 3)
NAMES = {"author": "Alex", "other": "Sam", "both": "Alex and Sam"}
words = st.text(min_size=1)
rows = st.fixed_dictionaries(
    {"who": st.sampled_from(list(NAMES)), "what": words},
    optional={
        "by": st.dates(),
        "hours": st.integers(1, 9),
        "how": st.sampled_from(["hear", "mend"]),
    },
)


@given(
    st.one_of(
        st.tuples(st.just("short-text"), words),
        st.tuples(st.just("long-text"), words),
        st.tuples(st.just("choice"), st.sampled_from(["hear", "mend"])),
        st.tuples(st.just("choices"), st.lists(st.sampled_from(["hear", "mend"]))),
        st.tuples(st.just("date"), st.dates()),
        st.tuples(st.just("list"), st.lists(words)),
        st.tuples(st.just("rows"), st.lists(rows)),
    )
)
def test_stored_words_come_back_as_the_same_value(answer: tuple[str, Value]) -> None:
    kind, value = answer
    field = make_field(kind)

    assert from_words(field, to_words(field, value)) == value


@given(st.integers(-5, 60))
def test_stored_numbers_come_back_as_the_same_value(number: int) -> None:
    field = make_field("number")

    assert from_number(field, to_number(field, number)) == number


def test_yes_and_no_are_stored_as_one_and_nothing() -> None:
    field = make_field("yes-no")

    assert [to_number(field, answer) for answer in (True, False)] == [1, 0]
    assert from_number(field, 1.0) is True
    assert from_number(field, 0) is False


def test_words_are_stored_plain_so_that_they_can_be_read_without_a_definition() -> None:
    assert to_words(make_field("long-text"), "“Yes”\n") == "“Yes”\n"
    assert to_words(make_field("list"), ["Über"]) == '["Über"]'


def test_words_and_numbers_are_never_mixed_up() -> None:
    with pytest.raises(ValueError, match="stored as a number"):
        to_words(make_field("rating"), 7)
    with pytest.raises(ValueError, match="stored as words"):
        to_number(make_field("date"), MAY_THIRD)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("short-text", "A walk", "A walk"),
        ("rating", 7, "7 of 10"),
        ("number", 20, "20"),
        ("yes-no", True, "Yes"),
        ("yes-no", 0, "No"),
        ("choice", "mend", "Mend it"),
        ("choice", "long-gone", "long-gone"),
        ("choices", ["hear", "mend"], ["Hear it", "Mend it"]),
        ("date", MAY_THIRD, "May 3, 2026"),
        ("list", ["One", "Two"], ["One", "Two"]),
    ],
)
def test_an_answer_is_told_in_words(kind: str, value: Value, told: object) -> None:
    assert readable(make_field(kind), value) == told


@pytest.mark.parametrize(
    ("unit", "number", "told"),
    [("minutes", 20, "20 minutes"), ("hours", 1, "1 hour"), ("steps", 3, "3 steps")],
)
def test_a_measured_number_is_told_with_its_unit(unit: str, number: int, told: str) -> None:
    assert readable(make_field("number", unit=unit), number) == told


def test_a_row_names_who_does_what_by_when() -> None:
    field = make_field("rows", columns=COLUMNS[:3])
    steps: list[Row] = [
        {"who": "author", "what": "Call the bank", "by": MAY_THIRD},
        {"who": "both", "what": "Rest"},
    ]

    assert readable(field, steps, NAMES) == [
        "Alex: Call the bank, by May 3, 2026",
        "Alex and Sam: Rest",
    ]
    assert readable(field, steps)[1] == "Both: Rest"


def test_a_row_that_begins_with_a_day_says_what_happens_on_it() -> None:
    field = make_field("rows", columns=[COLUMNS[2], COLUMNS[1], COLUMNS[4]])

    days: list[Row] = [{"by": MAY_THIRD, "what": "The day we met", "how": "hear"}]

    told = readable(field, days)

    assert told == ["May 3, 2026: The day we met, Hear it"]


def test_dates_are_told_in_the_readers_language() -> None:
    with use_locale("de"):
        assert readable(make_field("date"), MAY_THIRD) == "3. Mai 2026"
