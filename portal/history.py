"""Whether the history is as it was written, and its ends to be kept elsewhere."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from couples.caseload.queries import visit_practices
from couples.history.models import HistoryEntry
from couples.history.verifying import Break, Head, first_break, head_of
from portal.database import reading
from portal.settings import ConfigurationError


@click.group()
def history() -> None:
    """Look after the history."""


@history.command()
@with_appcontext
def head() -> None:
    """Print where the history of each practice ends; keep it away from this machine."""
    with reading() as session:
        for practice in visit_practices(session):
            click.echo(str(head_of(session, practice)))


@history.command()
@click.option(
    "--heads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What “history head” printed earlier: a missing end is found with it.",
)
@with_appcontext
def verify(heads: Path | None) -> None:
    """Name the first line that was changed, put in or taken out."""
    known = _read(heads) if heads else {}
    with reading() as session:
        breaks, lines, missing = [], 0, set(known)
        for practice in visit_practices(session):
            missing -= {practice.public_id}
            found = first_break(session, practice, known.get(practice.public_id))
            breaks += [found] if found else []
            lines += head_of(session, practice).position
    for found in breaks:
        click.echo(_told(found), err=True)
    for practice_id in sorted(missing):
        click.echo(f"Practice {practice_id} is missing with all of its history.", err=True)
    if breaks or missing:
        raise click.exceptions.Exit(1)
    click.echo(f"The history is whole: {lines} lines, each as it was written.")
    if not heads:
        click.echo("Whether its end is missing, only an earlier “history head” can tell.")


def _read(heads: Path) -> dict[str, Head]:
    try:
        lines = heads.read_text(encoding="utf-8").splitlines()
        found = [Head.from_text(line) for line in lines if line.strip()]
    except (OSError, ValueError):
        raise ConfigurationError(f"{heads} is not what “history head” prints.") from None
    return {each.practice: each for each in found}


def _told(found: Break) -> str:
    row = f" (row {found.row} of {HistoryEntry.__tablename__})" if found.row else ""
    where = f"Line {found.position}" if found.position else "A line without a place"
    return f"Practice {found.practice}: {where}{row} {found.why}."
