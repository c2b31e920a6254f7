"""How the demo practice wants its papers: its address, a logo, a line on each, and an order."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.designs import services as designs
from couples.designs.arrangement import Arrangement
from couples.designs.logos import clean_logo
from couples.identity import Identity

LETTERHEAD = "14 Harbor Street, second floor · Portland, Maine 04101\n(207) 555-0142"
NOTE = "Between sessions: leave a message, and we call back the same day."
# What they want to open with comes first in a report, and the words of the two before the counts.
REPORT = (
    "openers safety status handed-in replies measures rituals shown agreements homework missing"
)

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
<circle cx="24" cy="24" r="21" fill="none" stroke="#1f5a4d" stroke-width="3"/>
<path d="M24 9 L24 27 L13 27 Z" fill="#1f5a4d"/>
<path d="M27 13 L36 27 L27 27 Z" fill="#5b8f80"/>
<g fill="none" stroke="#1f5a4d" stroke-width="2.4">
<path d="M9 32 C13 29 17 29 21 32 S29 35 33 32 S38 30 40 31"/>
<path d="M14 38 C17 36 20 36 23 38 S30 40 34 37"/>
</g>
</svg>"""
"""Two sails above the water of the harbor."""


def choose_papers(session: Session, actor: Identity) -> None:
    """Say it once, for the whole practice, as the pages on papers would."""
    designs.head(session, actor, letterhead=LETTERHEAD, note=NOTE)
    designs.keep_logo(session, actor, clean_logo(LOGO))
    designs.arrange_progress(session, actor, Arrangement(tuple(REPORT.split())), weeks=8)
