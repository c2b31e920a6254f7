"""
The two secrets of an installation: the portal's own key, and the keyset of the words.

They live in a folder of their own, away from the data and its backups, each in
a file that nobody can write to and only its owner can read.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from couples.encryption import Keyring
from portal.settings import ConfigurationError

_SECRET = "secret-key"  # noqa: S105 - the name of a file
_KEYSET = "keyset.json"


@dataclass(frozen=True, slots=True)
class Keys:
    """What was found in the folder."""

    secret_key: str
    keyring: Keyring


def exist(folder: Path) -> bool:
    """Whether this installation has its keys already."""
    return all((folder / name).exists() for name in (_SECRET, _KEYSET))


def make_missing(folder: Path) -> bool:
    """Make whichever key is missing; True if there was one. What exists is never touched."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = [
        _write_once(folder / _SECRET, secrets.token_urlsafe(48)),
        _write_once(folder / _KEYSET, Keyring.generate().to_json()),
    ]
    return any(made)


def load(folder: Path) -> Keys:
    """The keys of this installation, or the sentence that says what is wrong with them."""
    try:
        secret_key = (folder / _SECRET).read_text(encoding="utf-8").strip()
        keyset = (folder / _KEYSET).read_text(encoding="utf-8")
    except OSError:
        raise ConfigurationError(
            f"There are no keys to read in {folder}: run “flask --app portal setup” once, "
            "or bring them back from where you keep them."
        ) from None
    try:
        keyring = Keyring.from_json(keyset)
    except Exception:  # noqa: BLE001 - whatever Tink dislikes, its message may quote the keys
        raise ConfigurationError(f"{folder / _KEYSET} is not a keyset of Mendwell.") from None
    return Keys(secret_key, keyring)


def _write_once(path: Path, text: str) -> bool:
    """
    Write `text` whole or not at all, and never over anything.

    A link to a finished file appears at once and refuses an existing name, so two
    starts at the same time agree on one key, and a crash leaves none half written.
    """
    if path.exists():
        return False
    unfinished = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return False
    finally:
        unfinished.unlink()
    return True
