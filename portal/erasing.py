"""`erase couple`, at a terminal: forgetting what two people wrote, in the file as well."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine

from couples.caseload.queries import visit_practices
from couples.erasure.due import list_due
from couples.erasure.services import erase_couple
from couples.errors import DomainError, NotFoundError
from portal.database import each_practice, reading, writing
from portal.roles import as_owner


@click.group()
def erase() -> None:
    """Forget somebody."""


@erase.command("couple")
@click.argument("couple_id")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@with_appcontext
def couple(couple_id: str, *, yes: bool) -> None:
    """Erase a couple by the letters in the address of its page. It cannot be taken back."""
    if not yes:
        click.confirm("Erase everything of this couple, for good?", abort=True)
    with as_owner() as owner:
        try:
            erased = _erase_wherever(couple_id)
        except DomainError as error:
            raise click.ClickException(str(error)) from None
        _clear_what_was_freed(owner)
    for table in sorted(name for name, count in erased.items() if count):
        click.echo(f"{erased[table]:>6}  {table}")
    click.echo("Nothing of it is left in the database. Older backups still hold it.")


@erase.command()
@with_appcontext
def due() -> None:
    """Name the couples that have been kept for as long as their practice says. Erases nothing."""
    with reading() as session:
        found = False
        for practice in visit_practices(session):
            for each, last in list_due(session, practice):
                found = True
                click.echo(f"{each.public_id}  nothing since {last:%Y-%m-%d}")
    if not found:
        click.echo("Nobody has been kept for that long.")


def _erase_wherever(couple_id: str) -> dict[str, int]:
    for practice_id in each_practice():
        try:
            with writing(practice_id) as session:
                return erase_couple(session, couple_id)
        except NotFoundError:
            continue
    raise NotFoundError


def _clear_what_was_freed(database: Engine) -> None:
    """What a row held must not lie on in a free page, nor in the log beside the file."""
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - for the types: it is connected
        raw.execute("VACUUM")
        if database.dialect.name == "sqlite":
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
