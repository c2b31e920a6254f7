"""A logo, and how it is brought to the page of the letterhead."""

from __future__ import annotations

import io

from werkzeug.datastructures import FileStorage

from tests.page import Page, Visitor

DRAWN = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M1 1h7v1z"/></svg>"""


def bring(
    morgan: Visitor, content: bytes, typed: dict[str, str] | None = None, *, status: int = 200
) -> Page:
    """Choose a file of one's own machine beside what is typed, and send both."""
    brought = {**(typed or {}), "logo": FileStorage(io.BytesIO(content), "canary-name.svg")}
    return morgan.post("/counselor/design/letterhead", brought, status=status)
