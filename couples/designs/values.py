"""
The values that a drawing may have: read by their own small grammars, and said anew.

Pure text in, text out. What a grammar does not know is None; a number is bounded, and all
numbers of one drawing are counted together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from couples.designs.refusing import RefusedLogoError
from couples.wording import gettext as _

MOST_NUMBERS: Final = 30_000
SMALLEST, LARGEST = 0.01, 100_000.0
LONGEST_SIDE: Final = 20
LONGEST_VALUE: Final = 300_000
"""In characters: all numbers that a drawing may have, each said at length."""

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")
_BETWEEN: Final = " \t\r\n,"
_GAP: Final = re.compile(f"[{_BETWEEN}]*")
_COLOR: Final = re.compile(
    r"none|transparent|[a-z]{3,20}|#[0-9a-f]{3,8}|rgba?\([0-9., %]{5,40}\)", re.IGNORECASE
)
_TARGET: Final = re.compile(r"url\(\s*[\"']?#([\w.:-]{1,100})[\"']?\s*\)")
_PATH: Final = re.compile(r"([MLHVCSQTAZ])([^MLHVCSQTAZ]*)", re.IGNORECASE)
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS: Final = frozenset({3, 4})
_TURNS: Final = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{1,200})\)")
_WORDS: Final = {
    "fill-rule": {"nonzero", "evenodd"},
    "stroke-linecap": {"butt", "round", "square"},
    "stroke-linejoin": {"miter", "round", "bevel"},
    "display": {"none", "inline", "block"},
    "visibility": {"visible", "hidden"},
    "gradientUnits": {"userSpaceOnUse", "objectBoundingBox"},
}
_COLORS: Final = frozenset({"fill", "stroke", "stop-color"})
_LENGTHS: Final = frozenset(
    {"opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-width"}
)
LOOKS: Final = frozenset({*_WORDS, *_COLORS, *_LENGTHS, "stroke-miterlimit", "transform"})
"""The attributes that any element may have, or say in its style."""

_BEYOND_US: Final = frozenset(
    {"clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end", "marker"}
)
_DECLARED: Final = LOOKS | _BEYOND_US


@dataclass
class Count:
    """How many numbers one drawing has had so far."""

    numbers: int = 0

    def add(self, numbers: int) -> None:
        """Refuse a drawing that has too many."""
        self.numbers += numbers
        if self.numbers > MOST_NUMBERS:
            raise _too_much()


def is_beyond_us(name: str, value: str) -> bool:
    """Whether this changes the picture in a way that cannot be kept."""
    return name in _BEYOND_US and value.strip() not in {"", "none"}


def target_of(value: str) -> str | None:
    """The name in “url(#name)”; None for anything else, an address included."""
    found = _TARGET.fullmatch(value.strip())
    return found[1] if found else None


def declared(style: str) -> Iterator[tuple[str, str]]:
    """What a style says of how something looks; what is none of ours is left out."""
    for one in _bounded(style).split(";"):
        name, _colon, value = one.partition(":")
        if name.strip() in _DECLARED:
            yield name.strip(), value.strip()


def understood(name: str, value: str, count: Count) -> str | None:
    """The value of one attribute in our own words, or None."""
    value = _bounded(value).strip()
    if name in _WORDS:
        return value if value in _WORDS[name] else None
    if name in _COLORS:
        value = "#000" if value.casefold() == "currentcolor" else value
        return value if _COLOR.fullmatch(value) else None
    match name:
        case "d":
            return _path(value, count)
        case "points":
            points = _numbers(value, count)
            return None if points is None or len(points) % 2 else " ".join(points)
        case "transform" | "gradientTransform":
            return _transform(value, count)
        case _:
            return _length(value, count)


def frame(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Where the drawing begins and how large it is, in its own measure."""
    found = _numbers(_bounded(attributes.get("viewBox", "")), Count())
    if not found:
        sides = (_NUMBER.match(attributes.get(side, "").strip()) for side in ("width", "height"))
        found = ["0", "0", *(side[0] for side in sides if side)]
    if len(found) != 4:  # noqa: PLR2004 - two corners
        raise RefusedLogoError(_("This drawing does not say how large it is. Save it once more."))
    left, top, wide, high = (float(each) for each in found)
    if not (
        LARGEST >= min(wide, high) >= SMALLEST and max(wide, high) <= LONGEST_SIDE * min(wide, high)
    ):
        raise RefusedLogoError(_("This drawing is too long and narrow for a letterhead."))
    return left, top, wide, high


def say(number: float) -> str:
    """A number as short as it can be said."""
    return f"{number:.4f}".rstrip("0").rstrip(".") or "0"


def arcs(text: str, count: Count) -> list[str] | None:
    """
    The numbers of arcs, whose two flags may stand without a gap: “1 1 0 01 10 10”.

    It goes through the text once: a text cut anew at each number would be read as often as
    there are numbers, and a file of blanks would occupy a server for long.
    """
    found: list[str] = []
    place = _behind_gap(text, 0)
    while place < len(text):
        if len(found) % _TAKES["A"] in _FLAGS:
            one, length = (text[place] if text[place] in "01" else None), 1
        else:
            number = _NUMBER.match(text, place)
            one = say(float(number[0])) if number and abs(float(number[0])) <= LARGEST else None
            length = len(number[0]) if number else 0
        if one is None:
            return None
        found.append(one)
        count.add(1)
        place = _behind_gap(text, place + length)
    return found


def _behind_gap(text: str, place: int) -> int:
    gap = _GAP.match(text, place)
    return gap.end() if gap else place


def _bounded(value: str) -> str:
    if len(value) > LONGEST_VALUE:
        raise _too_much()
    return value


def _too_much() -> RefusedLogoError:
    return RefusedLogoError(_("This drawing has too many parts for a letterhead."))


def _numbers(text: str, count: Count) -> list[str] | None:
    if _NUMBER.sub("", text).strip(_BETWEEN):
        return None
    found = [float(each) for each in _NUMBER.findall(text)]
    count.add(len(found))
    return None if any(abs(each) > LARGEST for each in found) else [say(each) for each in found]


def _length(value: str, count: Count) -> str | None:
    unit = "%" if value.endswith("%") else ""
    found = _numbers(value.removesuffix("%").removesuffix("px"), count)
    return f"{found[0]}{unit}" if found and len(found) == 1 else None


def _transform(value: str, count: Count) -> str | None:
    if _TURNS.sub("", value).strip(_BETWEEN):
        return None
    turns = [(name, _numbers(inside, count)) for name, inside in _TURNS.findall(value)]
    if any(not found or len(found) > _TAKES["C"] for _name, found in turns):
        return None
    return " ".join(f"{name}({' '.join(found or ())})" for name, found in turns)


def _path(value: str, count: Count) -> str | None:
    if value and value[0] not in "Mm":
        return None
    said = []
    for letter, rest in _PATH.findall(value):
        takes = _TAKES[letter.upper()]
        # One that takes no number is a part as well.
        count.add(0 if takes else 1)
        found = arcs(rest, count) if letter in "Aa" else _numbers(rest, count)
        if found is None or bool(found) is not bool(takes) or (takes and len(found) % takes):
            return None
        said.append(f"{letter}{' '.join(found)}")
    return "".join(said)
