"""
HTML in, PDF bytes out: the only place that talks to WeasyPrint.

A page may use the stylesheets and fonts of our own templates, the files that come with it,
and nothing else. Whatever WeasyPrint complains about is an error here: a letter with a hole
in it is worse than none.
"""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.assets import NONE, Assets
from reports.failures import ReportError
from reports.fitting import STAND_IN

PAPER: Final = Path(__file__).parent.parent / "templates" / "reports"
STYLESHEET: Final = PAPER / "brief.css"
ASSETS: Final[Mapping[str, Path]] = {
    f"asset:{font.name}": font for font in sorted((PAPER / "fonts").glob("*.ttf"))
}

# Fonts and stylesheets are shared by all renderings of a process, and neither the shared
# font map nor the paused collector can serve two at a time.
_one_at_a_time = Lock()


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types.
    """Gives out registered assets by name; every other address ends the rendering."""

    def __init__(self, assets: Assets = NONE) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        self.assets = assets
        self.has_refused = False

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint passes it.
        """The asset called `url`. Remembers a refusal, since some callers swallow it."""
        if (font := ASSETS.get(url)) is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})
        if (asset := self.assets.get(url)) is not None:
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.mime})
        self.has_refused = True
        raise FatalURLFetchingError("Only our own assets may be printed.")


def write_pdf(html: str, assets: Assets = NONE) -> bytes:
    """
    The PDF/UA-1 of `html`: the same bytes for the same text, on every run.

    It may show the `assets` that come with it, each by its name.

    A character that no font knows is printed as a stand-in, so that one rare sign does not
    cost somebody the whole brief. Anything else that is not right is a `ReportError`.
    """
    with _one_at_a_time, _without_garbage_collection():
        pdf, unknown = _render(html, assets)
        if unknown:
            html = html.translate(dict.fromkeys(unknown, STAND_IN))
            pdf, unknown = _render(html, assets)
    if unknown:
        raise ReportError("The fonts lack the sign that stands in for missing ones.")
    return pdf


def _render(html: str, assets: Assets) -> tuple[bytes, frozenset[int]]:
    """The PDF, and the characters that no font could draw in it."""
    fetcher = AssetFetcher(assets)
    fonts, stylesheet = _fonts_and_stylesheet()
    with _complaints() as complaints:
        try:
            document = HTML(string=html, base_url="paper:", url_fetcher=fetcher)
            pdf: bytes = document.write_pdf(
                stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1"
            )
        except FatalURLFetchingError:
            raise ReportError("The page asks for something that is not ours.") from None
    if fetcher.has_refused:
        raise ReportError("The page asks for something that is not ours.")
    if complaints.others:
        raise ReportError(f"WeasyPrint complains: {complaints.others[0]}")
    return pdf, frozenset(complaints.unknown)


@cache
def _fonts_and_stylesheet() -> tuple[FontConfiguration, CSS]:
    """Made once per process: parsing them again would cost more than most pages."""
    fonts = FontConfiguration()
    css = STYLESHEET.read_text(encoding="utf-8")
    with _complaints() as complaints:
        sheet = CSS(string=css, base_url="paper:", url_fetcher=AssetFetcher(), font_config=fonts)
    if complaints.others:
        raise ReportError(f"WeasyPrint complains: {complaints.others[0]}")
    return fonts, sheet


class _Complaints(logging.Handler):
    """Collects what WeasyPrint warns of: unknown characters, and everything else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unknown: set[int] = set()
        self.others: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the pattern of the message only: its values may be somebody's words."""
        if str(record.msg).startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.unknown.add(int(str(record.args[-1])))
        else:
            self.others.append(str(record.msg))


@contextmanager
def _complaints() -> Iterator[_Complaints]:
    """Listen to WeasyPrint's log, and keep what it says out of every other log."""
    logger = logging.getLogger("weasyprint")
    handler = _Complaints()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The collector walks the growing box tree again and again, and finds nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
