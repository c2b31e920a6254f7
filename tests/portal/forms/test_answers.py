"""A form for any exercise: what is typed into it comes back as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from couples.audiences import Audience
from couples.exercises.definition import (
    Column,
    ColumnType,
    Definition,
    Field,
    FieldType,
    Part,
    Variant,
)
from couples.exercises.loading import builtin_definitions
from couples.submissions.typed import Typed
from portal.forms.answers import build_form
from portal.forms.sent import read
from tests.couples.exercises.making import field_of, make_definition
from tests.page import _filled

LIBRARY = builtin_definitions()
PEOPLE = {"author": "Alex", "other": "Sam", "both": "Both of us"}
THINGS = [("a" * 26, "Naming what hurt, May 3"), ("b" * 26, "Naming what hurt, May 9")]
READERS = {audience: audience.value for audience in Audience}
# A browser keeps every character but these: it ends lines in its own way.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=40)


def sent_by_a_browser(definition: Definition, part: Part, typed: Typed) -> MultiDict[str, str]:
    """What the form sends when nobody touches it."""
    form = build_form(
        definition, part, typed, people=PEOPLE, readers=READERS, offered=_offered(definition)
    ).form
    page = "".join(str(field()) for field in form)
    soup = BeautifulSoup(f"<form>{page}</form>", "html.parser")
    assert soup.form is not None
    return MultiDict(_filled(soup.form))


def _offered(definition: Definition) -> dict[str, dict[str, str]]:
    """Two things that each reference may name."""
    return {question.key: dict(THINGS) for question in definition.fields if question.to}


def typed_into(question: Field) -> st.SearchStrategy[Any]:
    """Something that somebody may have typed, right or wrong."""
    options = [option.value for option in question.options] or ["none"]
    cells = {column.key: _typed_into_a_cell(column) for column in question.columns}
    most = question.maximum or 1
    in_their_order = st.sets(st.sampled_from(options), min_size=1).map(
        lambda chosen: [value for value in options if value in chosen]
    )
    several: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.RATING: st.integers(0, 10).map(str),
        FieldType.YES_NO: st.sampled_from(["yes", "no"]),
        FieldType.CHOICE: st.sampled_from(options),
        FieldType.CHOICES: in_their_order,
        FieldType.LIST: st.lists(TEXTS, min_size=1, max_size=most),
        FieldType.ROWS: st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=most),
        FieldType.REFERENCE: st.sampled_from([name for name, _words in THINGS]),
        FieldType.DATE: st.dates().map(str),
    }
    return several.get(question.type, TEXTS)


def _typed_into_a_cell(column: Column) -> st.SearchStrategy[str]:
    typed: dict[ColumnType, st.SearchStrategy[str]] = {
        ColumnType.CHOICE: st.sampled_from([option.value for option in column.options] or ["none"]),
        ColumnType.PERSON: st.sampled_from(list(PEOPLE)),
        ColumnType.RATING: st.integers(0, 10).map(str),
        ColumnType.YES_NO: st.sampled_from(["yes", "no"]),
        ColumnType.DATE: st.dates().map(str),
    }
    return typed.get(column.type, TEXTS)


def typed_for(questions: tuple[Field, ...]) -> st.SearchStrategy[Typed]:
    answers = st.fixed_dictionaries({}, optional={q.key: typed_into(q) for q in questions})
    audiences = {
        q.key: st.sampled_from([a.value for a in q.audiences[1:]]) for q in questions if q.choose
    }
    return st.builds(Typed, answers, st.fixed_dictionaries({}, optional=audiences))


@pytest.mark.parametrize(
    ("definition", "part"),
    [(d, part) for d in LIBRARY for part in Part if d.fields_of(part)],
    ids=lambda value: getattr(value, "id", str(value)),
)
@settings(deadline=None, max_examples=40)  # A busy machine is slow, not wrong.
@given(data=st.data())
def test_whatever_was_typed_comes_back(
    definition: Definition, part: Part, data: st.DataObject
) -> None:
    typed = data.draw(typed_for(definition.fields_of(part)))

    again = read(definition, part, sent_by_a_browser(definition, part, typed))

    assert again == typed


def test_a_form_that_nobody_touched_is_nothing() -> None:
    for definition in LIBRARY:
        for part in Part:
            sent = sent_by_a_browser(definition, part, Typed())

            assert read(definition, part, sent) == Typed()


def test_a_browsers_line_ends_are_no_change() -> None:
    definition = make_definition(field_of("long-text", key="words"))
    sent = MultiDict({"answer-words": "one\r\ntwo"})

    assert read(definition, Part.MAIN, sent).answers == {"words": "one\ntwo"}


def test_no_answer_is_called_like_a_button_or_a_token() -> None:
    keys = ("csrf_token", "action", "revision", "key")
    definition = make_definition(*(field_of("short-text", key=key) for key in keys))

    form = build_form(definition, Part.MAIN, Typed(), people=PEOPLE, readers=READERS)

    assert {field.name for field in form.form}.isdisjoint(keys)


def test_two_forms_on_one_page_keep_apart() -> None:
    definition = make_definition(field_of("short-text", key="words"))
    sent = MultiDict({"one-answer-words": "here", "two-answer-words": "there"})

    assert read(definition, Part.MAIN, sent, prefix="two-").answers == {"words": "there"}


def test_nobody_can_choose_an_audience_that_was_not_offered() -> None:
    kept = field_of("short-text", key="words", audience="me", choose=["me", "counselor"])
    sent = MultiDict({"answer-words": "x", "who-words": "couple"})

    assert read(make_definition(kept), Part.MAIN, sent).audiences == {}


def test_rated_cells_and_references_are_asked_and_shown_again() -> None:
    columns = [
        {"key": "act", "label": "Act", "type": "short-text", "required": True},
        {
            "key": "willing",
            "label": "Willing",
            "type": "rating",
            "low": "Not at all",
            "high": "Gladly",
        },
        {"key": "doable", "label": "Doable", "type": "yes-no"},
    ]
    known = "abcdefghijklmnopqrstuvwxyz"
    definition = make_definition(
        field_of("rows", key="steps", columns=columns),
        field_of("reference", key="about"),
    )
    typed = Typed({"steps": [{"act": "Call", "willing": "7", "doable": "no"}], "about": known})

    form = build_form(
        definition,
        Part.MAIN,
        typed,
        people=PEOPLE,
        readers=READERS,
        offered={"about": {known: "What hurt, May 3"}},
    ).form
    page = "".join(str(field()) for field in form)
    soup = BeautifulSoup(f"<form>{page}</form>", "html.parser")

    assert soup.form is not None
    assert read(definition, Part.MAIN, MultiDict(_filled(soup.form))) == typed
    assert "0 – Not at all" in page
    assert "10 – Gladly" in page
    assert "What hurt, May 3" in page


def test_each_variant_finds_its_own_questions() -> None:
    definition = make_definition(
        field_of("short-text", key="told", variant="first"),
        field_of("short-text", key="heard", variant="second"),
        doers=["variants"],
        variants=["The one who was hurt", "The one who repairs"],
    )

    form = build_form(
        definition,
        Part.MAIN,
        Typed(),
        people=PEOPLE,
        readers=READERS,
        variant=Variant.SECOND,
    )

    assert [prompt.question.key for prompt in form.prompts] == ["heard"]
