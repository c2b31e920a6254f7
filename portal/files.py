"""A file as an answer of the web, under a name that says a day and nothing else."""

from __future__ import annotations

from flask import Response


def file_answer(
    content: bytes | str, mimetype: str, name: str, *, how: str = "attachment"
) -> Response:
    """A file to keep; or to look at in the browser, where `how` is inline."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response
