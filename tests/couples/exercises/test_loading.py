"""Reading TOML: every fault by its place, and nothing else goes wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.errors import DomainError
from couples.exercises import loading
from couples.exercises.loading import DefinitionError, builtin_definition, parse

WALK = """\
id = "evening-walk"
version = 1
kind = "exercise"
title = "An evening walk"
purpose = "Gives the day an end."
instructions = \"\"\"
Take a walk.
title = "This is still the instructions"
[[fields]]

Then say how it was.
\"\"\"
origin = "Written for the tests."
not_when = "Not in a storm."
minutes = [10, 20]
doers = ["each"]
cadences = ["once"]
summary = "Walks taken."

[[fields]]
key = "way"
label = "Which way"
type = "choice"
audience = "couple"

[[fields.options]]
value = "river"
label = "By the river"

[[fields.options]]
value = "hill"
label = "Up the hill"

[[fields]]
key = "steps"
label = "Steps"
type = "rows"
audience = "couple"

[[fields.columns]]
key = "what"
label = "What"
type = "short-text"
required = true
"""


def _faults(old: str, new: str) -> list[str]:
    assert old in WALK
    with pytest.raises(DefinitionError) as refusal:
        parse(WALK.replace(old, new))
    return refusal.value.faults


def test_a_sound_text_is_a_definition() -> None:
    walk = parse(WALK)

    assert walk.id == "evening-walk"
    assert walk.field("way").option_label("hill") == "Up the hill"
    assert len(walk.paragraphs) == 2


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("version = 1\n", "", "‘version’: is missing."),
        ("version = 1", "version = true", "Line 2, ‘version’: must be a whole number."),
        ("version = 1", "version = 1.5", "Line 2, ‘version’: must be a whole number."),
        ('title = "An', 'title = "<p>An', "Line 4, ‘title’: must be plain text without markup."),
        ('"An evening walk"', "7", "Line 4, ‘title’: must be text in quotes."),
        (
            'kind = "exercise"',
            'kind = "game"',
            (
                "Line 3, ‘kind’: must be ‘exercise’, ‘ritual’, ‘tracker’, ‘agreement’,"
                " ‘check-in’ or ‘measure’."
            ),
        ),
        ("version = 1", 'version = 1\ncolor = "red"', "Line 3, ‘color’: is not known here."),
        ('["each"]', '"each"', "Line 16, ‘doers’: must be a list in brackets."),
        ('["each"]', "[]", "Line 16, ‘doers’: must hold 1 at least."),
        (
            "[10, 20]",
            "[20, 10]",
            ("The definition: ‘minutes’ must be two numbers from 1 to 240, the smaller one first."),
        ),
        ('label = "Which way"\n', "", "Line 20, field ‘way’, ‘label’: is missing."),
        ('key = "way"\n', "", "Line 20, field 1, ‘key’: is missing."),
        (
            'value = "hill"',
            'value = "Hill"',
            (
                "Line 31, field ‘way’, option 2, ‘value’: must be"
                " small letters, digits and single hyphens, beginning with a letter."
            ),
        ),
        (
            'value = "hill"',
            'value = "river"',
            ("Line 20, field ‘way’: two options have the same ‘value’."),
        ),
        (
            'label = "What"',
            'label = " "',
            ("Line 42, field ‘steps’, column ‘what’, ‘label’: must not be blank."),
        ),
        (
            "required = true",
            'required = "true"',
            ("Line 44, field ‘steps’, column ‘what’, ‘required’: must be true or false."),
        ),
    ],
)
def test_a_fault_is_named_by_its_place(old: str, new: str, fault: str) -> None:
    assert _faults(old, new) == [fault]


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(DefinitionError) as refusal:
        parse(WALK.replace("version = 1", "version = 0.5").replace('"Up the hill"', "3"))

    assert refusal.value.faults == [
        "Line 2, ‘version’: must be a whole number.",
        "Line 32, field ‘way’, option 2, ‘label’: must be text in quotes.",
    ]
    assert str(refusal.value) == "\n".join(refusal.value.faults)
    assert isinstance(refusal.value, DomainError)


def test_fields_written_inside_brackets_are_found_by_their_line() -> None:
    text = WALK[: WALK.index("[[fields]]\nkey")] + 'fields = [{key = "way", type = "date"}]\n'

    with pytest.raises(DefinitionError) as refusal:
        parse(text)

    assert refusal.value.faults == [
        "Line 20, field ‘way’, ‘label’: is missing.",
        "Line 20, field ‘way’, ‘audience’: is missing.",
    ]


def test_what_is_not_toml_is_named_by_its_line() -> None:
    (fault,) = _faults("version = 1", "version 1")

    assert fault.startswith("Line 2: this is not TOML.")


def test_an_unfinished_text_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"^The end of the text: this is not TOML\."):
        parse('id = "')


def test_a_text_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(DefinitionError, match="200,000 characters at most"):
        parse("#" * 200_001)


def test_lists_nested_without_end_are_refused() -> None:
    with pytest.raises(DefinitionError, match="nested too deeply"):
        parse("minutes = " + "[" * 50_000)


@given(st.text())
def test_any_text_is_a_definition_or_a_plain_refusal(text: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        parse(text)

    assert refusal.value.faults


@given(
    st.dictionaries(
        st.sampled_from(["id", "version", "minutes", "doers", "fields", "other", "times_a_week"]),
        st.sampled_from(
            [
                "1",
                "-1",
                "1.5",
                "true",
                '"a"',
                "[]",
                "[[]]",
                "[1]",
                "{}",
                "[{}]",
                "1979-05-27",
                "[{type = 1}]",
                '[{type = "list", options = 3}]',
                "[{columns = [{}]}]",
                "nan",
            ]
        ),
    )
)
def test_any_toml_is_a_definition_or_a_plain_refusal(given: dict[str, str]) -> None:
    text = "\n".join(f"{key} = {value}" for key, value in given.items())

    with pytest.raises(DefinitionError) as refusal:
        parse(text)

    assert all(fault.endswith(".") and "Input" not in fault for fault in refusal.value.faults)


def test_the_built_in_library_is_read_once() -> None:
    assert loading.builtin_definitions() is loading.builtin_definitions()


def test_a_built_in_definition_is_found_by_its_id() -> None:
    assert builtin_definition("grievance").code == "D04"
    with pytest.raises(KeyError):
        builtin_definition("nothing")
