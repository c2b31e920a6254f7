"""A guest knows and reads what the counselor does of some nouns, and nothing of all the others."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import ColumnElement, false

import couples
from couples.identity import Identity, Role

PREFIXES = (
    *("known_", "readable_", "own_", "weighed_", "standing_", "managed_", "couples_to_"),
    "kept_off_",
)
"""How a rule is called that says what a viewer may know, read, not find, or have weighed."""
MORE_TO_SAY = frozenset({"of_the_counselors_couples"})
"""Rules that take more than the viewer; each stands in others, which are asked."""
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


Rule = Callable[..., ColumnElement[bool]]


def rules() -> Iterator[tuple[str, Rule]]:
    """Every public function of the practice that makes a condition of a viewer, by its name."""
    for found in pkgutil.walk_packages(couples.__path__, "couples."):
        module: Any = importlib.import_module(found.name)
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            is_condition = "ColumnElement" in str(rule.__annotations__.get("return"))
            takes_viewer = "viewer" in inspect.signature(rule).parameters
            if rule.__module__ == module.__name__ and not name.startswith("_"):
                if name.startswith(PREFIXES) and is_condition:
                    assert takes_viewer, f"{found.name}.{name} asks nobody who is looking."
                if is_condition and takes_viewer:
                    yield name, rule


@pytest.mark.only_on("sqlite")
def test_each_noun_is_with_the_counselor_or_closed_to_a_guest() -> None:
    found = dict(rules())
    asked = {
        name: rule
        for name, rule in found.items()
        if list(inspect.signature(rule).parameters) == ["viewer"]
    }
    assert set(found) - set(asked) == MORE_TO_SAY
    assert all(name.startswith(PREFIXES) for name in asked)

    open_to_guests = {name for name, rule in asked.items() if not rule(GUEST).compare(false())}

    assert open_to_guests == WITH_THE_COUNSELOR
    closed = set(asked) - open_to_guests
    assert {"known_history", "readable_lifts", "known_preparations", "known_consents"} <= closed
    assert "readable_appraisals" in closed
