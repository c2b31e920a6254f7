"""A record as an answer of the web: a file with a name that tells a day and nothing else."""

from __future__ import annotations

from flask import make_response
from werkzeug.wrappers import Response

from reports.filenames import record_filename
from reports.record.files import as_json, print_record
from reports.record.values import Record

AS_DATA = "data"
"""What is asked for to get it as data; anything else brings the pages."""


def file_of(record: Record, wanted: str | None) -> Response:
    """The pages of a record, or the same as data, to be kept by whoever asked."""
    is_data = wanted == AS_DATA
    response = make_response(as_json(record) if is_data else print_record(record))
    response.mimetype = "application/json" if is_data else "application/pdf"
    name = record_filename(record.made_at.date(), "json" if is_data else "pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
