"""The same story gives the same brief, to the byte, whichever database it lies in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.database import create_engine, for_writing
from reports import frozen
from reports.gathering import gather_for_appointment
from reports.html import render_paper
from reports.rendering import print_pdf
from reports.states import Copy
from tests.cast import invite_cast
from tests.databases import DIALECTS, Databases
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in
from tests.reports.days import LAST_TIME, NEXT_TIME, START


def told(url: str) -> dict[Copy, str]:
    """What both copies are made of, after a few days with Alex and Sam."""
    engine = create_engine(url)
    with Session(for_writing(engine)) as session, session.begin():
        with clock.at(START):
            cast = invite_cast(session)
            who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
            appointments.schedule(session, who, couple, starts_at=LAST_TIME)
            soon = appointments.schedule(session, who, couple, starts_at=NEXT_TIME).public_id
        with clock.at(LAST_TIME + timedelta(days=1)):
            feelings = give_feelings(session, cast.alex_and_sam)
            contract = give(session, cast.alex_and_sam, "calm-contract")
            for member in (cast.alex, cast.sam):
                hand_in(session, member, feelings, {**FEELINGS, "fear": f"a fear of {member.name}"})
            hand_in(session, cast.alex, contract, RULES)
        with clock.at(NEXT_TIME - timedelta(hours=12)):
            briefs = {c: gather_for_appointment(session, who, soon, c) for c in Copy}
    engine.dispose()
    return {copy: frozen.freeze(brief) for copy, brief in briefs.items()}


@pytest.mark.only_on("postgresql", reason="It looks at both by itself.")
def test_the_same_story_is_the_same_text_and_the_same_pages_in_both(
    dialect: str, all_databases: Callable[[str], Databases]
) -> None:
    urls = {each: all_databases(each).new() for each in DIALECTS}
    here, there = (told(url) for url in urls.values())
    for each, url in urls.items():
        all_databases(each).drop(url)

    assert here == there
    assert "a fear of Alex" in here[Copy.COUPLE]
    first, second = (print_pdf(render_paper(frozen.thaw(t[Copy.COUNSELOR]))) for t in (here, there))
    assert first == second
