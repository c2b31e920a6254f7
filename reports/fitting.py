"""
What people wrote, made to fit on paper: nothing endless, nothing that hangs the printer.

Pure text in, pure text out. An answer that is cut says so; it is never cut in silence.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

LONGEST_ANSWER: Final = 20_000
MOST_MARKS: Final = 8
STAND_IN: Final = "\u25a1"

T = TypeVar("T")

# Characters that only steer the direction of text: in an answer they could turn around the
# words that follow it, in somebody else's line.
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Fitted:
    """An answer's lines, and whether it went on."""

    lines: tuple[str, ...]
    is_cut: bool


def fit_answer(text: str, longest: int = LONGEST_ANSWER) -> Fitted:
    """
    The lines of an answer, at most `longest` characters of it.

    Measured: setting a million characters takes a quarter of a minute, and a hundred
    thousand accents on one letter never end. Nobody reads either in a session.
    """
    kept = text[:longest].replace("\r\n", "\n").replace("\r", "\n")
    is_cut = len(text) > longest or _without_towers(kept) != kept
    lines = tuple(fit_line(line) for line in kept.split("\n"))
    return Fitted(_without_empty_ends(lines), is_cut)


def fit_line(text: str) -> str:
    """One line that can be printed: no control characters, no towers of accents."""
    text = _STEERING.sub("", text)
    printable = (" " if char in "\t\n\r" else _printable(char) for char in text)
    return _without_towers("".join(printable)).strip()


def fit_values(value: T) -> T:
    """`value` with every text in it fit to print, however deep in dataclasses it stands."""
    return map_texts(value, lambda text: fit_line(text[:LONGEST_ANSWER]))


def map_texts(value: T, change: Callable[[str], str]) -> T:
    """`value` with every text in it changed; a word of an enumeration is no text."""
    changed: Any = value
    if type(changed) is str:
        changed = change(changed)
    elif isinstance(value, tuple):
        changed = tuple(map_texts(item, change) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        mapped = {each.name: map_texts(getattr(value, each.name), change) for each in fields(value)}
        changed = replace(value, **mapped)
    return cast("T", changed)


def _printable(char: str) -> str:
    """`char`, or a stand-in for what no font can show, or nothing for a control code."""
    match unicodedata.category(char):
        case "Cc":
            return ""
        case "Cs" | "Co" | "Cn":
            return STAND_IN
        case _:
            return char


def _without_towers(text: str) -> str:
    """`text` with at most eight combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _without_empty_ends(lines: tuple[str, ...]) -> tuple[str, ...]:
    filled = [index for index, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else ()
