"""
Turning the keys: new ones beside the old, and all words sealed anew.

A server keeps its keys in memory, so that this goes in three steps with a restart after
each of the first two. The old keys seal nothing any more and stay for one turn longer, so
that a server nobody restarted loses no word. No step can be lost: how far it is stands in
the key file, and what is sealed with which key stands before each sealed text. The keys of
the history are only added to, since old lines are never signed again.
"""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples.database import Base
from couples.encryption import HISTORY, DecryptionError, EncryptedText, Keyring, new_keysets
from couples.sealed import next_rows

_AS_IT_IS = {"synchronize_session": False}


class Stage(enum.StrEnum):
    """How far a rotation is."""

    NONE = "none"
    ADDED = "added"
    """The new keys can be read with, and seal nothing yet."""
    TURNING = "turning"
    """The new keys seal; what was sealed before is being sealed anew."""
    TURNED = "turned"
    """All is sealed anew, but a server that was not restarted may still seal with the old."""


def stage_of(text: str) -> Stage:
    """How far the rotation is in a key file."""
    return Stage(json.loads(text).get("rotation", Stage.NONE))


def with_new_keys(text: str) -> str:
    """The key file with one more key in each keyset."""
    data = json.loads(text)
    for name, fresh in new_keysets():
        data["keysets"][name]["key"] += fresh["key"]
    return _at(data, Stage.ADDED)


def turned_to_new_keys(text: str) -> str:
    """The key file in which the newest key of each keyset is the one that seals."""
    data = json.loads(text)
    for keyset in data["keysets"].values():
        keyset["primaryKeyId"] = keyset["key"][-1]["keyId"]
    return _at(data, Stage.TURNING)


def all_sealed_anew(text: str) -> str:
    """The key file that says so."""
    return _at(json.loads(text), Stage.TURNED)


def turned(text: str) -> str:
    """The key file after the last step; what the old keys sealed meanwhile opens still."""
    return _at(json.loads(text), Stage.NONE)


def without_old_keys(text: str) -> str:
    """The key file with nothing but the newest keys, and all that ever signed the history."""
    data = json.loads(text)
    for name, keyset in data["keysets"].items():
        if name != HISTORY:
            keyset["key"] = keyset["key"][-1:]
    return _at(data, Stage.NONE)


def _at(data: dict[str, Any], stage: Stage) -> str:
    return json.dumps(data | {"rotation": stage.value}, indent=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of some rows: how many are sealed anew, where to go on, what did not open."""

    count: int
    last: int
    unopened: tuple[str, ...]


def seal_some_anew(
    session: Session,
    ring: Keyring,
    practice_id: int,
    table: type[Base],
    words: EncryptedText,
    *,
    after: int,
) -> Sealed | None:
    """
    Seal the words of a practice's next rows with the newest key; nothing where there are none.

    Words that somebody changes at this moment stay as they wrote them. What does not open
    where it lies stays as it is and is named: one row that somebody moved must not keep
    stolen keys alive.
    """
    column = table.__table__.c[words.column]
    rows = next_rows(session, practice_id, table, words, after=after)
    changed, unopened = 0, []
    for row in rows:
        sealed: bytes = getattr(row, words.column)
        if ring.is_newest(words.purpose, sealed):
            continue
        place = words.place_of(row)
        try:
            anew = ring.seal(words.purpose, ring.open(words.purpose, sealed, place), place)
        except DecryptionError as error:
            unopened.append(str(error))
            continue
        still = update(table).where(table.id == row.id, column == sealed)
        session.execute(still.values({words.column: anew}).execution_options(**_AS_IT_IS))
        changed += 1
    return Sealed(changed, rows[-1].id, tuple(unopened)) if rows else None
