"""
The two secrets of an installation: the portal's own key, and the keyset of the words.

They live in a folder of their own, away from the data and its backups, each in
a file that nobody can write to and only its owner can read.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from couples.encryption import IncompleteKeyringError, Keyring
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


def complete(folder: Path) -> None:
    """
    Add the keysets that a newer version needs to the file of an older one.

    Two that start at once must agree on the added keys too, so that one waits for the other.
    Where nothing is to be added, nobody waits: turning the keys may hold the folder for long.
    """
    path = folder / _KEYSET
    if not _is_incomplete(path.read_text(encoding="utf-8")):
        return
    with alone(folder):
        before = path.read_text(encoding="utf-8")
        if _is_incomplete(before):
            replace_whole(path, Keyring.completed(before))


def _is_incomplete(keyset: str) -> bool:
    try:
        Keyring.from_json(keyset)
    except IncompleteKeyringError:
        return True
    except Exception:  # noqa: BLE001 - `load` says what is wrong with it, and quotes nothing
        return False
    return False


def keyset_path(folder: Path) -> Path:
    """Where the keys of the words lie."""
    return folder / _KEYSET


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
    except IncompleteKeyringError:
        raise ConfigurationError(
            f"{folder / _KEYSET} is of an older version: run “flask --app portal setup” once."
        ) from None
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
    with _finished(path, text) as finished:
        try:
            os.link(finished, path)
        except FileExistsError:
            return False
    return True


def replace_whole(path: Path, text: str) -> None:
    """
    Let `path` hold `text` from one moment to the next; a crash leaves the one or the other.

    It stays whose it was, so that a command of the administrator does not lock the server out.
    """
    before = path.stat()
    with _finished(path, text) as finished:
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(finished, before.st_uid, before.st_gid)
        finished.chmod(before.st_mode & 0o777)
        finished.rename(path)
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _finished(path: Path, text: str) -> Iterator[Path]:
    """A file beside `path` that holds all of `text`, and is on the disk."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield beside
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[int]:
    """Nobody else changes the keys meanwhile; the folder itself is the lock."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
