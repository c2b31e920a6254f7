"""What is exported reads back as exactly what it was."""

from __future__ import annotations

import pytest
from hypothesis import given

from couples.exercises.checking import check
from couples.exercises.definition import Definition
from couples.exercises.exporting import export
from couples.exercises.loading import builtin_definitions, parse
from couples.exercises.taking_apart import taken_apart
from tests.couples.exercises.definitions import definitions
from tests.couples.exercises.making import make_definition
from tests.couples.exercises.rulebook import everything


@pytest.mark.parametrize("definition", [*builtin_definitions(), everything()], ids=lambda d: d.id)
def test_every_definition_reads_back_as_itself(definition: Definition) -> None:
    assert parse(export(definition)) == definition


@given(definitions())
def test_any_definition_reads_back_as_itself(definition: Definition) -> None:
    assert parse(export(definition)) == definition


@given(definitions())
def test_any_definition_comes_together_again_after_it_was_taken_apart(
    definition: Definition,
) -> None:
    identity = {"id": definition.id, "code": definition.code, "version": definition.version}

    assert check(taken_apart(definition), identity=identity).definition == definition


def test_it_is_made_for_reading() -> None:
    text = export(make_definition(instructions='Say “\\” and """ aloud. ' * 9))

    assert text.startswith('id = "evening-walk"\n')
    assert max(map(len, text.splitlines())) < 100
    assert "\n[[fields]]\nkey = " in text
