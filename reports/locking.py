"""A PDF behind a password: what opens it is known to whoever typed it, and kept nowhere."""

from __future__ import annotations

import secrets
import unicodedata
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Encryption, Permissions

LONGEST: Final = 127
"""Bytes that a PDF takes of a password; what comes behind them it would not look at."""


def as_typed_in_a_reader(password: str) -> str:
    """The password as programs that open PDFs send it, however this keyboard made its letters."""
    return unicodedata.normalize("NFKC", password)


def fits(password: str) -> bool:
    """Whether every letter of it counts."""
    return len(as_typed_in_a_reader(password).encode()) <= LONGEST


def lock(pdf: bytes, password: str) -> bytes:
    """
    The same pages, encrypted with AES-256 under this password.

    Readers' aids may go on reading them aloud. The second password, which would change what
    is allowed, is made up here and known to nobody.
    """
    if not password or not fits(password):
        raise ValueError("A PDF takes between 1 and 127 bytes of password.")
    rules = Encryption(
        user=as_typed_in_a_reader(password),
        owner=secrets.token_urlsafe(32),
        R=6,
        allow=Permissions(accessibility=True),
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        out = BytesIO()
        document.save(out, encryption=rules)
    return out.getvalue()
