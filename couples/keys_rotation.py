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
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

import couples.models  # noqa: F401 - completes the mappers
from couples.database import Base
from couples.encryption import HISTORY, EncryptedText, Keyring, new_keysets

AT_ONCE = 200
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


def sealed_columns() -> Iterator[tuple[type[Base], EncryptedText]]:
    """Every attribute of every table whose words are sealed."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for name in sorted(getattr(mapper.class_, "encrypted_names", ())):
            yield mapper.class_, getattr(mapper.class_, name)


def seal_some_anew(
    session: Session, ring: Keyring, table: type[Base], words: EncryptedText, after: int
) -> tuple[int, int] | None:
    """
    Seal the words of the next rows with the newest key: how many, and where to go on.

    Words that somebody changes at this moment stay as they wrote them.
    """
    column = table.__table__.c[words.column]
    rows = list(
        session.scalars(
            select(table)
            .where(table.id > after, column.is_not(None))
            .options(undefer(getattr(table, words.column)))
            .order_by(table.id)
            .limit(AT_ONCE)
        )
    )
    changed = 0
    for row in rows:
        sealed: bytes = getattr(row, words.column)
        if ring.is_newest(words.purpose, sealed):
            continue
        place = words.place_of(row)
        anew = ring.seal(words.purpose, ring.open(words.purpose, sealed, place), place)
        still = update(table).where(table.id == row.id, column == sealed)
        session.execute(still.values({words.column: anew}).execution_options(**_AS_IT_IS))
        changed += 1
    return (changed, rows[-1].id) if rows else None
