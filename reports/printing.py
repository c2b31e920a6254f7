"""From a paper to its pages, with whatever else is printed on them."""

from __future__ import annotations

from typing import Final

from couples.designs.logos import CleanLogo
from couples.designs.refusing import RefusedLogoError
from couples.wording import gettext as _
from reports.assets import LOGO
from reports.failures import BusyError, ReportError, TooLongError
from reports.html import render_paper
from reports.letterhead import Logo, assets_of
from reports.paper import Paper
from reports.rendering import print_pdf

_TRIAL: Final = (
    '<!doctype html><html lang="en"><head><title>Trial</title></head><body>'
    f'<p class="letterhead"><img src="{LOGO}" alt="Logo"></p></body></html>'
)


def print_paper(paper: Paper, *, nobody_waits: bool = False) -> bytes:
    """The PDF of a paper: the same bytes for the same paper, in any process."""
    return print_pdf(render_paper(paper), assets_of(paper.logo), nobody_waits=nobody_waits)


def check_logo(logo: CleanLogo) -> None:
    """
    Refuse a logo that cannot be printed, before it stands above every paper of a practice.

    A file can be as it should and still be more than the printer gets through.
    """
    try:
        print_pdf(_TRIAL, assets_of(Logo(logo.kind.value, logo.drawn)))
    except BusyError:
        raise
    except TooLongError:
        # It need not be the picture: whoever else prints just now takes time too.
        raise RefusedLogoError(
            _("Printing it took too long. Try again in a moment, or choose a simpler picture.")
        ) from None
    except ReportError:
        raise RefusedLogoError(
            _("This picture cannot be printed. Save it once more, or as PNG.")
        ) from None
