"""A guide asks in a turn only what can be said in front of the other, and of whoever has it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from couples.exercises.checking import check
from couples.exercises.definition import Definition
from couples.exercises.exporting import export
from couples.exercises.loading import builtin_definition, parse
from couples.exercises.taking_apart import taken_apart
from tests.couples.exercises.making import field_of, make_definition

OURS = field_of("short-text", key="topic", together=True)
MINE = field_of("short-text", key="need")
SEALED = field_of("rating", key="heard", required=True, audience="sealed")
PAUSES = field_of("number", key="pauses", together=True)
TALK = {
    "key": "talk",
    "of": "first",
    "title": "Say it",
    "minutes": 2,
    "say": "Say.",
    "listen": "L.",
}
BOTH = {"key": "both", "of": "both", "title": "Look", "minutes": 2, "say": "Look back."}
ALONE = {"key": "alone", "of": "apart", "title": "Alone", "say": "Answer alone."}


def guided(*turns: dict[str, Any], **guide: Any) -> Definition:
    """An exercise with these turns and one of each alone after them."""
    given = {"turns": [*turns, ALONE], **guide}
    return make_definition(OURS, MINE, SEALED, PAUSES, doers=["together"], guide=given)


@pytest.mark.parametrize(
    ("turns", "guide", "reason"),
    [
        ([{**TALK, "fields": ["heard"]}], {}, "‘heard’ is not for both, so no turn can ask it"),
        ([{**TALK, "fields": ["topic"]}], {}, "‘topic’ is not written by whoever has this turn"),
        ([{**BOTH, "fields": ["need"]}], {}, "‘need’ is not written by whoever has this turn"),
        ([{**TALK, "fields": ["joy"]}], {}, "the turn ‘talk’ asks what is not there"),
        ([{**BOTH, "fields": ["topic", "topic"]}], {}, "‘topic’ is asked in two turns"),
        ([TALK, TALK], {}, "two turns have the same key"),
        ([ALONE | {"key": "apart"}, TALK], {}, "the last turn, and no other"),
        ([{**TALK, "minutes": None}], {}, "‘minutes’ goes with every turn but"),
        ([{**TALK, "minutes": 61}], {}, "‘minutes’ must be from 1 to 60"),
        ([{**TALK, "listen": None}], {}, "‘listen’ goes with the turn of one of the two"),
        ([{**TALK, "pen": "first"}], {}, "‘pen’ goes with what both write"),
        ([TALK], {"closing": "alone"}, "‘closing’ must name a turn before the last one"),
        ([TALK], {"fills": [{"field": "need", "told": "pauses"}]}, "‘need’ does not fit"),
        ([TALK], {"fills": [{"field": "topic", "told": "minutes"}]}, "‘topic’ does not fit"),
        ([TALK], {"fills": [{"field": "joy", "told": "pauses"}]}, "‘joy’ cannot be filled in"),
    ],
)
def test_what_no_guide_may_be(turns: list[Any], guide: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        guided(*turns, **guide)


def test_a_guide_goes_with_what_two_do_together() -> None:
    with pytest.raises(ValidationError, match="‘guide’ goes with something that both do together"):
        make_definition(MINE, doers=["each"], guide={"turns": [TALK, ALONE]})


def test_a_guide_stands_in_a_text_and_goes_along_untouched_when_it_is_taken_apart() -> None:
    fills = [{"field": "pauses", "told": "pauses"}]
    made = guided(
        {**TALK, "fields": ["need"]}, {**BOTH, "pen": "second"} | {"fields": ["topic"]}, fills=fills
    )
    identity = {"id": made.id, "code": made.code, "version": made.version}

    assert "\n[guide]\n" in export(made)
    assert "\n[[guide.turns]]\n" in export(made)
    assert parse(export(made)) == made
    assert check(taken_apart(made), identity=identity).definition == made
    apart = taken_apart(made)
    needed = {question.key for question in apart.questions if apart.rules_about(question)}
    assert needed == {"need", "pauses", "topic"}


@pytest.mark.parametrize(
    "key", ["needs-talk", "emotion-check-in", "problem-solving", "aftermath-debrief"]
)
def test_the_turns_of_the_library_fit_the_time_that_it_names(key: str) -> None:
    definition = builtin_definition(key)
    low, high = definition.minutes

    assert definition.guide is not None
    assert low <= definition.guide.minutes <= high
