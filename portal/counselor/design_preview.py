"""How papers would look with what was typed, on an invented couple: nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import request
from werkzeug.wrappers import Response

from couples.caseload.queries import get_practice
from couples.copies.models import Reader
from couples.designs.queries import find_design
from couples.people.queries import get_self
from couples.wording import use_locale
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import reading
from portal.files import file_answer
from portal.forms.design import LetterheadForm, ReportSectionsForm, SectionsForm
from reports.design import Design
from reports.example_copies import example_brief_for, example_report_for
from reports.gathering.design import design_of
from reports.pages import page_size
from reports.paper import Paper
from reports.printing import print_paper
from reports.sections import BRIEF, PROGRESS

Change = Callable[[Design], Design]


@blueprint.route("/design/preview.pdf", methods=["GET", "POST"])
def design_preview() -> Response:
    """A brief, with the sections that were ticked."""
    form = SectionsForm()
    return _pages(example_brief_for, lambda it: replace(it, brief=form.arrangement(BRIEF).printed))


@blueprint.route("/design/report/preview.pdf", methods=["GET", "POST"])
def report_design_preview() -> Response:
    """A progress report, with the sections that were ticked."""
    form = ReportSectionsForm()
    return _pages(
        example_report_for, lambda it: replace(it, progress=form.arrangement(PROGRESS).printed)
    )


@blueprint.route("/design/letterhead/preview.pdf", methods=["GET", "POST"])
def letterhead_preview() -> Response:
    """A brief, with the lines that were typed as far as they fit."""
    return _pages(example_brief_for, LetterheadForm().on)


def _reader_asked_for() -> Reader:
    try:
        return Reader(request.args.get("copy", ""))
    except ValueError:
        return Reader.COUNSELOR


def _pages(example: Callable[..., Paper], change: Change) -> Response:
    """
    The pages; what was kept is shown to whoever only looks.

    Everything is read apart from the request's own session, which would hold everybody
    else's words up for as long as it takes to print.
    """
    with reading() as look:
        design = design_of(find_design(look, current_identity))
        practice, counselor = get_practice(look, current_identity), get_self(look, current_identity)
        about = {"practice": practice.name, "counselor": counselor.name}
        about |= {"locale": counselor.locale, "size": page_size(practice.time_zone)}
    with use_locale(counselor.locale):
        design = change(design) if request.method == "POST" else design
        paper = example(_reader_asked_for(), design, **about)
    return file_answer(print_paper(paper), "application/pdf", "preview.pdf", how="inline")
