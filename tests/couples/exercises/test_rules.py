"""The rules that a definition brings along, and what each says of an answer."""

from typing import Any

import pytest

from couples.exercises.answering import AnswerError, clean, problems, readable, to_words
from couples.exercises.definition import Condition, Definition, Part, Topic, Variant
from couples.exercises.loading import DefinitionError, parse
from couples.exercises.topics import WORDS, topic_name, touched
from tests.couples.exercises.making import definition_of, make_definition, make_field
from tests.couples.exercises.rulebook import (
    FEASIBLE,
    LOG,
    SMALLER,
    YES,
    everything,
)


def test_every_rule_is_stored_and_read_back_as_it_was() -> None:
    definition = everything()

    read = Definition.from_json(definition.to_json())

    assert read == definition
    assert read.to_json() == definition.to_json()


def test_each_variant_is_asked_its_own_and_what_is_for_both() -> None:
    definition = everything()

    first = [field.key for field in definition.fields_of(Part.MAIN, Variant.FIRST)]
    second = [field.key for field in definition.fields_of(Part.MAIN, Variant.SECOND)]

    assert "told" in first
    assert "told" not in second
    assert set(first) - {"told"} == set(second) - {"heard"}
    assert Variant.FIRST.other is Variant.SECOND
    assert Variant.SECOND.other is Variant.FIRST


def test_what_follows_an_exercise_is_no_ritual_that_comes_round() -> None:
    definition = make_definition(YES, LOG, follow_up="any-time")

    assert not definition.checks_in
    assert definition.repeated_part is Part.MAIN


def test_a_version_that_was_stored_before_these_rules_reads_as_it_did() -> None:
    before = (
        '{"cadences":["once"],"code":"D99","doers":["each"],"fields":[{"audience":"couple",'
        '"choose":[],"columns":[],"key":"topic","label":"The topic","max_length":200,"options":[],'
        '"part":"main","required":false,"together":false,"type":"short-text"}],"gates":[],'
        '"id":"evening-walk","instructions":"Take a walk.\\n\\nThen say how it was.",'
        '"kind":"exercise","minutes":[10,20],"not_when":"Not in a storm.",'
        '"origin":"Written for the tests.","purpose":"Gives the day an end.",'
        '"summary":"Walks taken.","title":"An evening walk","version":1}'
    )

    assert Definition.from_json(before) == make_definition(doers=["each"])


@pytest.mark.parametrize(
    ("rule", "value", "holds"),
    [
        ({"at_least": 7}, 6, False),
        ({"at_least": 7}, 7, True),
        ({"at_least": 7}, 8, True),
        ({"at_most": 3}, 2, True),
        ({"at_most": 3}, 3, True),
        ({"at_most": 3}, 4, False),
        ({"at_most": 3}, None, False),
        ({"among": ["yes"]}, True, True),
        ({"among": ["yes"]}, False, False),
        ({"among": ["no"]}, False, True),
        ({"among": ["hear"]}, "hear", True),
        ({"among": ["hear"]}, "mend", False),
        ({"among": ["hear"]}, ["mend", "hear"], True),
        ({"among": ["hear"]}, ["mend"], False),
        ({"among": ["hear"]}, None, False),
    ],
)
def test_a_condition_holds_from_its_edge_on(
    rule: dict[str, Any], value: object, holds: bool
) -> None:
    assert Condition(field="x", **rule).holds(value) is holds


@pytest.mark.parametrize(
    ("kind", "rule", "raw", "stands"),
    [
        ("rating", SMALLER, "4", False),
        ("rating", SMALLER, "5", True),
        ("rating", SMALLER, "6", True),
        ("rating", SMALLER, "", True),
        ("number", SMALLER, "-5", False),
        ("yes-no", FEASIBLE, "no", False),
        ("yes-no", FEASIBLE, "yes", True),
        ("yes-no", FEASIBLE, None, True),
    ],
)
def test_an_answer_below_the_edge_asks_for_a_smaller_step(
    kind: str, rule: dict[str, Any], raw: object, stands: bool
) -> None:
    field = make_field(kind, holds_back=rule)

    found = problems(field, raw)

    assert found == ([] if stands else ["‘The topic’: Find a smaller step."])
    assert problems(field, raw, draft=True) == []


def test_a_cell_that_is_held_back_is_named_with_its_row() -> None:
    field = everything().field("steps")
    row = {"act": "Call ahead", "willing": "5", "doable": "yes"}

    kept = clean(field, [row])

    assert kept == [{"act": "Call ahead", "willing": 5, "doable": True}]
    assert problems(field, [row, row | {"willing": "4"}]) == [
        "‘Willing’ in row 2 of ‘The topic’: Find a smaller step."
    ]
    assert problems(field, [row | {"doable": "no"}]) == [
        "‘Doable’ in row 1 of ‘The topic’: Find a smaller step."
    ]
    assert problems(field, [row | {"willing": "11"}]) == [
        "Choose a number from 0 to 10 for ‘Willing’ in row 1 of ‘The topic’."
    ]


def test_rated_and_answered_cells_are_told_under_their_names() -> None:
    field = everything().field("steps")
    value = clean(field, [{"act": "Call ahead", "willing": "7", "doable": "yes"}])
    assert value is not None

    assert readable(field, value) == ["Call ahead, Willing: 7 of 10, Doable: yes"]
    assert '"doable":true' in to_words(field, value)


@pytest.mark.parametrize("topic", list(Topic))
def test_a_consequence_may_not_reach_for_what_holds_a_person(topic: Topic) -> None:
    field = make_field("short-text", refuses=[topic.value])

    for word in WORDS[topic]:
        (sentence,) = problems(field, f"Then I take the {word.upper()}, for now.")
        assert sentence.startswith(f"‘The topic’ speaks of {topic_name(topic)}.")
        assert "what you yourself will do" in sentence
        assert problems(field, f"Then I take the {word}.", draft=True) == []


@pytest.mark.parametrize(
    "words",
    [
        "I say that I need a pause, and walk around the block.",
        "I breathe, drink a glass of water, and come back in an hour.",
        "I go to the other room and read.",
        "We sit apart for twenty minutes.",
        "I ask for a lesson in patience from a person whom I trust.",
    ],
)
def test_what_somebody_does_to_grow_calm_may_stand(words: str) -> None:
    assert touched(words, tuple(Topic)) is None


def test_each_item_of_a_list_is_held_to_the_topics() -> None:
    field = make_field("list", refuses=["money"])

    assert problems(field, ["I step away", "I keep the  money"]) != []
    assert problems(field, ["I step away"]) == []


def test_a_reference_is_a_public_id_and_nothing_else() -> None:
    field = make_field("reference", required=True)
    known = "abcdefghijklmnopqrstuvwxyz"

    assert clean(field, known) == known
    assert readable(field, known) == "Something from earlier"
    assert readable(field, known, referred={known: "A hurt, May 3"}) == "A hurt, May 3"
    for raw in ("1", "../x", known + "a", ["x"], 5):
        with pytest.raises(AnswerError, match="Choose one from the list for ‘The topic’"):
            clean(field, raw)


def test_a_faulty_rule_is_named_with_its_line_and_field() -> None:
    text = "\n".join(
        [
            *(f"{name} = {value!r}" for name, value in definition_of().items() if name != "fields"),
            "[[fields]]",
            'key = "willing"',
            'label = "Willing"',
            'type = "rating"',
            'audience = "couple"',
            'low = "No"',
            'high = "Yes"',
            "holds_back = { below = 5 }",
            "[[summaries]]",
            'kind = "average"',
            'label = "Mean"',
        ]
    )

    with pytest.raises(DefinitionError) as refusal:
        parse(text)

    lines = text.splitlines()
    rule = lines.index("holds_back = { below = 5 }") + 1
    kind = lines.index('kind = "average"') + 1
    first, second = sorted(refusal.value.faults)
    assert first == f"Line {rule}, field ‘willing’, ‘holds_back’, ‘say’: is missing."
    assert second.startswith(f"Line {kind}, summary 1, ‘kind’: must be ‘adherence’, ‘count’,")
