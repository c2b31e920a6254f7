"""Reading paper back: its words, its faults, its plain bytes."""

import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import page
from pypdf import PdfReader

from reports.fitting import fit_answer
from reports.progress import ProgressReport
from reports.states import PageSize, SeenBy
from reports.written import Excerpt, HandedIn
from tests.sample_report import counselors_report, couples_report, empty_report

DAY: Final = date(2026, 11, 20)
COPIES: Final = {
    "counselor": counselors_report(),
    "couple": couples_report(),
    "empty": empty_report(),
    "letter": replace(counselors_report(), page_size=PageSize.LETTER),
}


def brief_with(*answers: str) -> ProgressReport:
    """A brief in which Alex has written these answers."""
    fitted = [fit_answer(answer) for answer in answers]
    excerpts = tuple(
        Excerpt(f"Question {number}", each.lines, SeenBy.COUPLE, is_cut=each.is_cut)
        for number, each in enumerate(fitted, start=1)
    )
    return replace(couples_report(), handed_in=(HandedIn("A letter", "Alex", DAY, excerpts),))


def html(body: str) -> str:
    """A small page around `body`."""
    return f'<!doctype html><html lang="en"><title>A page</title><body><p>Before.</p>{body}'


def reader(pdf: bytes) -> PdfReader:
    """The PDF, open."""
    return PdfReader(BytesIO(pdf))


def printed(pdf: bytes) -> str:
    """All words of the PDF in one line."""
    return " ".join(" ".join(each.extract_text() for each in reader(pdf).pages).split())


def without_spaces(text: str) -> str:
    """For comparing what a line break may have parted."""
    return "".join(text.split())


def faults(pdf: bytes, folder: Path) -> list[str]:
    """The rules of PDF/UA-1 that this PDF breaks."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    return [failure.rule_id for failure in page.validate_pdf(path, profile="ua1").failures]


def unpacked(pdf: bytes, folder: Path) -> bytes:
    """The PDF with every stream in plain bytes."""
    if not pdf:
        return b""
    path = folder / "packed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["qpdf", "--qdf", path, "-"], check=True, capture_output=True).stdout
