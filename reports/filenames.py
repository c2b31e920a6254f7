"""Names of files: a date, a time and a number. Never a person's name."""

from datetime import date, datetime

from reports.states import Copy


def brief_filename(moment: date, copy: Copy = Copy.COUNSELOR, number: int | None = None) -> str:
    """
    The name of a brief: `brief-2026-11-24-1430.pdf`, or `…-couple.pdf` for their copy.

    `moment` is the appointment in the counselor's own time, or the last day of a period;
    `number` tells apart two that share a moment.
    """
    parts = ["brief", moment.isoformat()[:10]]
    if isinstance(moment, datetime):
        parts.append(f"{moment:%H%M}")
    if number is not None:
        parts.append(f"{number:d}")
    if copy is Copy.COUPLE:
        parts.append("couple")
    return "-".join(parts) + ".pdf"


def report_filename(last: date) -> str:
    """The name of a copy of a report: `report-2026-11-24.pdf`, whosever it is."""
    return f"report-{last.isoformat()}.pdf"


def record_filename(day: date, ending: str) -> str:
    """The name of a record: `record-2026-11-24.pdf`, whosever it is."""
    return f"record-{day.isoformat()}.{ending}"


def day_pack_filename(day: date) -> str:
    """The name of the briefs of a day: `briefs-2026-11-24.pdf`."""
    return f"briefs-{day.isoformat()}.pdf"
