"""How a practice has its papers: its counselors say so, and nobody else ever knows of it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.caseload import services as caseload
from couples.designs import services
from couples.designs.arrangement import Arrangement
from couples.designs.queries import find_design, usual_weeks
from couples.errors import DomainError, NotAllowedError
from couples.identity import Identity, Role
from couples.models import HistoryEntry, PracticeDesign
from tests.cast import Cast
from tests.couples.visibility_scene import everybody

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
    session.refresh(kept)
    assert kept.brief == "safety"


def test_a_partner_changes_nothing_and_no_report_covers_no_weeks(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(NotAllowedError):
        services.arrange_brief(session, cast.alex.identity, LINE)
    for weeks in (0, -1, 53):
        with pytest.raises(DomainError, match="between 1 and 52"):
            services.arrange_progress(session, cast.morgan.identity, LINE, weeks=weeks)

    assert find_design(session, cast.morgan.identity) is None
