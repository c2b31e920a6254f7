"""The design of a paper, from what a practice and its counselors have said."""

from __future__ import annotations

from dataclasses import replace

from couples.designs.models import BriefDesign, PracticeDesign
from reports.design import AS_USUAL, Design, arranged
from reports.letterhead import Logo
from reports.sections import BRIEF, PROGRESS


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
