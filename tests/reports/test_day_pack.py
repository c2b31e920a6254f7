"""A counselor's day as one file: what is in it, what is not, and that it is still for everybody."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.audiences import Audience
from couples.errors import NotFoundError
from couples.exercises.definition import Gate
from couples.safety import services as safety
from reports.assets import NONE, Assets
from reports.day_pack import Line, WhyNot, bind_pack, gather_day_pack, print_day_pack
from reports.failures import BusyError, ReportError
from reports.pdf import write_pdf
from tests.cast import Cast
from tests.homework import give, hand_in
from tests.reports.days import on
from tests.reports.paper import faults, printed

DAY = date(2026, 10, 9)
MORNING = datetime(2026, 10, 9, 13, tzinfo=UTC)
NOON = MORNING + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _two_sessions(session: Session, cast: Cast, meet: Callable[..., Appointment]) -> None:
    """Both of Dr. Morgan's couples come on one day; Lee has one of their own."""
    with on(1):
        meet(NOON, cast.alex_and_sam)
        meet(MORNING, cast.kim_and_robin)
        meet(NOON, cast.noor_and_jo)
        meet(NOON + timedelta(days=1), cast.kim_and_robin)
        hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        words = {"what_happened": "ALEX-ONLY-ME", "hurts_now": "7", "ask_of_partner": "hear"}
        chosen = {"what_happened": Audience.ME.value}
        hand_in(session, cast.alex, hurt, words, audiences=chosen)


def test_it_has_every_brief_of_the_day_in_order_and_says_where(
    session: Session, cast: Cast, tmp_path: Path
) -> None:
    with on(5):
        pack = gather_day_pack(session, cast.morgan.identity, DAY)
        pdf = print_day_pack(pack, write_pdf)
        again = print_day_pack(gather_day_pack(session, cast.morgan.identity, None), write_pdf)

    reader = PdfReader(BytesIO(pdf))
    first, second = (line.page for line in pack_lines(reader))
    assert "Kim and Robin" in reader.pages[first - 1].extract_text()
    assert "Alex and Sam" in reader.pages[second - 1].extract_text()
    assert [str(item["/Title"]) for item in reader.outline if not isinstance(item, list)][-2:] == [
        "9:00\u00a0AM · Kim and Robin",
        "12:00\u00a0PM · Alex and Sam",
    ]
    assert "ALEX-ONLY-ME" not in printed(pdf)
    assert "Noor" not in printed(pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "Briefs of a day"
    assert pdf == again, "The same day makes the same bytes, also as the next day with sessions."
    assert faults(pdf, tmp_path) == []
    checked = subprocess.run(["qpdf", "--check", tmp_path / "checked.pdf"], check=False)
    assert checked.returncode == 0
    assert _tagged_pages(pdf) == len(reader.pages)


def test_who_is_asked_about_first_is_named_and_not_printed(session: Session, cast: Cast) -> None:
    with on(5):
        id_ = cast.kim_and_robin.public_id
        safety.set_gate(session, cast.morgan.identity, id_, Gate.G6, held=True)
        pdf = print_day_pack(gather_day_pack(session, cast.morgan.identity, DAY), write_pdf)

    words = printed(pdf)
    assert "Not in this file: you are asked before paper about them leaves." in words
    assert words.count("Kim and Robin") == 1


def test_a_brief_that_cannot_be_printed_leaves_the_others(session: Session, cast: Cast) -> None:
    def printing(html: str, _assets: Assets = NONE, /) -> bytes:
        if "Kim and Robin</h1>" in html:
            raise ReportError("It was not finished.")
        return write_pdf(html)

    with on(5):
        pack = gather_day_pack(session, cast.morgan.identity, DAY)
        words = printed(print_day_pack(pack, printing))
        empty = printed(bind_pack(pack, [WhyNot.NOT_PRINTED] * 2, write_pdf))

    assert "Not in this file: it could not be printed." in words
    assert "Session with Dr. Morgan" in words
    assert empty.count("could not be printed") == 2


def test_a_day_without_sessions_and_another_side_have_none(session: Session, cast: Cast) -> None:
    with on(5):
        for who, day in (
            (cast.morgan, DAY - timedelta(days=1)),
            (cast.alex, DAY),
            (cast.lee, DAY + timedelta(days=1)),
        ):
            with pytest.raises(NotFoundError):
                gather_day_pack(session, who.identity, day)
        assert len(gather_day_pack(session, cast.lee.identity, DAY).briefs) == 1
    with clock.at(NOON + timedelta(days=30)), pytest.raises(NotFoundError):
        gather_day_pack(session, cast.morgan.identity, None)


def pack_lines(reader: PdfReader) -> list[Line]:
    """The page numbers that the page of contents prints, in order."""
    rows = reader.pages[0].extract_text().splitlines()
    found = [row.rsplit(" ", 1)[-1] for row in rows if " and " in row]
    return [Line("", (), page=int(number)) for number in found if number.isdecimal()]


def _tagged_pages(pdf: bytes) -> int:
    """On how many pages of the file something stands that the structure knows of."""
    with pikepdf.open(BytesIO(pdf)) as document:
        places = {page.objgen for page in document.pages}
        found = set()
        waiting = list(document.Root.StructTreeRoot.K)
        while waiting:
            element = waiting.pop()
            if not isinstance(element, pikepdf.Dictionary):
                continue
            if "/Pg" in element:
                assert element.Pg.objgen in places, "The structure names a page that is not there."
                found.add(element.Pg.objgen)
            children = element.get("/K", pikepdf.Array())
            waiting += list(children) if isinstance(children, pikepdf.Array) else [children]
        return len(found)


def test_where_too_many_wait_no_file_says_that_a_brief_could_not_be_printed(
    session: Session, cast: Cast
) -> None:
    def printing(html: str, _assets: Assets = NONE, /) -> bytes:
        if "Kim and Robin</h1>" in html:
            raise BusyError
        return write_pdf(html)

    with on(5):
        pack = gather_day_pack(session, cast.morgan.identity, DAY)
        with pytest.raises(BusyError):
            print_day_pack(pack, printing)
