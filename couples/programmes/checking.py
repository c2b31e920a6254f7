"""What a draft of a programme comes to: a programme, or everything that is still to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from couples.exercises.slips import HEAD, Slip, by_control
from couples.exercises.vocabulary import Cadence, Doer
from couples.programmes.composing import composed_head, composed_step, keys_of
from couples.programmes.definition import ProgrammeDefinition, Step
from couples.programmes.shelf import Shelf
from couples.programmes.slips import between, of_head, of_step
from couples.programmes.vocabulary import When
from couples.programmes.written import WrittenProgramme
from couples.wording import gettext as _

# Something sound to put beside a head that is looked at alone.
_STAND_IN = Step(key="step", week=0, exercise="exercise", doer=Doer.EACH)


@dataclass(frozen=True, slots=True)
class CheckedProgramme:
    """`definition` where all is well, otherwise `slips`; `steps` are the sound ones by id."""

    definition: ProgrammeDefinition | None
    slips: tuple[Slip, ...]
    steps: Mapping[str, Step]
    head: Mapping[str, Any]

    def at(self, place: str) -> dict[str, list[str]]:
        """What is still to do at one place, by its controls."""
        return by_control(self.slips, place)


def check(
    written: WrittenProgramme, *, identity: Mapping[str, Any], shelf: Shelf
) -> CheckedProgramme:
    """
    Hold what was typed against the schema and the shelf; `identity` is id, code and version.

    What the shelf does not have is said on the page and stops nothing: another practice may.
    """
    keys = keys_of(written.steps)
    head, slips = composed_head(written)
    steps: dict[str, Step] = {}
    for step in written.steps:
        given, found = composed_step(step, keys, steps)
        try:
            made = Step.model_validate(given)
        except ValidationError as error:
            found += of_step(error, step.id, found)
            found += _besides_its_rule(given, step.id, found)
        else:
            found += _of_shelf(step.id, made, shelf)
            if not found:
                steps[step.id] = made
        slips += found
    if not written.steps:
        slips.append(Slip(HEAD, "", _("Add at least one step.")))
    places = {keys[step_id]: step_id for step_id in steps}
    definition, more = _whole(head, identity, steps, places, slips)
    return CheckedProgramme(definition, (*more, *slips), steps, head)


def sketch(checked: CheckedProgramme) -> ProgrammeDefinition:
    """
    As much of a programme as can be shown already: its names, and every sound step.

    It is for looking at and is held against nothing, so it must never be kept.
    """
    return ProgrammeDefinition.model_construct(
        id="sketch",
        version=1,
        title=checked.head["title"],
        variants=tuple(checked.head.get("variants") or ()),
        steps=tuple(checked.steps.values()),
    )


def _besides_its_rule(given: Mapping[str, Any], place: str, found: list[Slip]) -> list[Slip]:
    """What else is wrong with a step: the schema looks at the whole of it after its rule."""
    try:
        Step.model_validate({**given, "release": {"when": When.WEEK}})
    except ValidationError as error:
        return of_step(error, place, found)
    return []


def _of_shelf(place: str, step: Step, shelf: Shelf) -> list[Slip]:
    """The exercise has to be done in a way that it offers, or the step would be left out."""
    version = shelf.get(step.exercise)
    if version is None:
        return []
    slips = []
    if step.doer not in version.definition.doers:
        slips.append(Slip(place, "doer", _("This exercise is not done in this way.")))
    if step.cadence not in version.definition.cadences:
        slips.append(Slip(place, "cadence", _("This exercise does not come round like this.")))
    return slips


def ways_of(exercise: str, shelf: Shelf) -> tuple[tuple[Doer, ...], tuple[Cadence, ...]]:
    """Who may do an exercise and how often it may come round, as far as the shelf knows it."""
    version = shelf.get(exercise)
    if version is None:
        return (), ()
    return version.definition.doers, version.definition.cadences


def _whole(
    head: Mapping[str, Any],
    identity: Mapping[str, Any],
    steps: Mapping[str, Step],
    places: Mapping[str, str],
    known: list[Slip],
) -> tuple[ProgrammeDefinition | None, list[Slip]]:
    sound = list(steps.values()) or [_STAND_IN]
    try:
        definition = ProgrammeDefinition.model_validate({**head, **identity, "steps": sound})
    except ValidationError as error:
        noted = {slip.control for slip in known if slip.place == HEAD}
        slips = [slip for slip in of_head(error) if slip.control not in noted]
        # What holds between the parts may go away with the slips that are known already.
        return None, slips if known else [*slips, *between(error, places)]
    return (None if known else definition), []
