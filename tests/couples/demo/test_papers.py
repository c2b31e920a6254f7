"""The papers of the demo's couples: short where they are to be read before a session."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from couples import clock
from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.people.sign_in import identity_of
from reports.gathering import gather_for_appointment, gather_for_period
from reports.html import render_paper
from reports.letterhead import assets_of
from reports.paper import Paper
from reports.pdf import write_pdf
from reports.states import Copy
from tests.couples.demo.conftest import Demo

pytestmark = pytest.mark.only_on("sqlite", "The paper is the same, whatever the database.")


def _pages(paper: Paper) -> list[str]:
    pdf = write_pdf(render_paper(paper), assets_of(paper.logo))
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_every_brief_is_two_pages_at_most_and_ends_with_what_to_open_with(
    practice: Demo,
) -> None:
    couples = practice.session.scalars(select(Couple).order_by(Couple.id)).all()
    found = 0
    for couple in couples:
        who = identity_of(practice.session, couple.counselor)
        coming = select(Appointment).where(
            Appointment.couple_id == couple.id, Appointment.cancelled_at.is_(None)
        )
        appointment = practice.session.scalars(
            coming.order_by(Appointment.starts_at.desc())
        ).first()
        if appointment is None:
            continue
        found += 1
        for copy in Copy:
            brief = gather_for_appointment(practice.session, who, appointment.public_id, copy)
            pages = _pages(brief)

            assert len(pages) <= 2
            assert "To open with" in pages[-1]
            assert ("Scores" in pages[0]) is (copy is Copy.COUNSELOR)

    assert found >= 4


@pytest.mark.parametrize("name", ["eleni", "alex"])
def test_a_report_on_three_months_stays_within_eight_pages(practice: Demo, name: str) -> None:
    couple = practice.couple(name)
    who = identity_of(practice.session, couple.counselor)
    today = clock.today(couple.time_zone)

    for copy in Copy:
        report = gather_for_period(
            practice.session,
            who,
            couple.public_id,
            today - timedelta(days=90),
            today,
            copy,
        )

        assert len(_pages(report)) <= 8
