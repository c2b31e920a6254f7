"""A record as the two files it leaves as: pages to read, and data for another program."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from couples.wording import gettext as _
from couples.wording import use_locale
from reports.binding import Part, bind
from reports.fitting import fit_values
from reports.html import render_html
from reports.record.values import Entry, Moment, Record
from reports.rendering import Print, print_pdf

FORMAT: Final = "mendwell-record/1"
"""The name of the shape in which the data leaves; another shape gets another number."""

LONGEST: Final = 150
"""So many entries are printed at once: about twenty pages, in a few seconds."""


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


def print_record(record: Record, printing: Print = print_pdf, longest: int = LONGEST) -> bytes:
    """
    The pages of a record, however long it is.

    One document gets so much time and memory and no more. What somebody wrote in years is
    printed part by part, and bound into one file.
    """
    parts = _parts_of(record, longest)
    pdfs = [
        printing(render_record(part, number, len(parts)))
        for number, part in enumerate(parts, start=1)
    ]
    with use_locale(record.locale):
        titles = [_("Part %(number)s", number=number) for number in range(2, len(parts) + 1)]
    behind = [Part(title, pdf) for title, pdf in zip(titles, pdfs[1:], strict=True)]
    return bind(pdfs[0], behind) if behind else pdfs[0]


def _parts_of(record: Record, longest: int) -> list[Record]:
    """The record, or its entries in pieces: what it agrees on first, and the rest at the end."""
    pieces = [record.entries[i : i + longest] for i in range(0, len(record.entries), longest)]
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is whole
        return [record]
    between = replace(
        record, agreements=(), begun=(), scores=(), sessions=(), time_outs=(), consents=()
    )
    first = replace(between, agreements=record.agreements, entries=pieces[0])
    last = replace(record, agreements=(), entries=pieces[-1])
    return [first, *(replace(between, entries=piece) for piece in pieces[1:-1]), last]


def render_record(record: Record, part: int = 1, parts: int = 1) -> str:
    """The record, or one part of it, as HTML, with every text made fit to print."""
    fitted = fit_values(record)
    return render_html(
        "reports/record.html",
        locale=record.locale,
        record=fitted,
        work=[each for each in fitted.entries if each.moment is Moment.WORK],
        notes=_by_title([each for each in fitted.entries if each.moment is not Moment.WORK]),
        part=part,
        parts=parts,
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
