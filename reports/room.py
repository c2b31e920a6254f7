"""
Two pages stay two pages: what is left out of a brief, in which order, and how much room there is.

Every text is first cut to a length; then rows go from the end of their section, in the
order of `STEPS`, until the rest fits. What went is counted, so that the page can say so.
Heights are estimated from the number of letters, generously, in millimetres: setting the
type to find out would take seconds, and the same brief must come out on every machine.
"""

from dataclasses import replace
from typing import Any, Final, TypeVar

from reports.brief import Brief, Left
from reports.fitting import map_texts
from reports.heights import height_of, heights_of, width_of
from reports.sparing import shortened
from reports.states import PageSize

T = TypeVar("T")

HEIGHT: Final = {PageSize.A4: 260.0, PageSize.LETTER: 242.0}
"""Of the text on one page."""

SLACK: Final = 14.0
"""A page may end where the next row is too tall for it."""

LONGEST_LINE: Final = 330.0
LONGEST_CELL: Final = 190.0
LONGEST_TITLE: Final = 110.0
LONGEST_NAME: Final = 75.0
"""In millimetres, so that all scripts are cut alike: about two lines of the page each."""

SHARES: Final = (1.0, 0.6, 0.35, 0.2)
"""How much of that is tried before a brief counts as full."""

MOST_OF_LETTERHEAD: Final = 3
MOST_OF_NOTE: Final = 6

SECTION_OF: Final = {
    "overrides": "safety",
    "screens_due": "safety",
    "measures": "scores",
    "off_track": "off-track",
    "homework": "homework",
    "sealed": "homework",
    "went": "homework",
    "mattered": "mattered",
    "talks": "talks",
    "agreements": "agreements",
    "topics": "agreements",
    "ahead": "agreements",
    "apart": "apart",
    "handed_in": "words",
}
"""The fields that can be shortened, with the section that each of them stands in."""

MOST_OF_ANYTHING: Final = 30

STEPS: Final = (
    ("overrides", 4),
    ("screens_due", 4),
    ("sealed", 4),
    ("went", 4),
    ("handed_in", 7),
    ("homework", 14),
    ("mattered", 6),
    ("talks", 5),
    ("apart", 5),
    ("agreements", 8),
    ("ahead", 6),
    ("handed_in", 5),
    ("went", 2),
    ("homework", 10),
    ("topics", 2),
    ("talks", 3),
    ("mattered", 4),
    ("apart", 3),
    ("went", 0),
    ("handed_in", 3),
    ("agreements", 5),
    ("ahead", 3),
    ("homework", 8),
    ("measures", 5),
    ("off_track", 5),
    ("overrides", 2),
    ("screens_due", 2),
    ("sealed", 2),
    ("handed_in", 2),
    ("measures", 4),
    ("homework", 6),
    ("off_track", 3),
    ("agreements", 3),
    ("apart", 2),
    ("mattered", 3),
    ("talks", 2),
    ("homework", 5),
    ("mattered", 2),
    ("overrides", 1),
    ("screens_due", 1),
    ("sealed", 1),
    ("topics", 1),
    ("ahead", 1),
    ("agreements", 2),
    ("apart", 1),
    ("talks", 1),
    ("mattered", 1),
    ("handed_in", 1),
    ("off_track", 2),
    ("measures", 3),
    ("homework", 4),
    ("measures", 2),
    ("homework", 3),
    ("measures", 1),
    ("handed_in", 0),
    ("homework", 2),
)
"""A field, and how much of it stays at least; least dear first, each step until it fits."""


def fit_on_two_pages(brief: Brief) -> Brief:
    """The brief with nothing in it that two pages cannot hold."""
    for field in SECTION_OF:
        brief = _first(brief, field, MOST_OF_ANYTHING)
    fitted = brief
    for share in SHARES:
        fitted, fits = _without_rows(_shortened(brief, share))
        if fits:
            break
    return fitted


def _without_rows(brief: Brief) -> tuple[Brief, bool]:
    """The brief with as few rows gone as the room asks for, and whether that was enough."""
    heights = heights_of(brief)
    room = 2 * HEIGHT[brief.page_size] - SLACK
    for field, keep in STEPS:
        section = SECTION_OF[field]
        while section in heights and sum(heights.values()) > room:
            if (count := len(getattr(brief, field))) <= keep:
                break
            brief = _first(brief, field, count - 1)
            heights[section] = height_of(brief, section)
    return brief, sum(heights.values()) <= room


def _first(brief: Brief, field: str, count: int) -> Brief:
    """The brief with the first few of a field, and the others counted."""
    found = getattr(brief, field)
    if len(found) <= count:
        return brief
    rest = [each for each in brief.left if each.field != field]
    left = Left(field, brief.left_out(field) + len(found) - count)
    changes: dict[str, Any] = {field: found[:count], "left": (*rest, left)}
    return replace(brief, **changes)


def _shortened(brief: Brief, share: float) -> Brief:
    """The brief with every line at most as long as its place allows, or a share of that."""
    line, cell, title = (share * each for each in (LONGEST_LINE, LONGEST_CELL, LONGEST_TITLE))
    brief = _cut(brief, line)
    return replace(
        brief,
        couple=_cut(brief.couple, LONGEST_NAME),
        measures=_cut(brief.measures, cell),
        homework=_cut(brief.homework, title),
        went=_cut(brief.went, cell),
        mattered=_cut(brief.mattered, cell),
        talks=_cut(brief.talks, cell),
        agreements=tuple(replace(each, lines=()) for each in _cut(brief.agreements, title)),
        overrides=tuple(
            replace(each, lines=(_short(" ".join(each.lines), line),)) for each in brief.overrides
        ),
        letterhead=_cut(brief.letterhead[:MOST_OF_LETTERHEAD], title),
        note=_cut(brief.note[:MOST_OF_NOTE], 2 * title),
    )


def _cut(value: T, longest: float) -> T:
    """`value` with no text wider than that in it, however deep in dataclasses it stands."""
    return map_texts(value, lambda text: _short(text, longest))


def _short(text: str, longest: float) -> str:
    """`text` on one line of about so many millimetres."""
    wide = width_of(text)
    return text if wide <= longest else shortened(text, max(1, int(len(text) * longest / wide)))
