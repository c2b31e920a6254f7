"""Random tokens: whoever was given one holds it, and only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of `token`; without it, it opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
