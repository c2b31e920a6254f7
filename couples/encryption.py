"""
Words are encrypted in the database; numbers are not.

Each encrypted column is sealed with Tink's AEAD, with one keyset per purpose,
and bound to its place: table, column, row and author are the associated data.
A ciphertext moved to another row does not open there.

The keys live in one file outside the data and its backups. It is read once per
process; `use` hands it over.
"""

from __future__ import annotations

import base64
import enum
import hashlib
import hmac
import json
import secrets
import unicodedata
from typing import Any, overload

import tink
from tink import aead, json_proto_keyset_format, secret_key_access

aead.register()


class Purpose(enum.StrEnum):
    """What a keyset is for. A keyset opens nothing of another purpose."""

    PEOPLE = "people"
    WORDS = "words"
    FACTORS = "factors"


class DecryptionError(Exception):
    """A sealed text does not belong where it lies. It names the place, never the text."""


class Keyring:
    """The keysets of an installation, and the key of its blind index."""

    def __init__(self, keysets: dict[str, Any], index_key: bytes) -> None:
        """Take parsed keysets; use `generate` or `from_json` instead."""
        self._keysets = keysets
        self._index_key = index_key
        self._aeads: dict[Purpose, aead.Aead] = {}
        for purpose in Purpose:
            handle = json_proto_keyset_format.parse(
                json.dumps(keysets[purpose.value]), secret_key_access.TOKEN
            )
            self._aeads[purpose] = handle.primitive(aead.Aead)

    @classmethod
    def generate(cls) -> Keyring:
        """New keys for a new installation."""
        keysets = {}
        for purpose in Purpose:
            handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
            text = json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
            keysets[purpose.value] = json.loads(text)
        return cls(keysets, secrets.token_bytes(32))

    @classmethod
    def from_json(cls, text: str) -> Keyring:
        """The keys from the text of their file."""
        data = json.loads(text)
        return cls(data["keysets"], base64.b64decode(data["index_key"]))

    def to_json(self) -> str:
        """The text of the key file."""
        index_key = base64.b64encode(self._index_key).decode()
        return json.dumps({"keysets": self._keysets, "index_key": index_key}, indent=1)

    def seal(self, purpose: Purpose, text: str, place: str) -> bytes:
        """`text` as bytes that open only with `place`."""
        sealed: bytes = self._aeads[purpose].encrypt(text.encode(), place.encode())
        return sealed

    def open(self, purpose: Purpose, sealed: bytes, place: str) -> str:
        """The text sealed at `place`, or `DecryptionError`."""
        try:
            text: bytes = self._aeads[purpose].decrypt(sealed, place.encode())
        except tink.TinkError as error:
            raise DecryptionError(place) from error
        return text.decode()

    def blind_index(self, text: str) -> str:
        """A keyed fingerprint by which an address can be found and not read."""
        plain = unicodedata.normalize("NFKC", text).strip().casefold()
        return hmac.new(self._index_key, plain.encode(), hashlib.sha256).hexdigest()


_keyring: Keyring | None = None


def use(keyring: Keyring) -> None:
    """Let this process seal and open with `keyring`."""
    global _keyring  # noqa: PLW0603 - keys belong to the process, as the clock does
    _keyring = keyring


def current() -> Keyring:
    """The keys of this process."""
    if _keyring is None:
        raise RuntimeError("No keys were loaded: call couples.encryption.use first.")
    return _keyring


class EncryptedText:
    """
    A text attribute whose column holds only sealed bytes.

    `name = EncryptedText(Purpose.PEOPLE)` maps a column `name_sealed`. Where the
    row has an author, give the attribute that holds their id as `author`.
    """

    def __init__(self, purpose: Purpose, *, author: str | None = None) -> None:
        """Say which keyset seals it, and whose text it is."""
        self.purpose = purpose
        self.author = author

    def __set_name__(self, owner: type, name: str) -> None:
        """Add the column beside the attribute, before SQLAlchemy maps the class."""
        self.name = name
        self.column = f"{name}_sealed"
        names: frozenset[str] = getattr(owner, "encrypted_names", frozenset())
        type.__setattr__(owner, "encrypted_names", names | {name})

    def _place(self, row: Any) -> str:
        author = getattr(row, self.author) if self.author else "-"
        if author is None:
            raise ValueError(f"{self.name} needs its author before its words.")
        return f"{row.__tablename__}.{self.column}|{row.public_id}|{author}"

    @overload
    def __get__(self, row: None, owner: type) -> EncryptedText: ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> EncryptedText | str | None:
        """The plain text, or None where there is none."""
        if row is None:
            return self
        sealed = getattr(row, self.column)
        return None if sealed is None else current().open(self.purpose, sealed, self._place(row))

    def __set__(self, row: Any, text: str | None) -> None:
        """Seal `text` for this row."""
        sealed = None if text is None else current().seal(self.purpose, text, self._place(row))
        setattr(row, self.column, sealed)
