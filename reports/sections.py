"""
What each paper consists of: its sections in their usual order, each an entry in a table.

Whoever designs a paper leaves sections out or orders them anew by their keys. Whatever the
order, what a section may hold in which copy is decided where it is gathered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from babel.support import LazyProxy

from couples.wording import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    """
    One part of a paper: `holds` says in words what may stand in it, and for whom.

    Where nobody may leave it out, `stays` says why.
    """

    key: str
    title: LazyProxy
    template: str
    holds: LazyProxy
    is_for_counselor: bool = False
    stays: LazyProxy | None = None


_STAYS: Final = _(
    "Always there: whoever reads your copy has to meet what waits to be looked at, and what "
    "was given in spite of a gate."
)


BRIEF: Final = (
    Section(
        "safety",
        _("Safety"),
        "reports/brief/safety.html",
        _("How much there is to look at, screens that are due, and what was given all the same."),
        is_for_counselor=True,
        stays=_STAYS,
    ),
    Section(
        "scores",
        _("Scores"),
        "reports/brief/scores.html",
        _("Each measure with its band, cut-off and change, each partner apart."),
        is_for_counselor=True,
    ),
    Section(
        "off-track",
        _("Not on track"),
        "reports/brief/off-track.html",
        _("What stated rules find: a change for the worse, no change yet, little done."),
        is_for_counselor=True,
    ),
    Section(
        "homework",
        _("Homework"),
        "reports/brief/homework.html",
        _("What was due, what is there, what is missing, and how it went."),
    ),
    Section(
        "mattered",
        _("What mattered"),
        "reports/brief/mattered.html",
        _("The acts that reached the other, and missteps put right; marks for you alone."),
    ),
    Section(
        "talks",
        _("How they talk"),
        "reports/brief/talks.html",
        _("How heard each felt, time-outs, and talks that were stopped."),
    ),
    Section(
        "agreements",
        _("Agreements and days ahead"),
        "reports/brief/agreements.html",
        _("How each agreement stands, parked topics, and the hard days of four weeks."),
    ),
    Section(
        "apart",
        _("Where the two differ"),
        "reports/brief/apart.html",
        _("The gap between the two in satisfaction, in ratings and in what each noted."),
        is_for_counselor=True,
    ),
    Section(
        "words",
        _("In their own words"),
        "reports/brief/words.html",
        _("A line or two of what came in, as far as the readers may read it."),
    ),
    Section(
        "questions",
        _("To open with"),
        "reports/brief/questions.html",
        _("At most three things to begin with, and what is carried over from last time."),
    ),
)

PROGRESS: Final = (
    Section(
        "openers",
        _("What stands out"),
        "reports/progress/openers.html",
        _("At most three things, each with its reason."),
    ),
    Section(
        "safety",
        _("Given all the same"),
        "reports/progress/safety.html",
        _("Why something was given in spite of a gate, and how much there is to look at."),
        is_for_counselor=True,
        stays=_STAYS,
    ),
    Section(
        "status",
        _("Where things stand"),
        "reports/progress/status.html",
        _("What each handed in of what was due; what is sealed, for you alone."),
    ),
    Section(
        "measures",
        _("Measures"),
        "reports/progress/measures.html",
        _("Each partner’s scores over time with their bands, and the gap."),
        is_for_counselor=True,
    ),
    Section(
        "rituals",
        _("Rituals"),
        "reports/progress/rituals.html",
        _("Ninety days of each ritual; what each rated, for you alone."),
    ),
    Section(
        "shown",
        _("What the homework shows"),
        "reports/progress/shown.html",
        _("Repairs, the acts that mattered and talks, counted; marks for you alone."),
    ),
    Section(
        "agreements",
        _("Agreements"),
        "reports/progress/agreements.html",
        _("Every agreement with its words, as it stands."),
    ),
    Section(
        "homework",
        _("Homework"),
        "reports/progress/homework.html",
        _("Each piece, and how far each partner is."),
    ),
    Section(
        "missing",
        _("What is missing"),
        "reports/progress/missing.html",
        _("What was due and is not there."),
    ),
    Section(
        "handed-in",
        _("Handed in"),
        "reports/progress/handed-in.html",
        _("What they wrote, as far as the readers of this copy may read it."),
    ),
    Section(
        "replies",
        _("Replies"),
        "reports/progress/replies.html",
        _("What you wrote back; in the copy for both only what went to both."),
    ),
)


def keys_of(sections: Iterable[Section]) -> tuple[str, ...]:
    """The keys, in their order."""
    return tuple(section.key for section in sections)


def staying(sections: Iterable[Section]) -> frozenset[str]:
    """The keys of those that nobody may leave out."""
    return frozenset(section.key for section in sections if section.stays is not None)


def chosen(table: Iterable[Section], keys: Iterable[str], *, for_counselor: bool) -> list[Section]:
    """The sections that were asked for, in that order; what is the counselor's is left out."""
    by_key = {section.key: section for section in table}
    return [
        section
        for key in keys
        for section in [by_key[key]]
        if for_counselor or not section.is_for_counselor
    ]
