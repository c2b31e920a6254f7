"""How a practice wants its papers: which sections in which order, and what stands above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from couples.designs.arrangement import Arrangement
from couples.designs.models import BriefDesign, PracticeDesign
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


def design_of(kept: PracticeDesign | None, one: BriefDesign | None = None) -> Design:
    """What a practice has said, and what holds for one brief only, for the papers of today."""
    design = _of_practice(kept)
    if one is None:
        return design
    sections = design.brief if one.sections is None else arranged(BRIEF, one.sections).printed
    note = (*design.note, *(one.note or "").splitlines())
    return replace(design, brief=sections, note=note)


def _of_practice(kept: PracticeDesign | None) -> Design:
    if kept is None:
        return AS_USUAL
    return Design(
        brief=arranged(BRIEF, kept.brief).printed,
        progress=arranged(PROGRESS, kept.progress).printed,
        letterhead=tuple((kept.letterhead or "").splitlines()),
        logo=_logo(kept),
        note=tuple((kept.note or "").splitlines()),
    )


def _logo(kept: PracticeDesign) -> Logo | None:
    return Logo(kept.logo_kind.value, kept.logo or b"") if kept.logo_kind else None


def arranged(table: Sequence[Section], line: str) -> Arrangement:
    """How the sections of one paper were arranged, with all that must be in it."""
    return Arrangement.read(line).fitted(keys_of(table), staying(table))
