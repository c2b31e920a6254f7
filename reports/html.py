"""The print templates: a paper goes in, the HTML of its pages comes out."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_interval, format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from couples.wording import gettext, listed, ngettext, use_locale
from reports import charts, moments, states, words
from reports.assets import LOGO
from reports.brief import Brief
from reports.fitting import fit_values
from reports.paper import Paper
from reports.sections import BRIEF, PROGRESS, chosen

TEMPLATES: Final = Path(__file__).parent.parent / "templates"


def render_paper(paper: Paper) -> str:
    """A paper as HTML, in its reader's language, with every text made fit to print."""
    is_brief = isinstance(paper, Brief)
    return render_html(
        "reports/brief.html" if is_brief else "reports/progress.html",
        locale=paper.locale,
        paper=fit_values(paper),
        sections=chosen(
            BRIEF if is_brief else PROGRESS, paper.sections, for_counselor=paper.is_for_counselor
        ),
    )


def render_html(template: str, *, locale: str, **values: object) -> str:
    """Fill `template`; a name that the template asks for and nobody gave is an error."""
    with use_locale(str(_locale(locale))):
        return environment().get_template(template).render(locale=_locale(locale), **values)


@cache
def environment() -> Environment:
    """The one environment for paper: every text escaped, every sentence translated."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # Not the new style: `couples.wording` fills in the values itself, and the sentence is
    # escaped as a whole afterwards.
    env.globals.update(gettext=gettext, ngettext=ngettext)
    env.globals.update(charts=charts, words=words, states=states, logo_address=LOGO)
    env.filters.update(day=_day, full_day=moments.full_day, period=_period, listed=listed)
    return env


def _locale(name: str) -> Locale:
    return Locale.parse(name.replace("-", "_"))


@pass_context
def _day(context: Context, day: date) -> str:
    """A day beside others, where the year is clear: “Nov 24”."""
    return format_skeleton("MMMd", day, locale=context["locale"])


@pass_context
def _period(context: Context, days: tuple[date, date]) -> str:
    """From one day to another: “November 3 – 23, 2026”."""
    return format_interval(*days, skeleton="yMMMMd", locale=context["locale"])
