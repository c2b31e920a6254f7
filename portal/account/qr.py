"""A QR code as geometry: the template draws it, so that nothing inline needs a style."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

_BORDER = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A square of `size` modules, and the path of the dark ones."""

    size: int
    path: str


def picture_of(text: str) -> Picture:
    """`text` as a picture for a phone's camera, with the border that cameras need."""
    code = segno.make(text, micro=False, error="m")
    rows = [[bool(module) for module in row] for row in code.matrix]
    path = "".join(
        f"M{x} {y}h{width}v1h-{width}z"
        for y, row in enumerate(rows, start=_BORDER)
        for x, width in _dark_runs(row)
    )
    return Picture(len(rows) + 2 * _BORDER, path)


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where each run of dark modules begins, and how long it is."""
    runs, x = [], _BORDER
    for is_dark, group in groupby(row):
        width = len(list(group))
        if is_dark:
            runs.append((x, width))
        x += width
    return runs
