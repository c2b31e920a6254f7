"""
A sample of the brief, invented from the first name to the last.

`python -m tests.reports.sample_brief OUT.pdf` prints the counselor's copy, to look at.
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from reports.brief import Ahead, Brief
from reports.findings import Finding
from reports.html import render_paper
from reports.measured import Measure, MeasuredPartner
from reports.pdf import write_pdf
from reports.sparing import spare
from reports.states import Copy
from reports.written import HandedIn
from tests.reports.invented import AGREEMENTS, HANDED_IN, HOMEWORK, OPENERS
from tests.sample_report import SESSION, counselors_report, couples_report

MEASURE = Measure(
    id="csi-16",
    title="CSI-16: satisfaction with the relationship",
    cutoff="below 51.5",
    basis="Reliable change from SD 17 and reliability 0.98: 7 points or more.",
    partners=(
        MeasuredPartner(
            name="Alex",
            position=1,
            score="55 of 81",
            band="50.3 to 59.7",
            level="not distressed",
            verdict="recovered",
            sentence="12 points up from 43.",
            on=date(2026, 11, 20),
            count=3,
            scores="43 on Sep 1, 50 on Oct 12, 55 on Nov 20",
            moved="12 points up from 43.",
        ),
    ),
    in_short="clinical below 51.5; 7 points are reliable (SD 17, reliability 0.98)",
)


def _told(works: tuple[HandedIn, ...]) -> tuple[HandedIn, ...]:
    """The same with every answer a person's own words."""
    return tuple(
        replace(work, excerpts=tuple(replace(each, is_told=True) for each in work.excerpts))
        for work in works
    )


def counselors_brief() -> Brief:
    """The counselor's copy before the session of Alex and Sam."""
    report = counselors_report()
    return Brief(
        copy=report.copy,
        locale=report.locale,
        practice=report.practice,
        counselor=report.counselor,
        couple=report.couple,
        day=SESSION,
        moment="Tuesday, November 24, 2:30 PM",
        period_start=report.period_start,
        period_end=report.period_end,
        policy=report.policy,
        prepared_at=report.prepared_at,
        to_look_at=1,
        screens_due=("PHQ-9: Sam, due Monday, November 30.",),
        measures=(MEASURE,),
        off_track=("Sam: 3 of 11 times that something was due, less than 40 %.",),
        status=report.status,
        homework=HOMEWORK,
        before=2,
        sealed=report.sealed,
        went=(Finding("How curious they were", ("7.5 of 10 (n = 4)", ""), of="A question"),),
        mattered=(
            Finding(
                "The acts that mattered most",
                ("", "“Calls when it gets late” 8.5 (n = 4)"),
                is_for_both=True,
                of="A step to mend it",
            ),
        ),
        talks=(Finding("How heard they felt", ("6 of 10 (n = 3)", "4.3 of 10 (n = 3)")),),
        talk_lines=("2 talks were led through here, 1 of them stopped before the last turn.",),
        time_outs=("1 time-out: Alex asked for 1, Sam asked for 0.",),
        topics=(Finding("Where the arguments stand", both="parked (2)", is_for_both=True),),
        agreements=AGREEMENTS,
        ahead=(Ahead(date(2026, 11, 28), "The day it happened", "hard day", "We take it off"),),
        apart=("“How heard you felt”: Alex 6 of 10 on average, Sam 4.3.",),
        handed_in=spare(_told(HANDED_IN)),
        openers=OPENERS,
        courses=("On the course “Calm and repair”: Week 3 of 12.",),
        carried=("Repair: next, small acts.",),
    )


def couples_brief() -> Brief:
    """The couple's copy of the same session: only what both of them may read."""
    full, shared = counselors_brief(), couples_report()
    return replace(
        full,
        copy=Copy.COUPLE,
        policy=shared.policy,
        to_look_at=0,
        screens_due=(),
        measures=(),
        off_track=(),
        status=shared.status,
        homework=shared.homework,
        sealed=(),
        went=(),
        talks=(),
        talk_lines=(),
        time_outs=(),
        apart=(),
        handed_in=spare(_told(shared.handed_in)),
        openers=shared.openers,
        courses=(),
    )


def empty_brief() -> Brief:
    """A couple that has just begun: nothing was given, and nothing is there yet."""
    return Brief(
        copy=Copy.COUNSELOR,
        locale="en_US",
        practice="Lindenhof Couples Practice",
        counselor="Dr. Morgan",
        couple=("Kim", "Robin"),
        day=SESSION,
        moment="Tuesday, November 24, 2:30 PM",
        period_start=date(2026, 11, 3),
        period_end=date(2026, 11, 23),
        policy="Limited secrets.",
        prepared_at="November 23, 6:00 PM",
    )


BRIEFS = {"counselor": counselors_brief(), "couple": couples_brief(), "empty": empty_brief()}


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(write_pdf(render_paper(counselors_brief())))
