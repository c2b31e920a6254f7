"""A record as the two files it leaves as: pages to read, and data for another program."""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from reports.fitting import fit_values
from reports.html import render_html
from reports.record.values import Entry, Moment, Record

FORMAT: Final = "mendwell-record/1"
"""The name of the shape in which the data leaves; another shape gets another number."""


def as_json(record: Record) -> str:
    """The whole record as data, every text as it was written."""
    content = _adapter().dump_python(record, mode="json")
    return json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Record:
    """Exactly the record that `as_json` wrote."""
    content = json.loads(text)
    if content.pop("format", None) != FORMAT:
        raise ValueError("This is no record of ours.")
    return _adapter().validate_python(content)


def render_record(record: Record) -> str:
    """The record as the HTML of its pages, with every text made fit to print."""
    fitted = fit_values(record)
    return render_html(
        "reports/record.html",
        locale=record.locale,
        record=fitted,
        work=[each for each in fitted.entries if each.moment is Moment.WORK],
        notes=_by_title([each for each in fitted.entries if each.moment is not Moment.WORK]),
    )


@cache
def _adapter() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def _by_title(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Check-ins under what they are about, in the order in which the first of each came."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.title, []).append(entry)
    return found
