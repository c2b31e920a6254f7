"""Few and short words of what came in: a line or two of each, and how much more there is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from reports.fitting import fit_line
from reports.written import Excerpt, HandedIn

MOST_OF_ONE: Final = 2
LONGEST: Final = 170
"""About two lines of paper."""


def spare(works: Iterable[HandedIn]) -> tuple[HandedIn, ...]:
    """
    Of each piece the first thing that its author told, and the longest other one.

    What was chosen or rated is counted elsewhere, and what became an agreement stands
    there, so a piece without own words is left out.
    """
    spared = (_spare(work) for work in works if not work.is_agreed_on)
    return tuple(work for work in spared if work.excerpts)


def _spare(work: HandedIn) -> HandedIn:
    told = [each for each in work.excerpts if each.is_told and any(each.lines)]
    longest = sorted(told[1:], key=lambda each: -sum(len(line) for line in each.lines))
    kept = [*told[:1], *longest[: MOST_OF_ONE - 1]]
    more = work.more + len(work.excerpts) - len(kept)
    return replace(work, excerpts=tuple(_short(each) for each in kept), more=more)


def _short(excerpt: Excerpt) -> Excerpt:
    text = " / ".join(line for line in excerpt.lines if line)
    return replace(excerpt, lines=(shortened(text, LONGEST),), is_cut=len(text) > LONGEST)


def shortened(text: str, longest: int) -> str:
    """`text` in one line of at most so many letters, cut between two words where it can be."""
    line = fit_line(text)
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    head, _space, _rest = cut.rpartition(" ")
    return (head if len(head) > longest // 2 else cut).rstrip(" ,;:.") + "…"
