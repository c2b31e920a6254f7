"""The words of a PDF that a page answered with."""

from __future__ import annotations

import io

from pypdf import PdfReader


def words_of_pdf(content: bytes) -> str:
    """Its text and its metadata, with line breaks taken out so that no word is split."""
    reader = PdfReader(io.BytesIO(content))
    pages = " ".join(page.extract_text() for page in reader.pages)
    return f"{reader.metadata} {pages}".replace("\n", " ")
