"""Names for what a counselor writes, made from the words on the screen and never asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# What takes more than one letter to write without its mark, or has no mark to take away.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "œ": "oe"})
_KEY, _SLUG = 40, 60


def key_of(words: str, taken: Collection[str], otherwise: str = "question") -> str:
    """A key for a question or a column: small letters and single underscores."""
    return _free(_plain(words, "_", otherwise)[:_KEY].strip("_"), taken, "_", _KEY)


def slug_of(words: str, taken: Collection[str], otherwise: str = "option", before: str = "") -> str:
    """A slug for an option or an exercise: small letters and single hyphens."""
    made = (before + _plain(words, "-", otherwise))[:_SLUG].strip("-")
    return _free(made, taken, "-", _SLUG)


def _plain(words: str, between: str, otherwise: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    plain = letters.encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", between, plain).strip(between)
    if not made:
        return otherwise
    return made if made[0].isalpha() else f"{otherwise}{between}{made}"


def _free(made: str, taken: Collection[str], between: str, most: int) -> str:
    number, free = 1, made
    while free in taken:
        number += 1
        ending = f"{between}{number}"
        free = made[: most - len(ending)].rstrip(between) + ending
    return free
