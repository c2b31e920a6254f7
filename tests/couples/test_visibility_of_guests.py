"""A guest knows and reads what the counselor does of some nouns, and nothing of all the others."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest
from sqlalchemy import ColumnElement, false

from couples import (
    aloud,
    appraising,
    authorship,
    belonging,
    designing,
    discretion,
    handed_out,
    leaving,
    looking_back,
    mending,
    responses,
    set_aside,
    timetable,
    visibility,
)
from couples.identity import Identity, Role

MODULES: tuple[ModuleType, ...] = (
    *(aloud, appraising, authorship, belonging, designing, discretion, handed_out, leaving),
    *(looking_back, mending, responses, set_aside, timetable, visibility),
)
WITH_THE_COUNSELOR = frozenset(
    {
        *("known_couples", "known_people", "known_appointments", "known_assignments"),
        *("known_drafts", "readable_answers", "known_submissions", "known_talks"),
        *("known_partings", "readable_ready_answers", "known_gates", "known_flags"),
        *("standing_gates", "standing_overrides", "readable_scores", "known_repairs"),
        *("weighed_repair_words", "readable_replies", "readable_agreements"),
        *("known_extensions", "known_changes", "known_breaks", "known_pauses"),
    }
)
"""What a guest is shown a couple by, or what is weighed for that."""
GUEST = Identity(Role.GUEST, practice_id=1, person_id=2, couple_id=3)


def conditions() -> dict[str, ColumnElement[bool]]:
    """What every rule there is says to a guest."""
    return {
        name: rule(GUEST)
        for module in MODULES
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__
        and list(inspect.signature(rule).parameters) == ["viewer"]
        and not name.startswith("_")
        and name != "couples_of"
    }


@pytest.mark.only_on("sqlite")
def test_each_noun_is_with_the_counselor_or_closed_to_a_guest() -> None:
    found = conditions()

    open_to_guests = {name for name, rule in found.items() if not rule.compare(false())}

    assert open_to_guests == WITH_THE_COUNSELOR
    assert {"known_history", "readable_lifts", "known_preparations"} <= set(found) - open_to_guests
