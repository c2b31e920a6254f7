"""
About how tall a brief is on paper, in millimetres, from the number of its letters.

It is meant to be wrong to one side only: nothing is taller than it says here.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Final

from reports.brief import Brief
from reports.findings import Finding
from reports.measured import Measure
from reports.sections import BRIEF, chosen
from reports.states import SeenBy
from reports.work import Homework
from reports.written import Excerpt, HandedIn

NARROW, LETTER, WIDE_LETTER, SQUARE = 0.85, 1.5, 2.1, 3.2
"""An i or a space, another small letter, a capital, and a Chinese or Japanese sign."""

WHOLE, LABEL, CELL = 172.0, 58.0, 52.0
"""How wide a line is across the page, beside a table, and in the column of a partner."""

LINE, TOLD_LINE, ROW, GAP = 4.17, 4.36, 1.75, 0.45
HEADING, HEAD_ROW = 10.9, 10.6
TITLE, SMALL_LINE, CLOSING = 8.2, 3.8, 9.0
OPENER_LINE, REASON_LINE, BOX = 4.9, 4.0, 7.0
RULE, LOGO, BESIDE_LOGO = 7.2, 15.0, 115.0
RESERVE: Final = 1.04
"""Lines break between words, so that they are never quite full."""

QUIET, TOLD = 0.92, 1.1
"""How wide what is set smaller, and what somebody wrote, is beside the rest."""


def heights_of(brief: Brief) -> dict[str, float]:
    """The head and the end of a brief, and each of its sections by its key."""
    sections = chosen(BRIEF, brief.sections, for_counselor=brief.is_for_counselor)
    return {"": _head(brief) + CLOSING, **{s.key: height_of(brief, s.key) for s in sections}}


def height_of(brief: Brief, key: str) -> float:
    """One section alone."""
    return SECTIONS[key](brief)


def width_of(text: str) -> float:
    """How wide a text is in one line."""
    return sum(map(_width, text))


def lines(text: str, width: float) -> int:
    """On how many lines a text stands, one at least."""
    return _wrapped(width_of(text), width)


def _wrapped(wide: float, width: float) -> int:
    return max(1, ceil(RESERVE * wide / width))


@lru_cache(maxsize=512)
def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"} or ord(letter) > 0xFFFF:  # noqa: PLR2004 - Emoji and rare signs.
        return SQUARE
    if letter in " ijlftrI.,:;'|()!-–’“”":
        return NARROW
    return WIDE_LETTER if letter.isupper() or letter in "mw@%—…" else LETTER


def _paragraphs(texts: Iterable[str], width: float = WHOLE) -> float:
    return sum(lines(text, width) * LINE + GAP for text in texts)


def _label(label: str, quiet: str = "") -> int:
    """On how many lines the first cell of a row stands, with what is set smaller behind it."""
    return _wrapped(width_of(f"{label} ") + QUIET * width_of(quiet), LABEL)


def _row(label: int, *cells: str) -> float:
    return max(label, *(lines(cell, CELL) for cell in cells)) * LINE + ROW


def _findings(findings: Iterable[Finding]) -> float:
    return sum(
        _row(_label(each.label, each.of), *each.partners)
        if any(each.partners)
        else max(_label(each.label, each.of), lines(each.both, 2 * CELL)) * LINE + ROW
        for each in findings
    )


def _rest(brief: Brief, *fields: str) -> float:
    return SMALL_LINE + GAP if any(brief.left_out(field) for field in fields) else 0.0


def _names(brief: Brief) -> float:
    """The head of a table: its heading, and both names."""
    return HEAD_ROW + (max(lines(name, CELL) for name in brief.couple) - 1) * LINE


def _head(brief: Brief) -> float:
    title = lines(" ".join(brief.couple), WHOLE / 2.2) * TITLE
    facts = _wrapped(QUIET * width_of(brief.policy + "x" * 52), WHOLE) * SMALL_LINE
    lead = _paragraphs([brief.openers[0].sentence + "x" * 20]) if brief.openers else 3 * LINE
    extra = _letterhead(brief) + _paragraphs(brief.note) + (4.0 if brief.note else 0.0)
    return title + lines(brief.moment + "x" * 20, WHOLE / 1.2) * 5.2 + facts + lead + extra + 3.0


def _letterhead(brief: Brief) -> float:
    """The lines stand beside the logo, and a line below parts them from the rest."""
    if not brief.logo:
        return _paragraphs(brief.letterhead) + (RULE if brief.letterhead else 0.0)
    return max(LOGO, _paragraphs(brief.letterhead, BESIDE_LOGO)) + RULE


def _safety(brief: Brief) -> float:
    overrides = (f"{'x' * 50}{each.title}{' '.join(each.lines)}" for each in brief.overrides)
    due = (f"xxxxx{line}" for line in brief.screens_due)
    told = _paragraphs(["x", *overrides, *due])
    return HEADING + told + _rest(brief, "overrides", "screens_due")


def _scores(brief: Brief) -> float:
    if not brief.measures:
        return HEADING + LINE
    told = sum(_measure(measure) for measure in brief.measures)
    return _names(brief) + told + 2 * SMALL_LINE + _rest(brief, "measures")


def _measure(measure: Measure) -> float:
    label = lines(measure.title, LABEL) + lines(measure.in_short, LABEL)
    cells = [
        lines(f"{partner.score}xxx{partner.band}", CELL / 1.15)
        + lines(f"{partner.verdict}{partner.moved}{'x' * 16}{partner.incomplete}", CELL)
        for partner in measure.partners
    ]
    return max(label, *cells) * LINE + ROW


def _off_track(brief: Brief) -> float:
    told = _paragraphs(brief.off_track or ("x" * 190,))
    return HEADING + told + _rest(brief, "off_track")


def _homework(brief: Brief) -> float:
    waiting = ("; ".join((*each.waiting, each.minutes)) + "x" * 11 for each in brief.status)
    status = LINE + 3.0 + ROW + (_row(1, *waiting) if brief.is_for_counselor else 0.0)
    rows = sum(_homework_row(work) for work in brief.homework)
    sealed = _paragraphs(f"{'x' * 70}{each.title}{each.waits_for}" for each in brief.sealed)
    notes = _rest(brief, "homework", "went") + _rest(brief, "sealed")
    notes += SMALL_LINE + GAP if brief.before else 0.0
    return _names(brief) + status + rows + _findings(brief.went) + sealed + notes


def _homework_row(work: Homework) -> float:
    due = "x" * 8 if work.due_on else ""
    noted = ("x" * (50 if each.how_well is not None else 20) for each in work.partners)
    ways = (each.in_the_way for each in work.partners)
    cells = (f"{seen}{way}" for seen, way in zip(noted, ways, strict=True))
    return _row(_label(work.title, f"{work.doer}{due}"), *cells)


def _mattered(brief: Brief) -> float:
    if not brief.mattered:
        return HEADING + LINE
    return _names(brief) + _findings(brief.mattered) + _rest(brief, "mattered")


def _talks(brief: Brief) -> float:
    told = _names(brief) + _findings(brief.talks) if brief.talks else HEADING + LINE
    return told + _paragraphs(brief.talk_lines + brief.time_outs) + _rest(brief, "talks")


def _agreements(brief: Brief) -> float:
    agreements = [
        each.title + "x" * (120 if each.last_look or each.standing else 70)
        for each in brief.agreements
    ]
    topics = (each.label + each.both + " ".join(each.partners) + "x" * 30 for each in brief.topics)
    ahead = (f"{'x' * 30}{each.words}{each.plan}" for each in brief.ahead)
    told = _paragraphs(agreements or ["x"]) + _paragraphs(topics) + _paragraphs(ahead)
    return HEADING + told + _rest(brief, "agreements") + _rest(brief, "ahead", "topics")


def _apart(brief: Brief) -> float:
    return HEADING + _paragraphs(brief.apart or ("x",)) + _rest(brief, "apart")


def _words(brief: Brief) -> float:
    told = sum(
        _paragraphs([f"{work.title}{work.who}{'x' * 30}"])
        + sum(_excerpt(each, work) for each in work.excerpts)
        + 1.2
        for work in brief.handed_in
    )
    return HEADING + told + (SMALL_LINE + GAP if brief.handed_in else LINE)


def _excerpt(excerpt: Excerpt, work: HandedIn) -> float:
    """What was asked, who reads it, and what was told."""
    match excerpt.seen_by:
        case SeenBy.COUPLE:
            readers = "x" * 12
        case SeenBy.COUNSELOR:
            readers = "x" * 22 + work.who
        case SeenBy.UNTIL_BOTH | SeenBy.UNTIL_RELEASED | SeenBy.HELD_BACK:
            readers = "x" * 36
    asked = QUIET * width_of(f"{excerpt.label}{readers}")
    told = TOLD * width_of(" ".join(excerpt.lines))
    return _wrapped(asked + told, WHOLE) * TOLD_LINE + GAP


def _questions(brief: Brief) -> float:
    asked = sum(
        lines(each.sentence, WHOLE / 1.22) * OPENER_LINE
        + lines(each.reason, WHOLE) * REASON_LINE
        + 1.6
        for each in brief.openers
    )
    return HEADING + BOX + (asked or LINE) + _paragraphs(brief.courses + brief.carried)


SECTIONS: Final[Mapping[str, Callable[[Brief], float]]] = MappingProxyType(
    {
        "safety": _safety,
        "scores": _scores,
        "off-track": _off_track,
        "homework": _homework,
        "mattered": _mattered,
        "talks": _talks,
        "agreements": _agreements,
        "apart": _apart,
        "words": _words,
        "questions": _questions,
    }
)
