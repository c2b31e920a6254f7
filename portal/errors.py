"""What goes wrong, in a plain sentence and with the right status."""

from __future__ import annotations

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from couples.errors import DomainError, NotFoundError


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFoundError, _not_found)
    app.register_error_handler(DomainError, _refused)


def _http(error: HTTPException) -> tuple[str, int]:
    return render_template("errors/error.html", sentence=error.name), error.code or 500


def _not_found(error: NotFoundError) -> tuple[str, int]:
    return render_template("errors/error.html", sentence=str(error)), 404


def _refused(error: DomainError) -> tuple[str, int]:
    return render_template("errors/error.html", sentence=str(error)), 409
