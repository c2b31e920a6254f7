"""One answer: what is kept, what is refused and with which sentence."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.errors import DomainError
from couples.exercises.answering import AnswerError, clean, problems, require
from couples.exercises.blank import is_blank
from couples.exercises.definition import FieldType
from tests.couples.exercises.making import make_field
from tests.couples.exercises.test_blank import blanks

MAY_THIRD = date(2026, 5, 3)
ROW = {"who": "author", "what": "Call", "by": "2026-05-03", "hours": "2", "how": "mend"}
KEPT_ROW = {"who": "author", "what": "Call", "by": MAY_THIRD, "hours": 2, "how": "mend"}


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("short-text", "A walk", "A walk"),
        ("short-text", "  A walk ", "  A walk "),
        ("short-text", "0", "0"),
        ("long-text", "One\r\n\r\nTwo\r\n \r\n\u200b\r\n", "One\n\nTwo"),
        ("long-text", "\n\nOne", "\n\nOne"),
        ("long-text", "<b>5 < 6</b> \U0001f642", "<b>5 < 6</b> \U0001f642"),
        ("rating", "0", 0),
        ("rating", " 10 ", 10),
        ("rating", 7.0, 7),
        ("rating", "7,0", 7),
        ("rating", "\uff17", 7),
        ("number", "-5", -5),
        ("number", "+60", 60),
        ("yes-no", "yes", True),
        ("yes-no", "off", False),
        ("yes-no", "1", True),
        ("yes-no", 0, False),
        ("yes-no", True, True),
        ("choice", "mend", "mend"),
        ("choices", ["wait", "", "hear", "wait"], ["hear", "wait"]),
        ("choices", "hear", ["hear"]),
        ("date", "2026-05-03", MAY_THIRD),
        ("date", MAY_THIRD, MAY_THIRD),
        ("list", ["One", " ", "\u3164", "Two\r\n"], ["One", "Two"]),
        ("list", "One\r\n\r\nTwo", ["One", "Two"]),
        ("rows", [ROW, {"who": "", "what": "\u200b"}, {}], [KEPT_ROW]),
        (
            "rows",
            [{"who": "both", "what": "Rest", "stray": "x"}],
            [{"who": "both", "what": "Rest"}],
        ),
    ],
)
def test_an_answer_is_kept(kind: str, raw: object, kept: object) -> None:
    value = clean(make_field(kind), raw)

    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize("raw", [None, "", " \t\r\n", "\u2800\u3164\ufe0f"])
def test_blank_is_nothing_in_every_type(kind: FieldType, raw: object) -> None:
    field = make_field(kind)
    assert clean(field, [raw] if kind in {FieldType.LIST, FieldType.CHOICES} else None) is None
    if kind is not FieldType.ROWS:
        assert clean(field, raw) is None


@given(blanks.filter(lambda text: "\0" not in text), st.sampled_from(["short-text", "long-text"]))
def test_blank_words_are_never_work(text: str, kind: str) -> None:
    field = make_field(kind, required=True)

    assert clean(field, text) is None
    assert problems(field, text) == ["Write an answer for ‘The topic’."]


@pytest.mark.parametrize(
    ("kind", "changes", "raw", "sentence"),
    [
        (
            "short-text",
            {},
            "x\0",
            "‘The topic’ holds a character that cannot be kept. Please delete it.",
        ),
        (
            "short-text",
            {},
            "\0",
            "‘The topic’ holds a character that cannot be kept. Please delete it.",
        ),
        (
            "long-text",
            {},
            "\ud83d",
            "‘The topic’ holds a character that cannot be kept. Please delete it.",
        ),
        (
            "list",
            {},
            ["a\udc00"],
            "‘The topic’ holds a character that cannot be kept. Please delete it.",
        ),
        (
            "short-text",
            {"max_length": 3},
            "Walk",
            "Shorten ‘The topic’ to 3 characters. It has 4 now.",
        ),
        (
            "list",
            {"max_length": 3},
            ["a", "Walk"],
            "Shorten ‘The topic’ to 3 characters. It has 4 now.",
        ),
        ("short-text", {}, ["x"], "Write an answer for ‘The topic’."),
        ("short-text", {}, 5, "Write an answer for ‘The topic’."),
        ("rating", {}, "11", "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, "-1", "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, "7.5", "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, "1_0", "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, True, "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, float("nan"), "Choose a number from 0 to 10 for ‘The topic’."),
        ("rating", {}, float("inf"), "Choose a number from 0 to 10 for ‘The topic’."),
        ("number", {}, "9" * 50, "Write a whole number from -5 to 60 for ‘The topic’."),
        ("number", {}, "many", "Write a whole number from -5 to 60 for ‘The topic’."),
        ("yes-no", {}, "perhaps", "Choose yes or no for ‘The topic’."),
        ("yes-no", {}, 2, "Choose yes or no for ‘The topic’."),
        ("choice", {}, "run", "Choose one of the answers for ‘The topic’."),
        ("choice", {}, ["hear"], "Choose one of the answers for ‘The topic’."),
        ("choices", {}, ["hear", "run"], "Choose from the answers for ‘The topic’."),
        ("choices", {"minimum": 2}, ["hear"], "Give at least 2 answers for ‘The topic’."),
        ("choices", {"maximum": 1}, ["hear", "mend"], "Give at most 1 answer for ‘The topic’."),
        ("date", {}, "3.5.2026", "Choose a date for ‘The topic’."),
        ("date", {}, "2026-02-30", "Choose a date for ‘The topic’."),
        ("date", {}, "0026-02-03", "Choose a date for ‘The topic’."),
        ("date", {}, datetime(2026, 5, 3, tzinfo=UTC), "Choose a date for ‘The topic’."),
        ("list", {"minimum": 3}, ["a", "b"], "Give at least 3 answers for ‘The topic’."),
        ("list", {"maximum": 2}, ["a", "b", "c"], "Give at most 2 answers for ‘The topic’."),
        ("list", {}, 5, "Write an answer for ‘The topic’."),
        ("rows", {}, "x", "Fill in at least one row of ‘The topic’."),
        ("rows", {}, [ROW, {"what": "Call"}], "Choose a person for ‘Who’ in row 2 of ‘The topic’."),
        ("rows", {}, [{"who": "both"}], "Write an answer for ‘What’ in row 1 of ‘The topic’."),
        ("rows", {}, [ROW | {"who": "Sam"}], "Choose a person for ‘Who’ in row 1 of ‘The topic’."),
        (
            "rows",
            {},
            [ROW | {"by": "soon"}],
            "Choose a date for ‘By when’ in row 1 of ‘The topic’.",
        ),
        (
            "rows",
            {},
            [ROW | {"hours": "10"}],
            "Write a whole number from 1 to 9 for ‘Hours’ in row 1 of ‘The topic’.",
        ),
        (
            "rows",
            {},
            [ROW | {"how": "run"}],
            "Choose one of the answers for ‘How’ in row 1 of ‘The topic’.",
        ),
        (
            "rows",
            {},
            [ROW | {"what": "x" * 21}],
            "Shorten ‘What’ in row 1 of ‘The topic’ to 20 characters. It has 21 now.",
        ),
        ("rows", {"maximum": 1}, [ROW, ROW], "Give at most 1 answer for ‘The topic’."),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    kind: str, changes: dict[str, Any], raw: object, sentence: str
) -> None:
    field = make_field(kind, **changes)

    with pytest.raises(AnswerError) as refusal:
        clean(field, raw)

    assert str(refusal.value) == sentence
    assert refusal.value.key == "topic"
    assert isinstance(refusal.value, DomainError)
    assert problems(field, raw) == [sentence]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("short-text", "Write an answer for ‘The topic’."),
        ("long-text", "Write an answer for ‘The topic’."),
        ("rating", "Choose a number from 0 to 10 for ‘The topic’."),
        ("number", "Write a whole number from -5 to 60 for ‘The topic’."),
        ("yes-no", "Choose yes or no for ‘The topic’."),
        ("choice", "Choose one of the answers for ‘The topic’."),
        ("choices", "Choose from the answers for ‘The topic’."),
        ("date", "Choose a date for ‘The topic’."),
        ("list", "Write an answer for ‘The topic’."),
        ("rows", "Fill in at least one row of ‘The topic’."),
    ],
)
def test_a_required_answer_is_asked_for_by_its_name(kind: str, sentence: str) -> None:
    with pytest.raises(AnswerError) as refusal:
        require(make_field(kind, required=True), None)

    assert str(refusal.value) == sentence
    assert problems(make_field(kind, required=True), None) == [sentence]
    assert problems(make_field(kind), None) == []


def test_no_and_zero_are_answers() -> None:
    assert problems(make_field("yes-no", required=True), "no") == []
    assert problems(make_field("rating", required=True), "0") == []


def test_an_unfinished_draft_is_kept_whole() -> None:
    assert clean(make_field("short-text", max_length=3), "Walk", draft=True) == "Walk"
    assert clean(make_field("list", minimum=3), ["a"], draft=True) == ["a"]
    assert clean(make_field("rows"), [{"what": "x" * 30}], draft=True) == [{"what": "x" * 30}]
    assert problems(make_field("date", required=True), None, draft=True) == []


def test_a_draft_still_refuses_what_cannot_be_kept() -> None:
    assert problems(make_field("long-text"), "\0", draft=True)
    assert problems(make_field("rating"), "eleven", draft=True)


@given(st.text(max_size=300))
def test_words_are_kept_as_they_were_typed(text: str) -> None:
    field = make_field("long-text")
    if "\0" in text:
        assert problems(field, text)
        return

    kept = clean(field, text)

    typed = text.replace("\r\n", "\n")
    if kept is None:
        assert is_blank(typed)
    else:
        assert typed.startswith(str(kept))
        assert is_blank(typed[len(str(kept)) :])
        assert clean(field, kept) == kept


RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*ROW, "x"]), inner),
)


@given(st.sampled_from(list(FieldType)), RAW, st.booleans())
def test_whatever_a_form_delivers_is_kept_or_refused_with_a_sentence(
    kind: FieldType,
    raw: object,
    draft: bool,
) -> None:
    field = make_field(kind)
    try:
        value = clean(field, raw, draft=draft)
    except AnswerError as error:
        assert_is_a_sentence(str(error))
    else:
        assert clean(field, value, draft=draft) == value


def assert_is_a_sentence(text: str) -> None:
    assert text.endswith(".")
    assert "‘The topic’" in text
