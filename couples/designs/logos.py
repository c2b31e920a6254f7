"""A logo as it came in, and as it is kept: read, bounded, and written anew."""

from __future__ import annotations

from typing import Final, NamedTuple

from couples.designs.drawings import clean_svg
from couples.designs.models import LogoKind
from couples.designs.pictures import SIGNATURE, clean_png
from couples.designs.refusing import RefusedLogoError
from couples.wording import gettext as _

LARGEST_FILE: Final = 1_000_000
LARGEST_KEPT: Final = 250_000
"""It goes along with every brief that is prepared."""


class CleanLogo(NamedTuple):
    """What was drawn anew, and may be printed and kept: nothing else makes one of these."""

    kind: LogoKind
    drawn: bytes


def clean_logo(content: bytes) -> CleanLogo:
    """What is kept of a file, whatever its name says; or a refusal that says what to do."""
    if len(content) > LARGEST_FILE:
        raise RefusedLogoError(_("This file is too large. Choose one of at most 1 MB."))
    is_png = content.startswith(SIGNATURE)
    kind = LogoKind.PNG if is_png else LogoKind.SVG
    clean = clean_png(content) if is_png else clean_svg(content)
    if len(clean) > LARGEST_KEPT:
        raise RefusedLogoError(_("This drawing has too many parts for a letterhead."))
    return CleanLogo(kind, clean)
