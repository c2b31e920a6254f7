"""What a copy holds and whose it is, in words for the counselor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from couples.copies.models import KeptCopy, Reader
from couples.wording import gettext as _
from couples.wording import ngettext
from reports import frozen
from reports.own import Own
from reports.sections import PROGRESS, chosen
from reports.written import HandedIn


@dataclass(frozen=True, slots=True)
class Outline:
    """
    What stands in the pages: their parts, whose words, and what is between one and the counselor.

    It is read from what the pages were made of, so that it cannot say less than they do.
    """

    sections: tuple[str, ...]
    words: tuple[HandedIn, ...]
    own: tuple[HandedIn, ...] = ()
    counted: tuple[str, ...] = ()


def outline_of(copy: KeptCopy) -> Outline:
    """What is in this copy."""
    report = frozen.thaw_report(copy.made_from or "")
    sections = chosen(PROGRESS, report.sections, for_counselor=report.is_for_counselor)
    own = report.own or Own("")
    return Outline(
        sections=tuple(str(each.title) for each in sections),
        words=report.handed_in,
        own=own.written,
        counted=tuple(_counted(own)),
    )


def _counted(own: Own) -> Sequence[str]:
    found = []
    if count := len(own.replies):
        found.append(ngettext("%(num)s reply of yours", "%(num)s replies of yours", count))
    if count := len(own.scores):
        found.append(ngettext("%(num)s score of theirs", "%(num)s scores of theirs", count))
    return found


def whose(copy: KeptCopy) -> str:
    """Whom a copy is for."""
    match copy.reader:
        case Reader.COUNSELOR:
            return _("For you")
        case Reader.COUPLE:
            return _("For both of them")
        case Reader.PARTNER:
            return _("For %(name)s alone", name=(copy.person.name or "") if copy.person else "")


def sets_of(kept: Sequence[KeptCopy]) -> list[KeptCopy]:
    """One of each set that was made together, in the order in which they were found."""
    by_press: dict[str, KeptCopy] = {}
    for each in kept:
        by_press.setdefault(each.token, each)
    return list(by_press.values())
