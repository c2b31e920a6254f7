"""The time zones to choose from, by continent and in words."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from portal.forms.fields import option

_CONTINENTS = frozenset(
    {
        *("Africa", "America", "Antarctica", "Arctic", "Asia"),
        *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
    }
)


@cache
def time_zone_choices() -> tuple[Any, ...]:
    """Every place that keeps its own clocks; zones that are only another name stay out."""
    places = [name.partition("/") for name in sorted(available_timezones())]
    return (
        *(
            option(f"{continent}/{place}", _in_words(place), group=continent)
            for continent, _slash, place in places
            if continent in _CONTINENTS and place
        ),
        option("UTC", "UTC", group="UTC"),
    )


def _in_words(place: str) -> str:
    return place.replace("_", " ").replace("/", ", ")
