"""
A logo as PNG: drawn anew, so that nothing of the file that came in is kept but its colors.

What a file may hold beside its picture (a place, a name, a second picture, a text that
unfolds to gigabytes) goes with the old file.
"""

from __future__ import annotations

import io
import zlib
from typing import Final

from PIL import Image

from couples.designs.refusing import RefusedLogoError
from couples.wording import gettext as _

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS: Final = 6_000_000
WIDEST, TALLEST = 800, 320
"""At the size of a letterhead more would be finer than any printer."""

LARGEST: Final = 200_000
"""In bytes. A photograph is drawn smaller until it is no more than that."""

_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError),
    *(zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def clean_png(content: bytes) -> bytes:
    """The same picture as a file of our own making, or a refusal that says what to do."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            _refuse_size(*picture.size)
            # Half a picture would be drawn as far as it goes.
            picture.verify()
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            plain = picture.convert("RGBA")
    except _BROKEN:
        raise RefusedLogoError(_("This is no PNG that can be read. Save it once more.")) from None
    plain.thumbnail((WIDEST, TALLEST))
    while len(drawn := _drawn_anew(plain)) > LARGEST:
        plain.thumbnail((plain.width * 3 // 4, plain.height * 3 // 4))
    return drawn


def _drawn_anew(picture: Image.Image) -> bytes:
    fresh = Image.new("RGBA", picture.size)
    fresh.paste(picture)
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()


def _refuse_size(width: int, height: int) -> None:
    # The size stands in the first bytes, so that a bomb is refused before it unfolds.
    if width * height > MOST_PIXELS:
        sentence = _("This picture is too large. Save it at most 2000 pixels wide and 2000 high.")
        raise RefusedLogoError(sentence)
    if not 1 / 20 <= width / height <= 20:  # noqa: PLR2004 - a band longer than that is no logo
        raise RefusedLogoError(_("This picture is too long and narrow for a letterhead."))
