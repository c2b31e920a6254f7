"""Looking back over the past months: what the two did, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_skeleton
from flask import render_template

from couples.progress.season import Effort, look_back
from couples.wording import current_locale, listed, ngettext
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.us import us_of


@blueprint.get("/season")
def season() -> str:
    """The months of the last half year, without a score."""
    us = us_of(session, current_identity)
    months = look_back(session, us.both, us.couple)
    return render_template(
        "partner/season.html",
        us=us,
        months=[(month_name(each.first), in_words(each.efforts), each) for each in months],
    )


def month_name(first: date) -> str:
    """November 2026."""
    return str(format_skeleton("yMMMM", first, locale=current_locale()))


def in_words(efforts: Mapping[Effort, int]) -> str:
    """Three talks, two repairs and one date."""
    said = listed(_said(effort, count) for effort, count in efforts.items())
    return said[:1].upper() + said[1:]


def _said(effort: Effort, count: int) -> str:
    n = _number(count)
    match effort:
        case Effort.SESSION:
            return ngettext("%(n)s session", "%(n)s sessions", count, n=n)
        case Effort.TALK:
            return ngettext("%(n)s talk", "%(n)s talks", count, n=n)
        case Effort.REPAIR:
            return ngettext("%(n)s repair", "%(n)s repairs", count, n=n)
        case Effort.DATE:
            return ngettext(
                "%(n)s time that was yours together",
                "%(n)s times that were yours together",
                count,
                n=n,
            )
        case Effort.AGREEMENT:
            return ngettext("%(n)s agreement", "%(n)s agreements", count, n=n)
        case _:
            return _said_apiece(effort, count, n)


def _said_apiece(effort: Effort, count: int, n: str) -> str:
    """What each does for the other, told of both at once."""
    match effort:
        case Effort.STEP:
            return ngettext(
                "%(n)s step to mend something", "%(n)s steps to mend something", count, n=n
            )
        case Effort.HAND:
            return ngettext("%(n)s hand held out", "%(n)s hands held out", count, n=n)
        case Effort.THANKS:
            return ngettext("%(n)s word of thanks", "%(n)s words of thanks", count, n=n)
        case Effort.GOOD_MOMENT:
            return ngettext("%(n)s good moment", "%(n)s good moments", count, n=n)
        case _:
            return ngettext("%(n)s small kindness", "%(n)s small kindnesses", count, n=n)


def _number(count: int) -> str:
    """Small numbers as words, since they are read as a sentence and not as a figure."""
    words = (
        *(_("one"), _("two"), _("three"), _("four"), _("five"), _("six")),
        *(_("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
    )
    return words[count - 1] if count <= len(words) else str(count)
