"""
A sample of the progress report, invented from the first name to the last, to look at.

`python -m tests.sample_report OUT.pdf` writes the counselor's copy; `--couple` the couple's.
"""

import argparse
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from reports.html import render_paper
from reports.pdf import write_pdf
from reports.progress import ProgressReport
from reports.rituals import Ritual, RitualDays
from reports.states import Copy, DayState, SeenBy, WorkState
from reports.work import Homework, Missing, PartnerStatus, Progress, SealedWork
from tests.reports.invented import AGREEMENTS, HANDED_IN, HOMEWORK, OPENERS, REPLIES

SESSION = date(2026, 11, 24)
FIRST_DAY = SESSION - timedelta(days=90)

# One sign a day: # done, o missed, ~ not today, = paused, . not due, ? no record yet.
SIGNS = {
    "#": DayState.DONE,
    "o": DayState.MISSED,
    "~": DayState.NOT_TODAY,
    "=": DayState.PAUSED,
    ".": DayState.NOT_DUE,
    "?": DayState.NO_RECORD,
}
# Weeks from Monday to Sunday. The first one begins two days before the strip does, the last
# one has only its Monday, and around the first of October Alex and Sam were away.
EVENINGS = {
    "Alex": (
        "..##o.. #####.. ##~##.. #o###.. ####o.. ===##.. ####~.. ##o##.. #####.. ###o#.."
        " ##.##.. ####~.. ##?##.. ?......"
    ),
    "Sam": (
        "..#o#.. o##~#.. #o#~#.. #o##o.. ##o#o.. ===#o.. ##o#~.. ##o##.. #o##~.. ##oo#.."
        " ##.##.. ###~#.. #o?#?.. ?......"
    ),
}
SUNDAYS = {
    "Alex": "......# ......# ......# ......o ......# ......= " + "......# " * 5 + "......o ......#",
    "Sam": "......# ......# ......# ......~ ......# ......= " + "......# " * 5 + "......~ ......#",
}


def strip(weeks: str) -> tuple[DayState, ...]:
    """Ninety days from weeks of signs; what is left over at the end was not due."""
    signs = weeks.replace(" ", "")[2:]
    return tuple(SIGNS[sign] for sign in signs.ljust(90, ".")[:90])


def ritual_days(name: str, signs: str, note: str = "") -> RitualDays:
    """One partner's strip with the numbers that it shows."""
    days = strip(signs)
    missed = sum(days.count(state) for state in (DayState.MISSED, DayState.NO_RECORD))
    done = days.count(DayState.DONE)
    return RitualDays(name, days, done=done, due=done + missed, note=note)


def counselors_report() -> ProgressReport:
    """The counselor's copy about three weeks of Alex and Sam."""
    return ProgressReport(
        copy=Copy.COUNSELOR,
        locale="en_US",
        practice="Lindenhof Couples Practice",
        counselor="Dr. Morgan",
        couple=("Alex", "Sam"),
        period_start=date(2026, 11, 3),
        period_end=date(2026, 11, 23),
        policy="Limited secrets: what one partner writes to you alone stays with you"
        " unless its author opens it.",
        prepared_at="November 23, 6:00 PM",
        openers=OPENERS,
        status=(
            PartnerStatus(
                "Alex",
                5,
                6,
                date(2026, 11, 22),
                ("2 pieces for you to read",),
                noted=13,
                noted_due=16,
            ),
            PartnerStatus(
                "Sam",
                3,
                6,
                date(2026, 11, 19),
                ("1 piece for you to read", "1 agreement to sign"),
                noted=10,
                noted_due=16,
            ),
        ),
        homework=HOMEWORK,
        rituals=(
            Ritual(
                "Ten minutes without screens",
                "Weekday evenings, each keeps their own record",
                FIRST_DAY,
                (
                    replace(
                        ritual_days("Alex", EVENINGS["Alex"], "in these days 10 of 13"),
                        called="Tea on the stairs",
                        ratings=("How warm it felt (Sam): 7.1 of 10 on average, n = 38",),
                    ),
                    replace(
                        ritual_days("Sam", EVENINGS["Sam"], "in these days 8 of 13"),
                        ratings=("How warm it felt (Alex): 6.4 of 10 on average, n = 24",),
                    ),
                ),
            ),
            Ritual(
                "Sunday walk to the river",
                "Once a week, together",
                FIRST_DAY,
                (ritual_days("Alex", SUNDAYS["Alex"]), ritual_days("Sam", SUNDAYS["Sam"])),
            ),
        ),
        handed_in=HANDED_IN,
        missing=(
            Missing("Fears, joys and needs", "Sam", 1, 3, date(2026, 11, 22)),
            Missing("A problem and four ways out", "Alex and Sam", 0, 1, date(2026, 11, 21)),
            Missing(
                "What the argument was about",
                "Sam",
                0,
                1,
                date(2026, 11, 17),
                in_the_way="Late shifts all week",
            ),
        ),
        sealed=(SealedWork("What that evening did to me", "Alex", "Sam", date(2026, 11, 20)),),
        agreements=AGREEMENTS,
        replies=REPLIES,
    )


def couples_report() -> ProgressReport:
    """The couple's copy of the same weeks: only what both of them may read."""
    full = counselors_report()
    shared = tuple(
        replace(
            work, excerpts=tuple(each for each in work.excerpts if each.seen_by is SeenBy.COUPLE)
        )
        for work in full.handed_in
    )
    return replace(
        full,
        copy=Copy.COUPLE,
        policy="Limited secrets: what one of you writes to Dr. Morgan alone stays there"
        " unless you open it yourself.",
        openers=(OPENERS[1], OPENERS[2]),
        status=(PartnerStatus("Alex", 4, 5), PartnerStatus("Sam", 3, 5)),
        homework=tuple(
            replace(row, partners=(Progress(WorkState.SEALED), Progress(WorkState.SEALED)))
            if row.title == "What that evening did to me"
            else _for_both(row)
            for row in full.homework
        ),
        rituals=tuple(
            replace(ritual, partners=tuple(replace(days, ratings=()) for days in ritual.partners))
            for ritual in full.rituals
        ),
        handed_in=tuple(work for work in shared if work.excerpts),
        missing=full.missing[:2],
        sealed=(),
        replies=tuple(reply for reply in full.replies if reply.is_for_both),
    )


def _for_both(row: Homework) -> Homework:
    """What the counselor noted for themselves is in no copy but theirs."""
    first, second = (replace(cell, how_well=None, in_the_way="") for cell in row.partners)
    return replace(row, partners=(first, second))


def empty_report() -> ProgressReport:
    """A couple that has just begun: three things given, nothing there yet."""
    row = Progress(WorkState.NOT_OPENED)
    titles = ("A calm place to begin", "Three small wins", "Questions we never asked")
    due = date(2026, 11, 22)
    return replace(
        counselors_report(),
        couple=("Kim", "Robin"),
        openers=(),
        status=(PartnerStatus("Kim", 0, 3), PartnerStatus("Robin", 0, 3)),
        homework=tuple(Homework(title, "each", due, (row, row)) for title in titles),
        rituals=(),
        handed_in=(),
        missing=(
            Missing("All homework so far", "Kim", 0, 3, due),
            Missing("All homework so far", "Robin", 0, 3, due),
        ),
        sealed=(),
        agreements=(),
        replies=(),
    )


def main() -> None:
    """Write the sample to the path given on the command line."""
    parser = argparse.ArgumentParser(description="Write a sample progress report.")
    parser.add_argument("out", type=Path, nargs="?", default=Path("docs/sample-report.pdf"))
    parser.add_argument("--couple", action="store_true", help="the couple's copy")
    chosen = parser.parse_args()
    brief = couples_report() if chosen.couple else counselors_report()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_bytes(write_pdf(render_paper(brief)))
    print(f"Wrote {chosen.out}.")


if __name__ == "__main__":
    main()
