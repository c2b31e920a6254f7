"""From an instrument to homework: who is asked, what they choose from, and who reads it."""

from __future__ import annotations

import pytest

from couples.exercises.definition import Audience, Cadence, Definition, Doer, FieldType, Kind
from couples.measures.definitions import (
    Wording,
    asks,
    definition_of,
    item_key,
    measure_definitions,
    own_wording,
    points_given,
)
from couples.measures.instrument import Instrument
from couples.measures.keys import instrument_of, instruments

KEY_ONLY = [each for each in instruments() if not each.has_text]


@pytest.fixture(params=measure_definitions(), ids=lambda each: each.id)
def definition(request: pytest.FixtureRequest) -> Definition:
    found: Definition = request.param
    return found


def test_six_measures_come_along_with_their_words() -> None:
    assert [each.id for each in measure_definitions()] == [
        *("csi-4", "csi-16", "csi-32", "phq-9", "phq-2", "gad-7")
    ]


def test_a_measure_is_choices_for_the_counselor_alone(definition: Definition) -> None:
    assert definition.kind is Kind.MEASURE
    assert {field.type for field in definition.fields} == {FieldType.CHOICE}
    assert {field.audiences for field in definition.fields} == {(Audience.COUNSELOR,)}
    assert not any(field.required or field.together for field in definition.fields)


def test_a_measure_comes_once_before_each_session_or_every_few_weeks(
    definition: Definition,
) -> None:
    assert definition.cadences == (Cadence.ONCE, Cadence.EACH_SESSION, Cadence.EVERY_FEW_WEEKS)
    assert definition.every_weeks is not None
    assert definition.every_weeks[0] == definition.every_weeks[1]


def test_a_screen_of_one_person_is_given_to_one_alone(definition: Definition) -> None:
    instrument = instrument_of(definition.id)
    assert instrument is not None

    doers = {"relationship": (Doer.EACH, Doer.ONE), "individual": (Doer.ONE,)}

    assert definition.doers == doers[instrument.about.value]


def test_whose_words_they_are_stands_with_them(definition: Definition) -> None:
    assert "©" in definition.origin


def test_it_reads_back_as_it_was_stored(definition: Definition) -> None:
    assert Definition.from_json(definition.to_json()) == definition


def test_it_asks_exactly_what_its_key_scores(definition: Definition) -> None:
    instrument = instrument_of(definition.id)
    assert instrument is not None

    fewer = definition.model_copy(update={"fields": definition.fields[1:]})
    first = definition.fields[0]
    odd = first.model_copy(update={"options": first.options[1:]})
    changed = definition.model_copy(update={"fields": (odd, *definition.fields[1:])})

    assert asks(definition, instrument)
    assert not asks(fewer, instrument)
    assert not asks(changed, instrument)


def test_the_answer_chosen_is_worth_its_printed_points(definition: Definition) -> None:
    instrument = instrument_of(definition.id)
    assert instrument is not None
    for number in instrument.numbers:
        field = definition.field(item_key(number))
        worth = [
            points_given(instrument, {field.key: option.value})[number - 1]
            for option in field.options
        ]
        assert tuple(worth) == instrument.scale_of(number).points


@pytest.mark.parametrize("found", KEY_ONLY, ids=lambda each: each.id)
def test_a_key_alone_can_be_asked_in_words_that_somebody_brings(found: Instrument) -> None:
    wording = Wording(
        "Answer for yourself.",
        tuple(f"Question {number}" for number in found.numbers),
        tuple(tuple(f"Step {points}" for points in scale.points) for scale in found.scales),
    )

    made = definition_of(found, wording)

    assert own_wording(found) is None
    assert asks(made, found)
    assert made.id == found.slug


def test_the_questions_after_the_score_are_asked_and_not_counted() -> None:
    [phq] = [each for each in measure_definitions() if each.id == "phq-9"]
    instrument = instrument_of("phq-9")
    assert instrument is not None

    values = {"unscored_1": "answer-4"}

    assert phq.fields[-1].key == "unscored_1"
    assert points_given(instrument, values) == [None] * 9
