"""Whether the keys at hand open what is sealed in a database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.encryption import DecryptionError, Purpose, current
from couples.sealed import next_rows, sealed_columns

_TRIED = 5
"""Of one column: a row that somebody moved must not make good keys look wrong."""
_CANNOT_ALL_BE_MOVED = 2
"""So many texts of a purpose of which none opens are the keys' fault, and no single row's."""
_OF_EVERYBODY = frozenset({Purpose.PEOPLE, Purpose.WORDS})


@dataclass(frozen=True, slots=True)
class Fit:
    """The purposes of which nothing opens: of those that keys are missing for, and of the rest."""

    shut: frozenset[Purpose]
    doubtful: frozenset[Purpose]
    """One text alone was there to be tried: somebody may have moved or changed it."""


def how_keys_fit(session: Session, practice: Practice) -> Fit:
    """
    The purposes for which this practice has sealed something and nothing of it opens.

    A keyset opens nothing of another purpose, so that a name that opens says nothing about
    what people wrote. Nobody is told of what was opened here, because nobody reads it.
    """
    tried, opened = Counter[Purpose](), set[Purpose]()
    for table, words in sealed_columns():
        if words.purpose in opened:
            continue
        for row in next_rows(session, practice.id, table, words, at_once=_TRIED):
            tried[words.purpose] += 1
            try:
                current().open(words.purpose, getattr(row, words.column), words.place_of(row))
            except DecryptionError:
                continue
            opened.add(words.purpose)
    unopened = frozenset(tried) - opened
    shut = frozenset(
        each
        for each in unopened
        if tried[each] >= _CANNOT_ALL_BE_MOVED or (each in _OF_EVERYBODY and not opened)
    )
    return Fit(shut, unopened - shut)
