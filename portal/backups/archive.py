"""
The file of a backup: a manifest and a copy of the database, encrypted with age.

Only whoever has the identity, which belongs on no server, can open it. What is in it was
checked before it was closed, and is checked again when it is opened.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tarfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pydantic
import pyrage

from portal.backups.copying import refuse_unless_readable
from portal.settings import ConfigurationError

MANIFEST, COPY = "manifest.json", "copy"
UNFINISHED = ".mendwell-*.age-*"
"""What a backup is called until it is whole."""
_ONLY_MINE = 0o600


class Manifest(pydantic.BaseModel):
    """What a backup holds, by which it is checked."""

    made_at: datetime
    dialect: str
    revision: str
    sha256: str
    rows: dict[str, int]
    heads: list[str]


def recipients_from(words: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """For whom a backup is encrypted: `age1…`, or a file with such lines. Somebody, always."""
    lines = [line for word in words if word for line in _lines(word, "age1")]
    if not lines:
        raise ConfigurationError(
            "There is nobody to encrypt it to: give “--recipient” or MENDWELL_BACKUP_RECIPIENT "
            "what “age-keygen” printed, age1…, or a file with such a line."
        )
    try:
        return [pyrage.x25519.Recipient.from_str(line) for line in lines]
    except pyrage.RecipientError:
        raise ConfigurationError(
            "A recipient looks like age1… and comes from “age-keygen”."
        ) from None


def identities_from(path: Path) -> list[pyrage.x25519.Identity]:
    """What opens a backup: the file that `age-keygen` made."""
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in _lines(str(path), "-")]
    except (pyrage.IdentityError, OSError):
        raise ConfigurationError(f"{path} holds no identity such as “age-keygen” makes.") from None


def digest_of(path: Path) -> str:
    """A fingerprint of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def close(
    manifest: Manifest, copy: Path, out: Path, recipients: Sequence[pyrage.x25519.Recipient]
) -> None:
    """
    Write the backup whole or not at all, for its owner alone, and onto the disk.

    Before it counts it is opened once more, with a key of its own that nobody keeps: what
    cannot be brought back is no backup.
    """
    for_once = pyrage.x25519.Identity.generate()
    beside = copy.with_name("manifest")
    beside.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    bundle = copy.with_name("bundle")
    with tarfile.open(bundle, "w:gz", compresslevel=3) as tar:
        tar.add(beside, MANIFEST)
        tar.add(copy, COPY)
    unfinished = out.with_name(f".{out.name}-{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_MINE)
    try:
        with os.fdopen(descriptor, "wb") as sealed, bundle.open("rb") as plain:
            pyrage.encrypt_io(plain, sealed, [*recipients, for_once.to_public()])
            sealed.flush()
            os.fsync(sealed.fileno())
        bundle.unlink()
        opened = copy.with_name("opened")
        opened.mkdir(mode=0o700)
        _, back = open_into(opened, unfinished, [for_once])
        refuse_unless_readable(manifest.dialect, back)
        _let_appear(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)


def _let_appear(unfinished: Path, out: Path) -> None:
    """Give a whole file its name, which nothing has yet; some shares know no second name."""
    try:
        os.link(unfinished, out)
    except OSError:
        if out.exists():
            raise ConfigurationError(f"{out} is there already: nothing was written over.") from None
        unfinished.rename(out)


def open_into(
    folder: Path, sealed: Path, identities: Sequence[pyrage.x25519.Identity]
) -> tuple[Manifest, Path]:
    """Unpack a backup; a flipped bit, another identity or a foreign file ends it here."""
    bundle = folder / "bundle"
    try:
        with sealed.open("rb") as file, bundle.open("wb") as plain:
            pyrage.decrypt_io(file, plain, list(identities))
        with tarfile.open(bundle, "r:gz") as tar:
            for name in (MANIFEST, COPY):
                tar.extract(name, folder, filter="data")
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, EOFError, KeyError, ValueError, pyrage.DecryptError, tarfile.TarError):
        raise ConfigurationError(
            f"{sealed} does not open with this identity, or is no whole backup."
        ) from None
    if digest_of(folder / COPY) != manifest.sha256:
        raise ConfigurationError(f"{sealed} is no whole backup.")
    return manifest, folder / COPY


def _lines(word: str, prefix: str) -> list[str]:
    if word.startswith(prefix):
        return [word]
    try:
        text = Path(word).read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        raise ConfigurationError(f"Cannot read {word}.") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
