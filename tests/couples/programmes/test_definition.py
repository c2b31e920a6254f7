"""A programme as data: what comes along is sound, and a fault is named by line and field."""

from __future__ import annotations

import pytest

from couples.exercises.loading import builtin_definitions
from couples.measures.definitions import measure_definitions
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.loading import DefinitionError, builtin_programmes, parse
from tests.courses import HEAD

BROUGHT_ALONG_BY_THE_PRACTICE = {"trim-18"}
STEP = """
[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"
"""


def test_three_programmes_come_along_and_read_back_as_they_were_stored() -> None:
    programmes = builtin_programmes()

    assert [p.code for p in programmes] == ["P1", "P2", "P3"]
    assert [p.last_week for p in programmes] == [12, 12, 12]
    for programme in programmes:
        assert ProgrammeDefinition.from_json(programme.to_json()) == programme


@pytest.mark.parametrize("programme", builtin_programmes(), ids=lambda p: p.id)
def test_every_step_of_what_comes_along_can_be_done_in_that_way(
    programme: ProgrammeDefinition,
) -> None:
    shelf = (*builtin_definitions(), *measure_definitions())
    library = {definition.id: definition for definition in shelf}
    for step in programme.steps:
        if step.exercise in BROUGHT_ALONG_BY_THE_PRACTICE:
            continue
        definition = library[step.exercise]
        assert step.doer in definition.doers, step.key
        assert step.cadence in definition.cadences, step.key


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (STEP.replace('"together"', '"both"'), "Line 14, step ‘contract’, ‘doer’: must be "),
        (STEP + 'colour = "blue"', "Line 15, step ‘contract’, ‘colour’: is not known here."),
        (STEP + "lasts = 99", "step ‘contract’: ‘lasts’ must be from 0 to 52."),
        (STEP + STEP, "two steps have the key ‘contract’."),
        (
            STEP + 'release = { when = "handed-in", step = "later", by = "both" }',
            "‘contract’ waits for a step that does not come before it.",
        ),
        (
            STEP + 'release = { when = "handed-in", by = "both" }',
            "Line 15, step ‘contract’, ‘release’: the rule ‘handed-in’ needs ‘step’.",
        ),
        (
            STEP + 'release = { when = "at-once", days = 3 }',
            "‘days’ does not belong to the rule ‘at-once’.",
        ),
        (
            STEP + 'release = { when = "gap", measure = "csi-4", field = "total" }',
            "the rule ‘gap’ needs ‘at_least’ or ‘at_most’.",
        ),
        (
            STEP + STEP.replace('"contract"', '"before"').replace("week = 1", "week = 0"),
            "‘before’ stands after a step of a later week.",
        ),
        (
            STEP.replace('"together"', '"one"\nwho = "first"'),
            "‘variants’ goes with steps for one partner, and says who that is.",
        ),
        (STEP + 'cadence = "times-a-week"', "‘times_a_week’ goes with the cadence"),
        (STEP + 'note = "<b>now</b>"', "‘note’: must be plain text without markup."),
    ],
)
def test_a_fault_is_named_where_it_is(text: str, fault: str) -> None:
    with pytest.raises(DefinitionError) as error:
        parse(HEAD + text)

    assert fault in "\n".join(error.value.faults)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(DefinitionError) as error:
        parse('id = "No"\nversion = 1\n[[steps]]\nkey = "x"\nweek = "one"\n')

    assert len(error.value.faults) > 5
