"""`erase`, at a terminal: forgetting what two people or one of them wrote, in the file as well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.caseload.queries import visit_practices
from couples.erasure.due import list_due
from couples.erasure.one import close_for_good, erase_person, refuse_leftovers
from couples.erasure.services import erase_couple
from couples.errors import DomainError, ErasedAlreadyError, NotFoundError
from portal.database import each_practice, reading, writing
from portal.roles import as_owner

_Deed = Callable[[Session, str], dict[str, int] | None]

PATIENCE = timedelta(seconds=10)
"""How long whoever reads at this moment is waited for."""

_STILL_THERE = """\
Somebody is reading from the database. What was erased stays in its file, or in the log beside
it, until they are gone: run this command once more then. It will say that it has been erased
already, and clear the rest."""

_ASKED_OF_ONE = """\
What this person wrote goes for good, the other partner keeps what is theirs, and the work of
the two has ended. What their counselor, or a colleague, wrote in their own words stays and may
name them: notes with homework, replies to the other, words about gates, flags and admissions,
homework tailored for the two. What the other wrote about them stays as well.
Erase everything of this person?"""


@click.group()
def erase() -> None:
    """Forget somebody."""


@erase.command("couple")
@click.argument("couple_id")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@with_appcontext
def couple(couple_id: str, *, yes: bool) -> None:
    """Erase a couple by the letters in the address of its page. It cannot be taken back."""
    _forget([erase_couple], couple_id, "Erase everything of this couple, for good?", yes=yes)


@erase.command("person")
@click.argument("person_id")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@with_appcontext
def person(person_id: str, *, yes: bool) -> None:
    """Erase one partner, by the letters that their couple's records page names."""
    _forget([close_for_good, erase_person, refuse_leftovers], person_id, _ASKED_OF_ONE, yes=yes)


def _forget(deeds: Sequence[_Deed], whose: str, asked: str, *, yes: bool) -> None:
    """Do one after the other, each kept before the next begins."""
    if not yes:
        click.confirm(asked, abort=True)
    erased: dict[str, int] = {}
    erased_before = False
    with as_owner() as owner:
        try:
            for deed in deeds:
                erased |= _wherever(deed, whose) or {}
        except DomainError as error:
            erased_before = isinstance(error, ErasedAlreadyError)
            raise click.ClickException(str(error)) from None
        finally:
            # Also where it was erased before: that time may have been stopped before this.
            cleared = _is_cleared(owner)
            if not cleared and (erased or erased_before):
                click.echo(_STILL_THERE, err=True)
    for table in sorted(name for name, count in erased.items() if count):
        click.echo(f"{erased[table]:>6}  {table}")
    if not cleared:
        raise click.exceptions.Exit(1)
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


def _wherever(deed: _Deed, whose: str) -> dict[str, int] | None:
    for practice_id in each_practice():
        try:
            with writing(practice_id) as session:
                return deed(session, whose)
        except NotFoundError:
            continue
    raise NotFoundError


def _is_cleared(database: Engine) -> bool:
    """
    What a row held must not lie on in a free page, nor in the log beside the file.

    SQLite cannot empty its log while somebody reads from it, and answers so without an error.
    """
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - for the types: it is connected
        # A connection for this alone: how patient it is stays with nobody else.
        connection.detach()
        if database.dialect.name != "sqlite":
            raw.execute("VACUUM")
            return True
        raw.execute(f"PRAGMA busy_timeout = {PATIENCE.seconds * 1000}")
        try:
            raw.execute("VACUUM")
        except database.dialect.loaded_dbapi.OperationalError as error:
            if "locked" not in str(error):
                raise
            return False  # Without such a log, whoever reads keeps everybody from writing.
        busy, *_pages = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
