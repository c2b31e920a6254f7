"""What is printed before it is asked for: a brief that is only opened, and a day of them."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.database import for_writing
from portal.jobs import do_what_is_due
from reports import rendering
from reports.day_pack import Contents, DayPack, Line, print_day_pack
from reports.html import render_paper
from reports.rendering import print_pdf
from tests.benchmarks.timing import Bar, Figure, in_turns
from tests.benchmarks.workshop import Workshop
from tests.cast import Cast, invite_cast
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.reports.sample_brief import counselors_brief
from tests.sample_report import SESSION
from tests.source import ROOT
from tests.storm.server import HOST, Server

OPENINGS, PACKS = 25, 7
A_DAY = 8
STATIC = ROOT / "portal/static"


def opened(workshop: Workshop) -> Iterator[Figure]:
    """A brief that lies ready, and a static file of its size, through the same server."""
    portal = workshop.portal()
    with Session(for_writing(portal.engine)) as session, session.begin():
        cast = invite_cast(session)
        path = _a_session_soon(session, cast)
    do_what_is_due(portal.app)
    cookie = portal.cookie_of(cast.morgan.identity)
    with Server(portal.settings, workshop.folder) as server:
        pages = _get(server, path, cookie)
        assert pages.startswith(b"%PDF"), "It was not ready."
        size, there = min((abs(size - len(pages)), size, path) for size, path in _static())[1:]
        ours, theirs = in_turns(
            lambda: _get(server, path, cookie), lambda: _get(server, there, cookie), rounds=OPENINGS
        )
    yield Figure(
        what=f"a prepared brief of {len(pages) // 1000} kB, opened",
        against=f"a static file of {size // 1000} kB through the same server",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(2.0),
        note="gathered anew and compared before it is shown",
    )


def _a_session_soon(session: Session, cast: Cast) -> str:
    """Where the brief of Alex and Sam is, who handed something in and come in six hours."""
    homework = give_feelings(session, cast.alex_and_sam)
    for partner in (cast.alex, cast.sam):
        hand_in(session, partner, homework, FEELINGS)
    appointment = appointments.schedule(
        session,
        cast.morgan.identity,
        cast.alex_and_sam.public_id,
        starts_at=clock.now() + timedelta(hours=6),
    )
    return f"/counselor/appointments/{appointment.public_id}/brief.pdf"


def _static() -> Iterator[tuple[int, str]]:
    for file in STATIC.rglob("*"):
        if file.is_file():
            yield file.stat().st_size, f"/static/{file.relative_to(STATIC)}"


def _get(server: Server, path: str, cookie: str) -> bytes:
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
    assert answer.status == 200, f"{path}: {answer.status}"
    return body


def day_pack(_workshop: Workshop) -> Iterator[Figure]:
    """Eight briefs printed beside each other and bound, and one brief alone."""
    rendering.warm_up()
    pack, brief = _a_day(), counselors_brief()
    ours, theirs = in_turns(
        lambda: print_day_pack(pack), lambda: print_pdf(render_paper(brief)), rounds=PACKS
    )
    yield Figure(
        what=f"a day of {A_DAY} briefs as one file, two printed at a time",
        against="one of them alone",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(4.5),
    )


def _a_day() -> DayPack:
    brief = counselors_brief()
    contents = Contents(
        locale=brief.locale,
        practice=brief.practice,
        counselor=brief.counselor,
        day=SESSION,
        made=brief.prepared_at,
        lines=tuple(Line(f"{hour}:00", brief.couple) for hour in range(9, 9 + A_DAY)),
        page_size=brief.page_size,
    )
    return DayPack(contents, (brief,) * A_DAY, ("",) * A_DAY)
