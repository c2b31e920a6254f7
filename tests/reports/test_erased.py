"""A paper about two of whom one was erased says so once, and counts nothing against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from couples.erasure.one import close_for_good, erase_person
from couples.exercises.definition import Cadence, Doer
from reports.html import render_paper
from reports.rendering import print_pdf
from reports.states import Copy, WorkState
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in, note
from tests.reports.days import Gather, Report, on
from tests.reports.paper import faults


@pytest.fixture(autouse=True)
def _erased(session: Session, cast: Cast) -> None:
    """Both wrote something; then everything of Alex goes, the day before the brief."""
    with on(2):
        feelings = give_feelings(session, cast.alex_and_sam)
        ritual = give(
            session, cast.alex_and_sam, "daily-ritual", doer=Doer.EACH, cadence=Cadence.DAILY
        )
    with on(3):
        for member in (cast.alex, cast.sam):
            hand_in(session, member, feelings, FEELINGS)
            note(session, member, ritual, {"done": "yes"})
    with on(13):
        for deed in (close_for_good, erase_person):
            deed(session, cast.alex.public_id)


def test_each_row_of_theirs_says_so(gather: Gather) -> None:
    brief = gather()

    assert brief.couple == ("A former partner", "Sam")
    assert len(brief.homework) == 2
    assert {row.partners[0].state for row in brief.homework} == {WorkState.ERASED}
    assert {row.partners[1].state for row in brief.homework} == {WorkState.HANDED_IN}
    said = BeautifulSoup(render_paper(brief), "html.parser").get_text(" ", strip=True)
    for against in ("none in these days", "none was due", "nothing yet", "waiting for the other"):
        assert against not in said
    assert "has not joined" not in said


@pytest.mark.parametrize("copy", list(Copy))
def test_both_papers_still_read_well_aloud(
    copy: Copy, gather: Gather, report: Report, tmp_path: Path
) -> None:
    for paper in (gather(copy), report(copy)):
        html = render_paper(paper)
        assert "erased" in html
        assert faults(print_pdf(html), tmp_path) == []
