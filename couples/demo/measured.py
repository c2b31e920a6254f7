"""Measures in a demo story: given, answered by one or both, and put away until the next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from couples.demo.counseling import Assigned, Closed
from couples.demo.partnering import HandedIn
from couples.demo.scenes import Scene
from couples.exercises.definition import Doer
from couples.measures.definitions import POINTS, item_key
from couples.measures.keys import instrument_of

GIVEN, ANSWERED, PUT_AWAY = "16:55", ("20:40", "21:55"), "15:20"


def asked_again(
    measure: str, rounds: Sequence[tuple[int, int | None, int | None]]
) -> tuple[Scene, ...]:
    """Rounds of a measure for both: so many days ago, and what each came to, if they answered."""
    scenes: list[Scene] = []
    for ago, *totals in rounds:
        scenes.append(Assigned(ago, GIVEN, measure, Doer.EACH))
        scenes += [
            HandedIn(ago - 1, ANSWERED[who], measure, who, answers_of(measure, total), took=4)
            for who, total in enumerate(totals)
            if total is not None
        ]
        scenes.append(Closed(ago - 6, PUT_AWAY, measure))
    return tuple(scenes)


def asked_alone(measure: str, who: int, rounds: Sequence[tuple[int, int]]) -> tuple[Scene, ...]:
    """Rounds of a measure for one of them alone."""
    scenes: list[Scene] = []
    for ago, total in rounds:
        scenes += [
            Assigned(ago, GIVEN, measure, Doer.ONE, only=who),
            HandedIn(ago - 2, ANSWERED[who], measure, who, answers_of(measure, total), took=3),
            Closed(ago - 6, PUT_AWAY, measure, only=who),
        ]
    return tuple(scenes)


def answers_of(measure: str, total: int) -> Mapping[str, str]:
    """
    Answers that come to `total`, as even as they can be.

    What would have to be looked at at once stays at its first answer: nobody in the demo
    is in danger.
    """
    instrument = instrument_of(measure)
    if instrument is None:
        raise KeyError(measure)
    highest = {number: instrument.scale_of(number).high for number in instrument.numbers}
    points = {number: instrument.scale_of(number).low for number in instrument.numbers}
    calm = {number for flag in instrument.flags for number in flag.items}
    while sum(points.values()) < total:
        open_ones = [n for n in points if points[n] < highest[n] and n not in calm]
        points[min(open_ones, key=lambda number: (points[number], number))] += 1
    return {item_key(number): f"{POINTS}{value}" for number, value in points.items()}
