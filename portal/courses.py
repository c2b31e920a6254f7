"""
Opening what is due on somebody's course before their page is made.

Once a day for each couple, by whoever comes first: a partner, their counselor, or the
command that an operator lets run each morning.
"""

from __future__ import annotations

import click
from flask import Flask, current_app, request
from flask.cli import with_appcontext
from flask_login import current_user

from couples.programmes.looking import list_all_unlooked, list_unlooked
from couples.programmes.releasing import release_due
from portal.access import UNATTENDED, Side, current_identity, side_of
from portal.database import UNAVAILABLE, each_practice, reading, writing

_SIDES = frozenset({Side.COUNSELOR, Side.PARTNER})


def init_app(app: Flask) -> None:
    """Look before every page of both sides."""
    app.before_request(_open_what_is_due)


def _open_what_is_due() -> None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in UNATTENDED or not current_user.is_authenticated:
        return
    if side_of(current_app, endpoint) not in _SIDES:
        return
    try:
        with reading() as own:
            due = list_unlooked(own, current_identity)
        if due:
            with writing() as own:
                release_due(own, due)
    except UNAVAILABLE as error:
        # The page itself may still be read; the next one looks again.
        current_app.logger.warning("Steps were not opened: %s", type(error).__name__)


@click.command("open-steps")
@with_appcontext
def open_steps() -> None:
    """Open the steps of courses whose day has come; safe to run as often as you like."""
    count = sum(_open_in(practice_id) for practice_id in each_practice())
    click.echo(f"Looked at {count} courses.")


def _open_in(practice_id: int) -> int:
    with reading(practice_id) as session:
        due = list_all_unlooked(session, practice_id)
    for enrolment_id in due:
        # One course at a time, so that nobody who wants to write waits for all of them.
        with writing(practice_id) as session:
            release_due(session, [enrolment_id])
    return len(due)
