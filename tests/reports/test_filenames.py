"""Names of files tell a time and nothing else."""

from datetime import UTC, date, datetime

from reports.filenames import brief_filename
from reports.states import Copy

MOMENT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def test_a_brief_is_named_by_its_appointment() -> None:
    assert brief_filename(MOMENT) == "brief-2026-11-24-1430.pdf"


def test_a_brief_for_a_period_is_named_by_its_last_day() -> None:
    assert brief_filename(date(2026, 11, 24)) == "brief-2026-11-24.pdf"


def test_the_couples_copy_says_so() -> None:
    assert brief_filename(MOMENT, Copy.COUPLE) == "brief-2026-11-24-1430-couple.pdf"


def test_two_briefs_of_one_moment_have_numbers() -> None:
    assert brief_filename(MOMENT, number=2) == "brief-2026-11-24-1430-2.pdf"
