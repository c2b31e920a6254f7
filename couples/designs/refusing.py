"""Why a logo is not taken, in a sentence that says what to do."""

from __future__ import annotations

from couples.errors import DomainError


class RefusedLogoError(DomainError):
    """The file is not what it should be. Nothing of it is kept."""
