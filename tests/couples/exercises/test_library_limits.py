"""Every definition filled at its least, at its most, and one step outside."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.exercises.answering import clean, problems
from couples.exercises.definition import Column, Definition, Field, Part
from couples.exercises.loading import builtin_definitions
from couples.exercises.vocabulary import Topic
from tests.couples.exercises.edges import filled, held_back, least, most, outside
from tests.couples.exercises.making import LIMITS, OPTIONS, field_of

LIBRARY = {definition.id: definition for definition in builtin_definitions()}
EVERY_FIELD = [
    pytest.param(field, id=f"{definition.id}.{field.key}")
    for definition in LIBRARY.values()
    for field in definition.fields
]


@pytest.mark.parametrize("field", EVERY_FIELD)
def test_a_question_takes_its_least_and_its_most(field: Field) -> None:
    for raw in (least(field), most(field)):
        assert problems(field, raw) == []
        assert clean(field, raw) is not None


@pytest.mark.parametrize("field", EVERY_FIELD)
def test_one_step_outside_is_refused_and_the_question_named(field: Field) -> None:
    for raw in outside(field):
        assert_refused_by_name(field, raw)
    if field.required:
        assert_refused_by_name(field, None)


@pytest.mark.parametrize("field", EVERY_FIELD)
def test_what_is_held_back_is_still_kept_in_the_draft(field: Field) -> None:
    rows = [[{column.key: raw}] for column in field.columns for raw in held_back(column)]

    for raw in (*held_back(field), *rows):
        assert problems(field, raw, draft=True) == []
        assert clean(field, raw, draft=True) is not None


def test_something_is_held_back_in_the_library() -> None:
    shapes: list[Field | Column] = []
    for definition in LIBRARY.values():
        for field in definition.fields:
            shapes += [field, *field.columns]

    assert sum(bool(held_back(shape)) for shape in shapes) >= 4


@pytest.mark.parametrize("definition", LIBRARY.values(), ids=LIBRARY)
@pytest.mark.parametrize("full", [False, True], ids=["least", "most"])
def test_a_whole_definition_can_be_filled(definition: Definition, full: bool) -> None:
    for part in Part:
        answers = filled(definition, part, full=full)
        for key, raw in answers.items():
            assert problems(definition.field(key), raw) == []


def assert_refused_by_name(field: Field, raw: object) -> None:
    (sentence,) = problems(field, raw)
    assert f"‘{field.label}’" in sentence


def _spans(low: int, high: int) -> st.SearchStrategy[dict[str, int]]:
    pairs = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    return pairs.map(lambda pair: {"minimum": pair[0], "maximum": pair[1]})


def _options(most_of_them: int) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.integers(2, most_of_them).map(
        lambda count: [
            {"value": f"o{number}", "label": f"Option {number}"} for number in range(count)
        ]
    )


REFUSES = st.lists(st.sampled_from(list(Topic)), unique=True, max_size=5)
HELD = st.booleans().map(lambda held: {"unless_yes": True, "say": "Smaller."} if held else None)
LENGTHS = st.integers(1, 200)
WITHIN = st.tuples(st.integers(-99, 99), st.integers(-99, 99)).map(sorted) | st.none()
BELOW = st.integers(1, 10).map(lambda edge: {"below": edge, "say": "Smaller."}) | st.none()


def _column(key: str) -> st.SearchStrategy[dict[str, Any]]:
    of = {
        "short-text": st.fixed_dictionaries({"max_length": LENGTHS, "refuses": REFUSES}),
        "choice": st.fixed_dictionaries({"options": _options(6)}),
        "date": st.fixed_dictionaries({"within_days": WITHIN}),
        "number": _spans(-99, 99),
        "person": st.just({}),
        "rating": st.fixed_dictionaries({"holds_back": BELOW}),
        "yes-no": st.fixed_dictionaries({"holds_back": HELD}),
    }
    return st.sampled_from(list(of)).flatmap(
        lambda kind: st.builds(
            lambda limits, required: {
                "key": key,
                "label": key.title(),
                "type": kind,
                "required": required,
                **limits,
            },
            of[kind],
            st.booleans(),
        )
    )


def _columns(count: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    first = _column("c0").map(lambda column: column | {"required": True})
    return st.tuples(first, *(_column(f"c{number}") for number in range(1, count))).map(list)


LIMITS_OF: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "short-text": st.fixed_dictionaries({"max_length": LENGTHS, "refuses": REFUSES}),
    "long-text": st.fixed_dictionaries({"max_length": LENGTHS, "refuses": REFUSES}),
    "rating": st.fixed_dictionaries({"holds_back": BELOW}),
    "number": _spans(-999, 999),
    "yes-no": st.fixed_dictionaries({"holds_back": HELD}),
    "choice": st.fixed_dictionaries({"options": _options(6)}),
    "choices": st.just({"options": OPTIONS}) | _spans(1, 2),
    "date": st.fixed_dictionaries({"within_days": WITHIN}),
    "list": st.builds(
        lambda span, of: span | of,
        _spans(1, 6),
        st.fixed_dictionaries({"max_length": LENGTHS, "refuses": REFUSES}),
    ),
    "rows": st.builds(
        lambda span, columns: span | {"columns": columns},
        _spans(1, 3),
        st.integers(1, 6).flatmap(_columns),
    ),
    "reference": st.just({"to": ["grievance"]}),
}


@st.composite
def any_field(draw: st.DrawFn) -> Field:
    """Any question that the schema allows."""
    kind = draw(st.sampled_from(list(LIMITS_OF)))
    limits = draw(LIMITS_OF[kind])
    return Field.model_validate(field_of(kind, required=draw(st.booleans()), **limits))


@given(any_field())
def test_any_question_of_the_schema_holds_its_limits(field: Field) -> None:
    assert problems(field, least(field)) == problems(field, most(field)) == []
    for raw in outside(field):
        assert_refused_by_name(field, raw)
    assert bool(problems(field, None)) is field.required


def test_no_type_of_question_is_left_out() -> None:
    assert set(LIMITS_OF) == set(LIMITS)
