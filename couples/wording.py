"""
The words, in the reader's language: one catalogue for screen, paper and mail.

Every sentence a person reads passes through `gettext` or `ngettext`. The
language is that of the block opened with `use_locale`, so one request can write
a page in one language and a mail in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.lists import format_list
from babel.support import LazyProxy, NullTranslations, Translations

DEFAULT_LOCALE = "en"
CATALOGUES = Path(__file__).parent / "translations"

_locale: ContextVar[str] = ContextVar("_locale", default=DEFAULT_LOCALE)


@cache
def _catalogue(locale: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [locale], domain="messages")


def current_locale() -> str:
    """The language in which `gettext` answers just now."""
    return _locale.get()


@contextmanager
def use_locale(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block."""
    token = _locale.set(locale)
    try:
        yield
    finally:
        _locale.reset(token)


def gettext(message: str, **values: object) -> str:
    """`message` in the current language, with `%(name)s` filled from `values`."""
    words = _catalogue(_locale.get()).ugettext(message)
    return words % values if values else words


def ngettext(singular: str, plural: str, num: int, **values: object) -> str:
    """The form that fits `num`, which also fills `%(num)s`."""
    return plural_form(singular, plural, num) % {"num": num, **values}


def plural_form(singular: str, plural: str, num: int) -> str:
    """The form that fits `num`, as it stands in the catalogue; templates fill it themselves."""
    return _catalogue(_locale.get()).ungettext(singular, plural, num)


def lazy_gettext(message: str, **values: object) -> LazyProxy:
    """`gettext`, but only when it is shown, for words fixed at import."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


def listed(words: Iterable[str]) -> str:
    """Names or titles in a sentence: “Alex and Sam”."""
    return format_list(list(words), locale=current_locale().replace("-", "_"))
