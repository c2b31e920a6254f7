"""A record as an answer of the web: a file with a name that tells a day and nothing else."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.errors import NotFoundError
from couples.records import sharing
from portal.access import current_identity
from portal.files import file_answer
from reports.filenames import record_filename
from reports.record.files import as_json, from_json, print_record
from reports.record.values import Record

AS_DATA = "data"
"""What is asked for to get it as data; anything else brings the pages."""


def made_record(look: Session, couple: Couple) -> Record:
    """The record that both said yes to, as it was made."""
    kept = sharing.find_shared_record(look, current_identity, couple)
    if kept is None:
        raise NotFoundError
    return from_json(kept.content or "")


def file_of(record: Record) -> Response:
    """The pages of a record, or the same as data, to be kept by whoever asked."""
    day = record.made_at.date()
    if request.form.get("as") == AS_DATA:
        return file_answer(as_json(record), "application/json", record_filename(day, "json"))
    return file_answer(print_record(record), "application/pdf", record_filename(day, "pdf"))
