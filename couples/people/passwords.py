"""Passwords: argon2id, and a floor under what may be chosen."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, two passes, one lane: the least that OWASP asks for, so that a dozen
# people can sign in at once on a small machine without running it out of memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What an unknown address is checked against, so that it takes as long as a known one.
_NOBODYS_HASH = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is kept instead of `password`."""
    return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether `password` fits; without a hash it takes the same time to say no."""
    try:
        _hasher.verify(password_hash or _NOBODYS_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
