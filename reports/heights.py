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
from reports.work import Homework

NARROW, LETTER, WIDE_LETTER, SQUARE = 0.85, 1.5, 2.1, 3.2
"""An i or a space, another small letter, a capital, and a Chinese or Japanese sign."""

WHOLE, LABEL, CELL = 172.0, 58.0, 52.0
"""How wide a line is across the page, beside a table, and in the column of a partner."""

LINE, ROW, GAP = 4.17, 1.75, 0.45
HEADING, HEAD_ROW = 10.9, 10.6
TITLE, SMALL_LINE, CLOSING = 8.2, 3.8, 9.0
OPENER_LINE, REASON_LINE, BOX = 4.9, 4.0, 7.0
RULE, LOGO, BESIDE_LOGO = 7.2, 15.0, 115.0
RESERVE: Final = 1.04
"""Lines break between words, so that they are never quite full."""


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
    return max(1, ceil(RESERVE * width_of(text) / width))


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


def _row(label: str, *cells: str) -> float:
    tallest = max(lines(label, LABEL), *(lines(cell, CELL) for cell in cells))
    return tallest * LINE + ROW


def _findings(findings: Iterable[Finding]) -> float:
    return sum(
        _row(f"{each.label} {each.of}", *each.partners)
        if any(each.partners)
        else max(lines(f"{each.label} {each.of}", LABEL), lines(each.both, 2 * CELL)) * LINE + ROW
        for each in findings
    )


def _rest(brief: Brief, *fields: str) -> float:
    return SMALL_LINE + GAP if any(brief.left_out(field) for field in fields) else 0.0


def _names(brief: Brief) -> float:
    """The head of a table: its heading, and both names."""
    return HEAD_ROW + (max(lines(name, CELL) for name in brief.couple) - 1) * LINE


def _head(brief: Brief) -> float:
    title = lines(" ".join(brief.couple), WHOLE / 2.2) * TITLE
    facts = lines(brief.policy + "x" * 60, WHOLE * 1.1) * SMALL_LINE
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
    status = LINE + 3.0 + ROW + (_row("x", *waiting) if brief.is_for_counselor else 0.0)
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
    return _row(f"{work.title} {work.doer}{due}", *cells)


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
        + _paragraphs(f"{each.label}{'x' * 34}{' '.join(each.lines)}" for each in work.excerpts)
        + 1.2
        for work in brief.handed_in
    )
    return HEADING + told + 2 * LINE


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
