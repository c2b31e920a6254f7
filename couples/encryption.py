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
from collections.abc import Callable, Iterator
from typing import Any, overload

import tink
from tink import aead, json_proto_keyset_format, mac, secret_key_access

aead.register()
mac.register()

HISTORY = "history"
"""The keyset that signs the lines of the history and seals nothing."""


class Purpose(enum.StrEnum):
    """What a keyset is for. A keyset opens nothing of another purpose."""

    PEOPLE = "people"
    WORDS = "words"
    FACTORS = "factors"


class DecryptionError(Exception):
    """A sealed text does not belong where it lies. It names the place, never the text."""


class IncompleteKeyringError(Exception):
    """A key file of an older version lacks a keyset. It names the purpose, never a key."""


_TEMPLATES = (
    *((purpose.value, aead.aead_key_templates.AES256_GCM) for purpose in Purpose),
    (HISTORY, mac.mac_key_templates.HMAC_SHA256_256BITTAG),
)


_EVER_SINCE = frozenset({Purpose.PEOPLE, Purpose.WORDS, Purpose.FACTORS})
"""The keysets that every key file has. One that lacks any of them is damaged, not old."""


def new_keysets() -> Iterator[tuple[str, Any]]:
    """A new keyset for each purpose, by its name."""
    for name, template in _TEMPLATES:
        handle = tink.new_keyset_handle(template)
        text = json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
        yield name, json.loads(text)


def _parse(keyset: Any) -> Any:
    return json_proto_keyset_format.parse(json.dumps(keyset), secret_key_access.TOKEN)


class Keyring:
    """The keysets of an installation, and the key of its blind index."""

    def __init__(self, keysets: dict[str, Any], index_key: bytes) -> None:
        """Take parsed keysets; use `generate` or `from_json` instead."""
        self._keysets = keysets
        self._index_key = index_key
        self._aeads: dict[Purpose, aead.Aead] = {}
        for purpose in Purpose:
            self._aeads[purpose] = _parse(keysets[purpose.value]).primitive(aead.Aead)
        self._mac = _parse(keysets[HISTORY]).primitive(mac.Mac)

    @classmethod
    def generate(cls) -> Keyring:
        """New keys for a new installation."""
        return cls(dict(new_keysets()), secrets.token_bytes(32))

    @classmethod
    def from_json(cls, text: str) -> Keyring:
        """The keys from the text of their file."""
        data = json.loads(text)
        keysets, index_key = dict(data["keysets"]), base64.b64decode(data["index_key"])
        missing = {name for name, _ in _TEMPLATES} - set(keysets)
        if missing and not missing & _EVER_SINCE:
            raise IncompleteKeyringError(", ".join(sorted(missing)))
        return cls(keysets, index_key)

    @staticmethod
    def completed(text: str) -> str:
        """The text of a key file with the keysets that a newer version needs; no key changes."""
        data = json.loads(text)
        data["keysets"] = dict(new_keysets()) | data["keysets"]
        return json.dumps(data, indent=1)

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

    def sign(self, text: str) -> bytes:
        """A mark under `text` that nobody can make without the key of the history."""
        mark: bytes = self._mac.compute_mac(text.encode())
        return mark

    def is_signed(self, text: str, mark: bytes) -> bool:
        """Whether `mark` was made under exactly this text."""
        try:
            self._mac.verify_mac(mark, text.encode())
        except tink.TinkError:
            return False
        return True

    def is_newest(self, purpose: Purpose, sealed: bytes) -> bool:
        """Whether it was sealed with the key that seals now, which its first bytes name."""
        newest: int = self._keysets[purpose.value]["primaryKeyId"]
        return int.from_bytes(sealed[1:5], "big") == newest

    def blind_index(self, text: str) -> str:
        """A keyed fingerprint by which an address can be found and not read."""
        plain = unicodedata.normalize("NFKC", text).strip().casefold()
        return hmac.new(self._index_key, plain.encode(), hashlib.sha256).hexdigest()

    def fingerprint(self, content: bytes) -> str:
        """A keyed fingerprint by which the very same bytes are known again, and not guessed at."""
        return hmac.new(self._index_key, b"\0content\0" + content, hashlib.sha256).hexdigest()


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


Opened = Callable[[Any, int], None]
"""Called with a row and its author whenever somebody's own words are opened."""

_tell: Opened | None = None


def tell_when_opened(tell: Opened) -> None:
    """Let `tell` know of every opening of words that have an author."""
    global _tell  # noqa: PLW0603 - it belongs to the process, as the keys do
    _tell = tell


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

    def place_of(self, row: Any) -> str:
        """What binds the words of a row to it, as it stands beside them when they are sealed."""
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
        if sealed is None:
            return None
        if self.author and _tell is not None:
            _tell(row, getattr(row, self.author))
        return current().open(self.purpose, sealed, self.place_of(row))

    def __set__(self, row: Any, text: str | None) -> None:
        """Seal `text` for this row."""
        sealed = None if text is None else current().seal(self.purpose, text, self.place_of(row))
        setattr(row, self.column, sealed)
