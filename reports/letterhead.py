"""What stands above every paper of a practice besides words: its logo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from reports.assets import LOGO, NONE, Asset, Assets


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was cleaned when it came in (`couples.designs.logos`)."""

    kind: str
    content: bytes

    # Where a report is kept as a text, bytes need letters of their own.
    __pydantic_config__: ClassVar[Any] = {"ser_json_bytes": "base64", "val_json_bytes": "base64"}


_MIMES = {"png": "image/png", "svg": "image/svg+xml"}


def assets_of(logo: Logo | None) -> Assets:
    """What the printer is handed along with the page."""
    return NONE if logo is None else {LOGO: Asset(_MIMES[logo.kind], logo.content)}
