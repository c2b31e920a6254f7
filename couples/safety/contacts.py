"""Where somebody turns at once, in the country where they are: read from `contacts.toml`."""

from __future__ import annotations

import enum
import tomllib
from functools import cache
from importlib import resources

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from pydantic import BaseModel, ConfigDict

# A clock of no country: unknown to the tables, the world, or nowhere in particular.
_NOWHERE = frozenset({None, "001", "ZZ"})
_FROZEN = ConfigDict(frozen=True, extra="forbid")


class How(enum.StrEnum):
    """In which way a line is reached."""

    CALL = "call"
    TEXT = "text"
    CALL_OR_TEXT = "call-or-text"


class Contact(BaseModel):
    """One line: the name it goes by, if it has one, its number, and how it is reached."""

    model_config = _FROZEN

    name: str = ""
    number: str
    how: How


class Country(BaseModel):
    """What there is in some countries: for danger now, to talk, and when home is not safe."""

    model_config = _FROZEN

    codes: tuple[str, ...]
    danger: tuple[Contact, ...]
    talk: tuple[Contact, ...] = ()
    home: tuple[Contact, ...] = ()


class _File(BaseModel):
    model_config = _FROZEN

    countries: tuple[Country, ...]


@cache
def list_countries() -> tuple[Country, ...]:
    """Every country that we know of, the ones with lines of their own first."""
    text = resources.files("couples.safety").joinpath("contacts.toml").read_text(encoding="utf-8")
    return _File.model_validate(tomllib.loads(text)).countries


def country_of(time_zone: str, locale: str) -> str | None:
    """
    The code of the country where somebody is.

    Their clock tells it better than their language, which people take along.
    """
    zones, aliases = get_global("zone_territories"), get_global("zone_aliases")
    by_clock = zones.get(aliases.get(time_zone, time_zone))
    if by_clock not in _NOWHERE:
        return by_clock
    try:
        return Locale.parse(locale).territory
    except (UnknownLocaleError, ValueError):
        return None


def find_contacts(time_zone: str, locale: str) -> Country | None:
    """What there is where somebody is; None where we know no line of that country."""
    code = country_of(time_zone, locale)
    return next((country for country in list_countries() if code in country.codes), None)
