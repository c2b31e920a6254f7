"""The instruments that come along, read once from `couples/library/measures`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from couples.measures.instrument import Instrument

FOLDER = "measures"


@cache
def instruments() -> tuple[Instrument, ...]:
    """All of them, in the order of their names in the library."""
    folder = resources.files("couples.library") / FOLDER
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return tuple(
        Instrument.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files
    )


def find_instrument(measure: object) -> Instrument | None:
    """The instrument with this id, or None where nobody knows it."""
    return next((each for each in instruments() if each.id == measure), None)


def instrument_of(slug: str) -> Instrument | None:
    """The instrument behind a definition of the library, by the name it has there."""
    return next((each for each in instruments() if each.slug == slug), None)
