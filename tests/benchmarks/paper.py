"""Paper as a PDF: beside others that print the same page, as it grows, and for hours."""

from __future__ import annotations

import base64
import multiprocessing
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from weasyprint import CSS, HTML

from reports.html import render_paper
from reports.pdf import ASSETS, STYLESHEET, AssetFetcher, write_pdf
from reports.progress import ProgressReport
from tests.benchmarks.timing import Bar, Figure, in_turns
from tests.benchmarks.workshop import Workshop
from tests.browser import open_chromium
from tests.reports.sample_brief import counselors_brief
from tests.sample_report import counselors_report

FOUR, SHORT, LONG = 4, 16, 64
ROUNDS = 11
WARM_AFTER = 20

_GUESSES = 6
GRID = """
table, thead, tbody { display: block; }
tr { display: grid; grid-auto-columns: 1fr; grid-auto-flow: column; }
th, td { display: block; }
"""


def beside_chromium(_workshop: Workshop) -> Iterator[Figure]:
    """The sample brief, warm, and the same HTML printed by a browser that stays open."""
    html = render_paper(counselors_brief())
    with open_chromium() as browser:
        page = browser.new_page()
        page.set_content(_for_a_browser(html))
        page.evaluate("document.fonts.ready")

        def print_it() -> bytes:
            page.set_content(_for_a_browser(html))
            return page.pdf(prefer_css_page_size=True, tagged=True)

        pages = _pages(write_pdf(html)), _pages(print_it())
        ours, theirs = in_turns(lambda: write_pdf(html), print_it, rounds=ROUNDS)
    yield Figure(
        what=f"brief of {pages[0]} pages as PDF/UA-1, warm",
        against=f"Chromium, warm, tagged, printing the same HTML ({pages[1]} pages)",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(1.0),
    )


def beside_a_grid(_workshop: Workshop) -> Iterator[Figure]:
    """A report of four pages, and its HTML laid out as a grid by WeasyPrint as it comes."""
    html = _of_length(FOUR)
    pages = _pages(write_pdf(html)), _pages(_as_it_comes(html))
    ours, theirs = in_turns(lambda: write_pdf(html), lambda: _as_it_comes(html), rounds=ROUNDS)
    yield Figure(
        what=f"report of {pages[0]} pages as PDF/UA-1, warm",
        against=f"WeasyPrint as it comes, rows as a grid, untagged ({pages[1]} pages)",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(0.35),
    )


def _as_it_comes(html: str) -> bytes:
    """What somebody would write first: everything read anew, each row of a table as a grid."""
    fetcher = AssetFetcher()
    sheet = STYLESHEET.read_text(encoding="utf-8") + GRID
    pdf: bytes = HTML(string=html, base_url="paper:", url_fetcher=fetcher).write_pdf(
        stylesheets=[CSS(string=sheet, base_url="paper:", url_fetcher=fetcher)]
    )
    return pdf


def _for_a_browser(html: str) -> str:
    """The same page with its stylesheet and fonts inside, as a browser has no fetcher of ours."""
    css = STYLESHEET.read_text(encoding="utf-8")

    def inline(found: re.Match[str]) -> str:
        font = base64.b64encode(ASSETS[found[1]].read_bytes()).decode()
        return f"data:font/ttf;base64,{font}"

    css = re.sub(r"(asset:[\w.-]+)", inline, css)
    return html.replace("</head>", f"<style>{css}</style></head>")


def growth(_workshop: Workshop) -> Iterator[Figure]:
    """What four times as many pages cost."""
    short, long = _of_length(SHORT), _of_length(LONG)
    ours, theirs = in_turns(lambda: write_pdf(long), lambda: write_pdf(short), rounds=3)
    yield Figure(
        what=f"report of {_pages(write_pdf(long))} pages",
        against=f"report of {_pages(write_pdf(short))} pages",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(4.4),
        note="excerpts only grow; tables and strips stay",
    )


def _of_length(pages: int) -> str:
    """The sample brief with its excerpts over and over, until it fills so many pages."""
    times = pages
    for _ in range(_GUESSES):
        found = _pages(write_pdf(render_paper(_repeated(times))))
        if found == pages:
            break
        times += max(1, (pages - found) * times // found) if found < pages else -1
    return render_paper(_repeated(times))


def _repeated(times: int) -> ProgressReport:
    brief = counselors_report()
    return replace(brief, handed_in=brief.handed_in * times)


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def memory(workshop: Workshop) -> Iterator[Figure]:
    """What a process that prints all day holds on to."""
    count = 200 if workshop.is_long else 60
    # A process of its own, whose memory nothing else here has touched.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        after_warm_up, at_the_end = pool.apply(_print_many, (count,))
    yield Figure(
        what=f"memory of a process after {count} briefs",
        against=f"after {WARM_AFTER} briefs",
        ours=(at_the_end,),
        theirs=(after_warm_up,),
        unit="MiB",
        bar=Bar(1.05),
    )


def _print_many(count: int) -> tuple[float, float]:
    html = render_paper(counselors_report())
    held = []
    for _ in range(count):
        write_pdf(html)
        held.append(_resident())
    return held[WARM_AFTER - 1], held[-1]


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024
