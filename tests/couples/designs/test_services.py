"""How a practice has its papers: its counselors say so, and nobody else ever knows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload import services as caseload
from couples.designs import services
from couples.designs.arrangement import Arrangement
from couples.designs.logos import clean_logo
from couples.designs.queries import find_brief_design, find_design, usual_weeks
from couples.designs.single import design_brief
from couples.erasure.services import erase_couple
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.identity import Identity, Role
from couples.models import BriefDesign, HistoryEntry, PracticeDesign
from couples.preparations.models import Reader
from couples.walls.entering import enter
from tests.cast import Cast
from tests.couples.visibility_scene import everybody

DRAWN = clean_logo(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M1 1h7v1z"/></svg>'
)
LINE = Arrangement.read("words -scores")


def test_both_counselors_share_one_design_which_no_partner_and_no_other_practice_knows(
    session: Session, cast: Cast
) -> None:
    morgan, lee = cast.morgan.identity, cast.lee.identity
    assert find_design(session, morgan) is None

    services.arrange_brief(session, morgan, LINE)
    services.arrange_progress(session, lee, Arrangement.read("status"), weeks=8)
    services.arrange_brief(session, lee, Arrangement.read("safety"))

    kept = session.scalars(select(PracticeDesign)).one()
    assert (kept.brief, kept.progress, kept.weeks) == ("safety", "status", 8)
    assert {
        name for name, who in everybody(cast).items() if find_design(session, who) is not None
    } == {name for name, who in everybody(cast).items() if who.role is Role.COUNSELOR}
    changed = select(func.count()).where(HistoryEntry.event == "design:change")
    assert session.scalar(changed) == 3

    other = caseload.found_practice(session, name="Elsewhere", time_zone="Europe/Berlin")
    stranger = Identity(Role.COUNSELOR, other.id, cast.morgan.id)
    assert (find_design(session, stranger), usual_weeks(session, stranger)) == (None, None)
    services.arrange_brief(session, stranger, LINE)
    session.flush()
    enter(session, cast.practice_id)
    session.refresh(kept)
    assert kept.brief == "safety"


def test_what_stands_above_papers_lies_sealed_in_the_database(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    services.head(session, morgan, letterhead=" Harbor Street \n\n4", note="Be gentle.")
    services.keep_logo(session, morgan, DRAWN)
    services.keep_logo(session, morgan, DRAWN)

    kept = session.scalars(select(PracticeDesign)).one()
    assert (kept.letterhead, kept.note) == ("Harbor Street\n4", "Be gentle.")
    assert (kept.logo or b"").startswith(b"<svg")
    at_rest = b"".join(
        (kept.letterhead_sealed or b"", kept.note_sealed or b"", kept.drawn_sealed or b"")
    )
    assert not any(words in at_rest for words in (b"Harbor", b"gentle", b"<svg"))

    services.take_logo_away(session, morgan)
    services.take_logo_away(session, morgan)
    assert (kept.logo, kept.logo_kind, kept.note) == (None, None, "Be gentle.")


def test_one_copy_of_one_brief_is_one_row_that_goes_with_its_couple(
    session: Session, cast: Cast
) -> None:
    morgan, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    at = clock.now() + timedelta(days=1)
    soon = appointments.schedule(session, morgan, couple_id, starts_at=at).public_id
    mine = Reader.COUNSELOR
    for note in ("Begin with the letter.", "Begin with the walk."):
        design_brief(session, morgan, soon, mine, sections=LINE, note=note)

    kept = session.scalars(select(BriefDesign)).one()
    assert (kept.note, kept.sections) == ("Begin with the walk.", str(LINE))
    assert b"walk" not in (kept.note_sealed or b"")
    assert find_brief_design(session, morgan, soon, Reader.COUPLE) is None
    for who in (cast.lee.identity, cast.alex.identity, morgan.for_copy_of(cast.alex_and_sam.id)):
        assert find_brief_design(session, who, soon, mine) is None
    for who in (cast.lee.identity, cast.alex.identity):
        with pytest.raises((NotFoundError, NotAllowedError)):
            design_brief(session, who, soon, mine, sections=None, note="")

    erase_couple(session, couple_id)
    assert session.scalars(select(BriefDesign)).all() == []


def test_a_partner_changes_nothing_and_no_report_covers_no_weeks(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(NotAllowedError):
        services.arrange_brief(session, cast.alex.identity, LINE)
    for weeks in (0, -1, 53):
        with pytest.raises(DomainError, match="between 1 and 52"):
            services.arrange_progress(session, cast.morgan.identity, LINE, weeks=weeks)

    assert find_design(session, cast.morgan.identity) is None
