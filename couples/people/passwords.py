"""
Passwords: kept as argon2id, with a floor under what may be chosen.

The floor is length, not signs of every kind: nobody is told to add a digit. What
is refused is what somebody who knows the person, or a list, would try first.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from couples.errors import DomainError
from couples.wording import gettext as _

SHORTEST = 15
"""For everybody: when a password is chosen, nobody knows whether a second factor will follow."""
LONGEST = 128

# 19 MiB, two passes, one lane: the least that OWASP asks for, so that a dozen
# people can sign in at once on a small machine without running it out of memory.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What an unknown address is checked against, so that it takes as long as a known one.
_NOBODYS_HASH = HASHER.hash("nobody has this password")

_FEWEST_SIGNS = 5
_LEFT_OVER = 6
_SHORTEST_OWN_WORD = 3
_COMMON = Path(__file__).parent / "common_passwords.txt"
_DIGITS = "0123456789"
_SIGNS = "!?.,;:-_+*#$%&/()=@"
_WRITTEN_FOR_LETTERS = str.maketrans("013457@$!", "oleastasi")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
)


class WeakPasswordError(DomainError):
    """A password that would be among the first to be tried."""


def hash_password(password: str) -> str:
    """What is kept instead of `password`."""
    return HASHER.hash(_normal(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether `password` fits; without a hash it takes the same time to say no."""
    try:
        # A longer one was never accepted, and hashing it would only cost time.
        HASHER.verify(password_hash or _NOBODYS_HASH, _normal(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def require_good(password: str, *own: str) -> None:
    """Refuse a password that is short, common, a pattern, or made of the person's `own` words."""
    plain = _normal(password).casefold()
    if len(plain) < SHORTEST:
        raise WeakPasswordError(
            _("Use at least %(number)s characters. A short sentence works well.", number=SHORTEST)
        )
    if len(plain) > LONGEST:
        raise WeakPasswordError(_("Use at most %(number)s characters.", number=LONGEST))
    if _is_pattern(plain) or _is_common(plain):
        raise WeakPasswordError(
            _("Many people use this or something like it. Choose words that only you would.")
        )
    rest = _without(plain, _own_words(own))
    if rest != plain and len(rest) < _LEFT_OVER:
        raise WeakPasswordError(
            _("This is mostly your own name or address. Choose words that nobody would guess.")
        )


def _normal(password: str) -> str:
    """The same password, however a keyboard composes its accents."""
    return unicodedata.normalize("NFKC", password)


def _is_pattern(plain: str) -> bool:
    if len(set(plain)) < _FEWEST_SIGNS:
        return True
    return any(plain in row * 12 or plain in row[::-1] * 12 for row in _ROWS)


def _is_common(plain: str) -> bool:
    """Whether it is on the list, bare or said again, with signs around it or for its letters."""
    joined = "".join(plain.split())
    bare = {joined, joined.strip(_SIGNS), joined.strip(_SIGNS + _DIGITS)}
    bare |= {reading.translate(_WRITTEN_FOR_LETTERS) for reading in bare}
    said_once = {
        reading[:size]
        for reading in bare
        for size in range(1, len(reading) + 1)
        if _repeats(reading, size)
    }
    return not said_once.isdisjoint(_common())


def _repeats(word: str, size: int) -> bool:
    """Whether `word` is its own beginning, over and over."""
    return len(word) % size == 0 and word == word[:size] * (len(word) // size)


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


def _own_words(own: tuple[str, ...]) -> list[str]:
    """The parts of names and addresses, the longest first, and the name of this place."""
    text = " ".join((*(word.partition("@")[0] for word in own), "mendwell")).casefold()
    parts = "".join(sign if sign.isalnum() else " " for sign in text).split()
    return sorted({part for part in parts if len(part) >= _SHORTEST_OWN_WORD}, key=len)[::-1]


def _without(plain: str, words: list[str]) -> str:
    """What is left once these words, and signs at either end, are taken out."""
    rest = plain
    for word in words:
        rest = rest.replace(word, "")
    return plain if rest == plain else rest.strip(_SIGNS + _DIGITS + " ")
