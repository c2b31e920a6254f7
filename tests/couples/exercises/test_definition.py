"""The schema: what a definition may be, one refusal at a time, and how it is stored."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from couples.audiences import Audience
from couples.exercises.definition import Definition, Field, FieldType, Part
from tests.couples.exercises.making import (
    COLUMNS,
    OPTIONS,
    definition_of,
    field_of,
    make_definition,
    make_field,
)

LOG = field_of("yes-no", key="done", part="log", required=True)


def _reasons(error: ValidationError) -> str:
    return "\n".join(detail["msg"] for detail in error.errors())


@pytest.mark.parametrize("kind", list(FieldType))
def test_every_type_of_field_can_be_made(kind: FieldType) -> None:
    assert make_field(kind).type is kind


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "Evening Walk"}, "small letters, digits and single hyphens"),
        ({"id": "walk--home"}, "small letters, digits and single hyphens"),
        ({"id": "w" * 61}, "at most 60"),
        ({"code": "99"}, "a capital letter and two or three digits"),
        ({"version": 0}, "must be 1 or more"),
        ({"version": "1"}, "valid integer"),
        ({"kind": "game"}, "Input should be"),
        ({"title": None}, "required"),
        ({"title": " \u200b\u3164"}, "must not be blank"),
        ({"title": "A <b>walk"}, "without markup"),
        ({"title": "A walk</p"}, "without markup"),
        ({"title": "A\nwalk"}, "must be one line"),
        ({"title": "A walk\x07"}, "control characters"),
        ({"title": "w" * 121}, "at most 120"),
        ({"purpose": "w" * 401}, "at most 400"),
        ({"instructions": "w" * 6001}, "at most 6000"),
        ({"instructions": "Walk.\n\n<script>"}, "without markup"),
        ({"minutes": [20, 10]}, "the smaller one first"),
        ({"minutes": [0, 10]}, "from 1 to 240"),
        ({"minutes": [10, 241]}, "from 1 to 240"),
        ({"minutes": [10]}, "required"),
        ({"doers": []}, "at least 1 item"),
        ({"doers": ["each", "each"]}, "‘doers’ names the same thing twice"),
        ({"doers": ["nobody"]}, "Input should be"),
        ({"cadences": ["once", "once"]}, "‘cadences’ names the same thing twice"),
        ({"gates": ["G1", "G1"]}, "‘gates’ names the same thing twice"),
        ({"gates": ["G9"]}, "Input should be"),
        ({"cadences": ["times-a-week"]}, "goes with the cadence"),
        ({"times_a_week": 3}, "goes with the cadence"),
        ({"cadences": ["times-a-week"], "times_a_week": 15}, "from 1 to 14"),
        ({"fields": []}, "at least 1 item"),
        ({"fields": [field_of("date", key=f"day_{n}") for n in range(61)]}, "at most 60 items"),
        ({"fields": [field_of("date"), field_of("date")]}, "two fields have the key ‘topic’"),
        ({"kind": "measure", "fields": [LOG]}, "log fields belong to a ritual, a tracker or"),
        ({"fields": [LOG]}, "log fields of an exercise or an agreement need ‘follow_up’"),
        ({"kind": "agreement", "fields": [LOG]}, "log fields of an exercise or an agreement need"),
        ({"kind": "ritual"}, "a ritual needs at least one log field"),
        ({"kind": "tracker"}, "a tracker needs at least one log field"),
        ({"colour": "green"}, "not permitted"),
    ],
)
def test_an_unsound_definition_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_definition(**changes)

    assert reason in _reasons(refusal.value)


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("date", {"key": "The-Day"}, "single underscores"),
        ("date", {"key": "d" * 41}, "at most 40"),
        ("date", {"label": None}, "required"),
        ("date", {"label": "<i>"}, "without markup"),
        ("date", {"help": "One.\nTwo."}, "must be one line"),
        ("date", {"required": "yes"}, "valid boolean"),
        ("date", {"audience": None}, "required"),
        ("date", {"audience": "everyone"}, "Input should be"),
        ("date", {"part": "middle"}, "Input should be"),
        ("date", {"max_length": 5}, "‘max_length’ does not belong to the type ‘date’"),
        ("yes-no", {"options": OPTIONS}, "‘options’ does not belong to the type ‘yes-no’"),
        ("short-text", {"low": "Little"}, "‘low’ does not belong"),
        ("short-text", {"max_length": 201}, "from 1 to 200"),
        ("short-text", {"max_length": 0}, "from 1 to 200"),
        ("long-text", {"max_length": 20_001}, "from 1 to 20000"),
        ("rating", {"low": None}, "the type ‘rating’ needs ‘low’"),
        ("rating", {"high": None}, "the type ‘rating’ needs ‘high’"),
        ("rating", {"maximum": 5}, "‘maximum’ does not belong"),
        ("number", {"minimum": None}, "the type ‘number’ needs ‘minimum’"),
        ("number", {"maximum": None}, "the type ‘number’ needs ‘maximum’"),
        ("number", {"minimum": 61}, "must not be more than"),
        ("number", {"maximum": 1_000_001}, "from -1000000 to 1000000"),
        ("number", {"maximum": 1.5}, "valid integer"),
        ("choice", {"options": None}, "the type ‘choice’ needs ‘options’"),
        ("choice", {"options": OPTIONS[:1]}, "from 2 to 30 options"),
        (
            "choice",
            {"options": [{"value": f"o{n}", "label": "One"} for n in range(31)]},
            "from 2 to 30 options",
        ),
        ("choice", {"options": [OPTIONS[0], OPTIONS[0]]}, "two options have the same ‘value’"),
        ("choice", {"options": [{"value": "Hear It", "label": "x"}, OPTIONS[0]]}, "single hyphens"),
        ("choices", {"maximum": 4}, "from 1 to 3"),
        ("choices", {"minimum": 0}, "from 1 to 3"),
        ("choices", {"minimum": 3, "maximum": 2}, "must not be more than"),
        ("list", {"maximum": 31}, "from 1 to 30"),
        ("list", {"max_length": 201}, "from 1 to 200"),
        ("rows", {"columns": None}, "the type ‘rows’ needs ‘columns’"),
        ("rows", {"maximum": 21}, "from 1 to 20"),
        ("rows", {"columns": [COLUMNS[0], COLUMNS[0]]}, "two columns have the same ‘key’"),
        ("rows", {"columns": [COLUMNS[2]]}, "at least one column must be required"),
        (
            "rows",
            {"columns": [COLUMNS[0] | {"key": f"who_{n}"} for n in "abcdefghi"]},
            "8 columns at most",
        ),
        ("rows", {"columns": [COLUMNS[0] | {"type": "long-text"}]}, "Input should be"),
        ("rows", {"columns": [COLUMNS[0] | {"unit": "h"}]}, "‘unit’ does not belong"),
        ("date", {"choose": ["me", "session"]}, "must hold the ‘audience’"),
        ("date", {"choose": ["couple"]}, "at least one other"),
        ("date", {"choose": ["couple", "me", "me"]}, "names an audience twice"),
        ("date", {"audience": "sealed"}, "a sealed field must be required"),
        ("date", {"choose": ["couple", "sealed"]}, "a sealed field must be required"),
        (
            "date",
            {"audience": "sealed", "required": True, "part": "received"},
            "cannot be sealed until both",
        ),
        ("date", {"together": True, "audience": "me"}, "is for the couple"),
        ("date", {"together": True, "choose": ["couple", "me"]}, "is for the couple"),
        ("date", {"together": True, "part": "received"}, "is not written for both"),
        ("emoji", {}, "Input should be"),
    ],
)
def test_an_unsound_field_is_refused(kind: str, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_field(kind, **changes)

    assert reason in _reasons(refusal.value)


def test_nothing_is_received_that_the_partner_cannot_read() -> None:
    private = LOG | {"audience": "counselor"}
    received = field_of("yes-no", part="received")

    with pytest.raises(ValidationError, match="a log field that the partner can read"):
        make_definition(private, received, kind="ritual")


def test_nothing_is_received_without_a_log() -> None:
    with pytest.raises(ValidationError, match="a log field that the partner can read"):
        make_definition(field_of("yes-no", part="received"), kind="check-in")


def test_nothing_is_written_together_that_nobody_does_together() -> None:
    with pytest.raises(ValidationError, match="written together, but nobody does"):
        make_definition(field_of("date", together=True), doers=["each"])


def test_nothing_is_sealed_until_both_where_one_may_be_alone() -> None:
    with pytest.raises(ValidationError, match="sealed until both, but one may do it alone"):
        make_definition(field_of("date", audience="sealed", required=True), doers=["each", "one"])


def test_a_sign_that_is_no_tag_is_kept() -> None:
    assert make_definition(title="Less than < 5, with <3").title == "Less than < 5, with <3"


def test_a_counselors_own_exercise_needs_no_code() -> None:
    assert make_definition(code=None).code == ""


def test_instructions_are_paragraphs_however_they_were_wrapped() -> None:
    definition = make_definition(instructions="\nTake a\nwalk.\n \nThen\r\n\r\nrest.\n")

    assert definition.paragraphs == ("Take a walk.", "Then", "rest.")


def test_usual_limits_are_written_out_so_that_a_version_stands_alone() -> None:
    stored = make_definition(field_of("list"), field_of("choices", key="ticks")).to_json()

    assert '"max_length":120,"maximum":10,"minimum":1' in stored
    assert '"maximum":3,"minimum":1' in stored


def test_the_author_is_offered_the_suggested_audience_first() -> None:
    field = make_field("date", audience="session", choose=["me", "session", "couple"])

    assert field.audiences == (Audience.SESSION, Audience.ME, Audience.COUPLE)


def test_without_a_choice_the_audience_is_the_only_one() -> None:
    assert make_field("date").audiences == (Audience.COUPLE,)


@pytest.mark.parametrize("kind", list(FieldType))
def test_only_ratings_numbers_and_yes_or_no_are_stored_as_numbers(kind: FieldType) -> None:
    numbers = {FieldType.RATING, FieldType.NUMBER, FieldType.YES_NO}

    assert make_field(kind).is_words == (kind not in numbers)


def test_fields_are_found_by_part_and_by_key() -> None:
    ritual = make_definition(field_of("short-text"), LOG, kind="ritual")

    assert [field.key for field in ritual.fields_of(Part.MAIN)] == ["topic"]
    assert [field.key for field in ritual.fields_of(Part.LOG)] == ["done"]
    assert ritual.fields_of(Part.RECEIVED) == ()
    assert ritual.field("done").required
    assert ritual.checks_in
    assert not make_definition().checks_in
    with pytest.raises(KeyError):
        ritual.field("nothing")


def test_a_definition_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        make_definition().title = "Another"


def test_a_refusal_does_not_repeat_what_was_written() -> None:
    with pytest.raises(ValidationError) as refusal:
        make_definition(title="<b>canary")

    assert "canary" not in str(refusal.value)


def test_a_different_word_gives_a_different_digest() -> None:
    assert make_definition().digest == make_definition().digest
    assert make_definition().digest != make_definition(title="A morning walk").digest


@given(
    title=st.text(min_size=1, max_size=100),
    kinds=st.lists(st.sampled_from(list(FieldType)), min_size=1, max_size=10),
)
def test_storing_and_reading_give_the_same_definition(title: str, kinds: list[FieldType]) -> None:
    fields = [field_of(kind, key=f"f{index}") for index, kind in enumerate(kinds)]
    try:
        definition = Definition.model_validate(definition_of(*fields, title=title))
    except ValidationError:
        return

    read = Definition.from_json(definition.to_json())

    assert read == definition
    assert read.to_json() == definition.to_json()
    assert all(isinstance(field, Field) for field in read.fields)


def test_sealed_work_that_each_does_apart_has_no_field_that_tells_of_it() -> None:
    sealed = field_of("rating", key="close", required=True, audience="sealed")
    open_field = field_of("short-text", key="told", audience="couple")

    with pytest.raises(ValidationError, match="sealed work was handed in"):
        make_definition(sealed, open_field, doers=["each"])
