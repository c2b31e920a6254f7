"""How far ahead a date may lie, counted from the day of handing in."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.exercises.days import out_of_reach
from couples.exercises.definition import Column, Field
from couples.exercises.exporting import export
from couples.exercises.loading import builtin_definitions, parse
from couples.exercises.telling import Row, Value
from tests.couples.exercises.making import field_of, make_definition, make_field

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
SPANS = st.tuples(st.integers(-400, 400), st.integers(-400, 400)).map(sorted)
LIMITED = [
    pytest.param(field, id=f"{definition.id}.{field.key}")
    for definition in builtin_definitions()
    for field in definition.fields
    if any(shape.within_days for shape in (field, *field.columns))
]
STEPS: dict[str, Any] = {
    "columns": [
        {"key": "what", "label": "What", "type": "short-text", "required": True},
        {"key": "by", "label": "By when", "type": "date", "within_days": [0, 7]},
    ]
}


def spans(field: Field) -> list[tuple[Field | Column, tuple[int, int]]]:
    shapes: list[Field | Column] = [field, *field.columns]
    return [(shape, shape.within_days) for shape in shapes if shape.within_days]


@given(SPANS, DAYS, st.integers(-900, 900))
def test_a_day_is_taken_exactly_within_its_span(span: list[int], today: date, days: int) -> None:
    field = make_field("date", within_days=span)

    sentence = out_of_reach(field, today + timedelta(days=days), today)

    assert (sentence is None) is (span[0] <= days <= span[1])
    assert sentence is None or "‘The topic’" in sentence


@pytest.mark.parametrize("field", LIMITED)
def test_the_library_takes_its_first_and_last_day_and_none_beyond(field: Field) -> None:
    today = date(2026, 11, 24)
    for shape, (low, high) in spans(field):
        for days, is_taken in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
            day = today + timedelta(days=days)
            rows: list[Row] = [{shape.key: day}]
            value: Value = day if shape is field else rows
            assert (out_of_reach(field, value, today) is None) is is_taken


def test_the_library_says_how_far_ahead_an_argument_waits_and_a_plan_is_looked_at() -> None:
    assert [param.id for param in LIMITED] == [
        "parked-argument.parked_until",
        "problem-solving.review_on",
    ]


def test_the_first_and_the_last_day_are_named() -> None:
    field = make_field("date", within_days=[0, 28])

    assert out_of_reach(field, date(2026, 12, 23), date(2026, 11, 24)) == (
        "Choose a day from November 24, 2026 to December 22, 2026 for ‘The topic’."
    )


def test_a_day_in_a_row_is_named_with_its_row() -> None:
    field = make_field("rows", **STEPS)
    rows: list[Row] = [
        {"what": "Ask", "by": date(2026, 11, 25)},
        {"what": "Go"},
        {"what": "Pay", "by": date(2027, 1, 1)},
    ]

    sentence = out_of_reach(field, rows, date(2026, 11, 24))

    assert sentence is not None
    assert sentence.endswith("for ‘By when’ in row 3 of ‘The topic’.")


@pytest.mark.parametrize("value", [None, date(1900, 1, 1), "words", 3, ["a line"]])
def test_what_has_no_span_may_name_any_day(value: Value | None) -> None:
    assert out_of_reach(make_field("date"), value, date(2026, 11, 24)) is None


def test_the_span_comes_back_from_text() -> None:
    definition = make_definition(
        field_of("date", key="day", within_days=[-3, 28]), field_of("rows", key="steps", **STEPS)
    )

    assert parse(export(definition)) == definition
