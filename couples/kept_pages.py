"""Pages that are kept as they were printed, with what they were made from."""

from __future__ import annotations

import base64

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from couples.encryption import EncryptedText, Purpose


class KeptPages:
    """
    A row that holds a paper as it was printed, so that it can be made again and compared.

    `made_from` is its frozen data and `pages` its PDF; `digest` tells what it says apart from
    the moment it was made, `edition` with which templates, and `pages_digest` which bytes came
    of it. Both are long, and loaded only where somebody reads them.
    """

    digest: Mapped[str | None] = mapped_column(String(64))
    edition: Mapped[str | None] = mapped_column(String(64))
    pages_digest: Mapped[str | None] = mapped_column(String(64))

    made_from = EncryptedText(Purpose.WORDS)
    made_from_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    printed = EncryptedText(Purpose.WORDS)
    printed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    @property
    def pages(self) -> bytes:
        """The PDF, byte for byte."""
        return base64.b85decode(self.printed or "")

    @pages.setter
    def pages(self, pdf: bytes) -> None:
        self.printed = base64.b85encode(pdf).decode()
