"""Where to turn at once, in words: the lines of the country where somebody is, and the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel import Locale

from couples.safety.contacts import Contact, Country, How, find_contacts, list_countries
from couples.safety.opening import not_scheduled
from couples.wording import current_locale
from couples.wording import gettext as _
from portal import moments
from portal.partner import blueprint

_MANY = 4
"""More countries than this in one line are not told one by one."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The lines of one place as pairs: what a line is for, and its number."""

    place: str
    danger: tuple[tuple[str, str], ...]
    talk: tuple[tuple[str, str], ...]
    home: tuple[tuple[str, str], ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All of them, the most urgent first."""
        return self.danger + self.talk + self.home


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """The one sentence about what is not for now."""
    return {"not_scheduled": not_scheduled()}


def contacts_here() -> Contacts:
    """The lines of the country where the reader is; of no country in particular if unknown."""
    country = _country_here()
    if country is None:
        danger = ((_("In danger now"), _("the emergency number of the place where you are")),)
        return Contacts("", danger, (), ())
    return _told(country)


def contacts_elsewhere() -> list[Contacts]:
    """Every other country that we know of."""
    here = _country_here()
    return [_told(country) for country in list_countries() if country is not here]


def _country_here() -> Country | None:
    return find_contacts(moments.time_zone(), current_locale())


def _told(country: Country) -> Contacts:
    return Contacts(
        place=_place(country),
        danger=tuple((_("In danger now"), _number(each)) for each in country.danger),
        talk=tuple((each.name or _("To talk"), _number(each)) for each in country.talk),
        home=tuple((each.name or _("If home is not safe"), _number(each)) for each in country.home),
    )


def _place(country: Country) -> str:
    if len(country.codes) > _MANY:
        return _("Most other countries of Europe")
    return str(Locale.parse(current_locale()).territories[country.codes[0]])


def _number(contact: Contact) -> str:
    match contact.how:
        case How.CALL:
            return contact.number
        case How.TEXT:
            return _("%(number)s, by text", number=contact.number)
        case How.CALL_OR_TEXT:
            return _("%(number)s, by call or text", number=contact.number)
