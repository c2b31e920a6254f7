"""Saying how papers are to look, for the whole practice."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.caseload.models import Practice
from couples.designs.arrangement import Arrangement
from couples.designs.logos import CleanLogo
from couples.designs.models import PracticeDesign
from couples.designs.queries import find_design
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _

MOST_WEEKS = 52
MOST_LINES = 3
LONGEST_OF_LETTERHEAD, LONGEST_OF_NOTE = 70, 120
"""What stays on one line above a paper, and about one line below the names on it."""


def arrange_brief(session: Session, actor: Identity, sections: Arrangement) -> None:
    """Let every brief of the practice have these sections in this order."""
    _kept(session, actor).brief = str(sections)


def arrange_progress(
    session: Session, actor: Identity, sections: Arrangement, *, weeks: int | None
) -> None:
    """The same for progress reports, and how many weeks one covers if nobody says otherwise."""
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise DomainError(_("Choose between 1 and 52 weeks."))
    design = _kept(session, actor)
    design.progress, design.weeks = str(sections), weeks


def head(session: Session, actor: Identity, *, letterhead: str, note: str) -> None:
    """
    Let these lines stand above every paper of the practice, and these below the names.

    Both are in the couple's copies too; a practice writes there what it would say to anybody.
    """
    above = lines_of(letterhead, LONGEST_OF_LETTERHEAD)
    below = lines_of(note, LONGEST_OF_NOTE)
    design = _kept(session, actor)
    design.letterhead, design.note = "\n".join(above) or None, "\n".join(below) or None


def keep_logo(session: Session, actor: Identity, logo: CleanLogo) -> None:
    """Let this stand above every paper."""
    design = _kept(session, actor)
    design.logo_kind, design.logo = logo.kind, logo.drawn


def take_logo_away(session: Session, actor: Identity) -> None:
    """Let papers have no logo; where there is none, nothing happens."""
    permissions.require(actor, Deed.DESIGN)
    design = find_design(session, actor)
    if design is not None and design.logo_kind is not None:
        design = _kept(session, actor)
        design.logo_kind, design.logo = None, None


def lines_of(text: str, longest: int) -> Sequence[str]:
    """The lines of a text without the empty ones, or a refusal that says what is too much."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES or any(len(line) > longest for line in lines):
        raise DomainError(
            _(
                "Write at most %(lines)s lines of %(letters)s characters.",
                lines=MOST_LINES,
                letters=longest,
            )
        )
    return lines


def _kept(session: Session, actor: Identity) -> PracticeDesign:
    """The row of the practice, for a change that the history tells of."""
    permissions.require(actor, Deed.DESIGN)
    # Two who save for the first time at one moment wait for each other here.
    session.execute(select(Practice.id).where(Practice.id == actor.practice_id).with_for_update())
    design = find_design(session, actor)
    if design is None:
        design = PracticeDesign(practice_id=actor.practice_id, brief="", progress="")
        session.add(design)
        session.flush()
    else:
        session.refresh(design)
    history.record(session, actor, "design:change", design)
    return design
