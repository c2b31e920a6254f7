"""How papers look: which sections a brief and a progress report have, in which order."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.designs import services
from couples.designs.queries import find_design
from couples.preparations.models import Reader
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.design import SINCE_THE_LAST_SESSION, ReportSectionsForm, SectionsForm
from reports.design import arranged
from reports.sections import BRIEF, PROGRESS, Section


@blueprint.route("/design", methods=["GET", "POST"])
def design() -> Response | tuple[str, int]:
    """The sections of every brief."""
    kept = find_design(session, current_identity)
    form = SectionsForm.of(arranged(BRIEF, kept.brief if kept else ""))
    if form.validate_on_submit() and not form.pressed:
        services.arrange_brief(session, current_identity, form.arrangement(BRIEF))
        flash(_("From now on your practice’s briefs look like this."))
        return redirect(url_for(".design"))
    return _page("counselor/design.html", form, BRIEF)


@blueprint.route("/design/report", methods=["GET", "POST"])
def report_design() -> Response | tuple[str, int]:
    """The sections of every progress report, and how long one is."""
    kept = find_design(session, current_identity)
    weeks = str(kept.weeks) if kept and kept.weeks else SINCE_THE_LAST_SESSION
    sections = arranged(PROGRESS, kept.progress if kept else "")
    form = ReportSectionsForm.of(sections, weeks=weeks)
    if form.validate_on_submit() and not form.pressed:
        services.arrange_progress(
            session, current_identity, form.arrangement(PROGRESS), weeks=form.how_many
        )
        flash(_("From now on your practice’s progress reports look like this."))
        return redirect(url_for(".report_design"))
    return _page("counselor/design-report.html", form, PROGRESS)


def _page(template: str, form: SectionsForm, table: tuple[Section, ...]) -> tuple[str, int]:
    lines = lines_of_sections(form, table)
    return render_template(template, form=form, lines=lines), form.status


def lines_of_sections(
    form: SectionsForm, table: tuple[Section, ...], reader: Reader = Reader.COUNSELOR
) -> list[tuple[Section, bool]]:
    """
    The sections in the order that was typed, each with whether it is ticked.

    Those that a couple's copy never holds are not asked about there.
    """
    by_key = {section.key: section for section in table}
    typed = form.arrangement(table)
    return [
        (by_key[key], key not in typed.left_out)
        for key in typed.order
        if reader is Reader.COUNSELOR or not by_key[key].is_for_counselor
    ]
