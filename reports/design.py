"""How a practice wants its papers: which sections in which order, and what stands above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from couples.designs.arrangement import Arrangement
from reports.letterhead import Logo
from reports.sections import BRIEF, PROGRESS, Section, keys_of, staying


@dataclass(frozen=True, slots=True)
class Design:
    """The keys of the sections of each paper, the letterhead with its logo, and a note."""

    brief: tuple[str, ...] = keys_of(BRIEF)
    progress: tuple[str, ...] = keys_of(PROGRESS)
    letterhead: tuple[str, ...] = ()
    logo: Logo | None = None
    note: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a section that there is not, one that is asked for twice, and a missing one."""
        for keys, table in ((self.brief, BRIEF), (self.progress, PROGRESS)):
            if not set(keys) <= set(keys_of(table)) or len(set(keys)) < len(keys):
                raise ValueError("Each section stands in its table, and once in a design.")
            if not staying(table) <= set(keys):
                raise ValueError("What is there for safety stays in every design.")


AS_USUAL = Design()


def arranged(table: Sequence[Section], line: str) -> Arrangement:
    """How the sections of one paper were arranged, with all that must be in it."""
    return Arrangement.read(line).fitted(keys_of(table), staying(table))
