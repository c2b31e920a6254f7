"""`backup` and `restore`, at a terminal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Practice
from couples.caseload.queries import visit_practices
from couples.database import create_engine, for_writing
from couples.history.verifying import first_break, head_of
from couples.keys_fitting import how_keys_fit
from couples.people.restoring import end_what_was_open
from couples.walls import building as walls
from portal import keys, schema
from portal.backups.archive import (
    Manifest,
    close,
    digest_of,
    identities_from,
    open_into,
    recipients_from,
)
from portal.backups.copying import bring_back, copied, is_empty, left_beside, rows_in
from portal.backups.cut_off import OF_BACKUPS, OF_RESTORES, clear_what_was_cut_off
from portal.backups.noted import NAMED, note_made, older_than
from portal.database import engine
from portal.roles import as_backup, as_owner, bring_tables_up
from portal.settings import ConfigurationError, current_settings


@click.command()
@click.option(
    "--to",
    "folder",
    required=True,
    envvar="MENDWELL_BACKUP_TO",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    envvar="MENDWELL_BACKUP_RECIPIENT",
    help="age1…, or a file.",
)
@click.option("--keep-days", type=click.IntRange(min=1), help="Delete what is older from there.")
@with_appcontext
def backup(folder: Path, recipients: tuple[str, ...], keep_days: int | None) -> None:
    """Write one encrypted file that holds everything but the keys. The server may go on."""
    for_whom = recipients_from(recipients)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(folder, *OF_BACKUPS)
    _clear(_beside_data(), OF_RESTORES)
    out = folder / f"{clock.now():{NAMED}}"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as beside:
        copy = Path(beside) / "copy"
        with as_backup() as reader, copied(reader, copy) as connection:
            rows = rows_in(connection)
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
            if connection.dialect.name == "sqlite":
                _refuse_unless_sound(connection.engine)
            with Session(connection) as session:
                heads = [str(head_of(session, each)) for each in _readable_practices(session)]
        manifest = Manifest(
            made_at=clock.now(),
            dialect=engine().dialect.name,
            revision=str(revision),
            sha256=digest_of(copy),
            rows=rows,
            heads=heads,
        )
        close(manifest, copy, out, for_whom)
    click.echo(f"Wrote {out}: {sum(rows.values())} rows of {len(rows)} tables.")
    click.echo("The keys are not in it. The history ends here; keep this elsewhere too:")
    click.echo("\n".join(heads))
    try:
        note_made(current_settings().data, manifest.made_at)
    except OSError:
        click.echo(
            "It could not be noted beside the data: the practice is told that none was made."
        )
    if keep_days is not None:
        for old in older_than(folder, clock.now() - timedelta(days=keep_days)):
            try:
                old.unlink()
            except OSError:
                click.echo(f"{old} is older, and cannot be deleted: do so yourself.")
            else:
                click.echo(f"Deleted {old}: it is more than {keep_days} days old.")


def _clear(folder: Path, *patterns: str) -> None:
    for left in clear_what_was_cut_off(folder, *patterns):
        click.echo(f"{left} is of one that was cut off, and cannot be deleted: do so yourself.")


@click.command()
@click.argument("sealed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that “age-keygen” made; take it away again afterwards.",
)
@with_appcontext
def restore(sealed: Path, identity: Path) -> None:
    """Bring a backup back into an empty place; everybody is signed out, and old links are dead."""
    if not keys.exist(current_settings().keys):
        raise ConfigurationError("The keys are not in a backup: bring them back first.")
    if not is_empty(engine()):
        raise ConfigurationError("There is a database already: nothing was touched.")
    if left := left_beside(engine()):
        raise ConfigurationError(
            f"{' and '.join(left)} of an earlier database would be written over this one: "
            "move what is left of that away first. Nothing was touched."
        )
    beside_data = _beside_data()
    beside_data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(beside_data, OF_RESTORES)
    with tempfile.TemporaryDirectory(dir=beside_data, prefix=".restore-") as folder:
        manifest, copy = open_into(Path(folder), sealed, identities_from(identity))
        if manifest.dialect != engine().dialect.name:
            raise ConfigurationError(f"This is a backup of {manifest.dialect}: set that up first.")
        if manifest.dialect == "sqlite":
            _bring_sqlite_back(manifest, copy)
        else:
            with as_owner() as owner:
                bring_back(owner, copy)
                _check(owner, manifest)
            bring_tables_up()
    click.echo(f"Brought back {sum(manifest.rows.values())} rows, as of {manifest.made_at:%F %R}Z.")
    click.echo("Everybody is signed out, and links that were sent are dead. The history is whole.")


def _bring_sqlite_back(manifest: Manifest, copy: Path) -> None:
    """Only what passed every check comes to where the server looks for it."""
    own = create_engine(f"sqlite:///{copy}")
    try:
        _refuse_unless_sound(own)
        _check(own, manifest)
        with own.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - for the types: it is connected
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        own.dispose()
    target = Path(engine().url.database or "")
    engine().dispose()
    target.unlink(missing_ok=True)  # Empty, or it would have been refused.
    copy.chmod(0o600)
    copy.rename(target)


def _check(database: Engine, manifest: Manifest) -> None:
    """The same rows, our keys, a whole history; then the newest form, and nobody signed in."""
    with database.begin() as connection:
        walls.take_down(connection)
        found = rows_in(connection)
        walls.build(connection)
    if found != manifest.rows:
        raise ConfigurationError("Not everything came back: do not use what is there.")
    schema.upgrade(database)
    with Session(for_writing(database)) as session, session.begin():
        for practice in _readable_practices(session):
            broken = first_break(session, practice)
            if broken:
                raise ConfigurationError(f"Its history is broken at line {broken.position}.")
            end_what_was_open(session)


def _readable_practices(session: Session) -> Iterator[Practice]:
    for practice in visit_practices(session):
        fit = how_keys_fit(session, practice)
        if fit.shut:
            raise ConfigurationError(
                "These are not the keys that it was written with: bring those back first. "
                f"What does not open is sealed for: {', '.join(sorted(fit.shut))}."
            )
        if fit.doubtful:
            click.echo(
                "One text does not open where it lies, and is the only one that is sealed for: "
                f"{', '.join(sorted(fit.doubtful))}. “words verify” names it.",
                err=True,
            )
        yield practice


def _refuse_unless_sound(database: Engine) -> None:
    with database.connect() as connection:
        if connection.scalar(text("PRAGMA integrity_check")) != "ok":
            raise ConfigurationError("SQLite finds this database damaged.")


def _beside_data() -> Path:
    """Where a finished file can be moved to its place in one step, and is looked for later."""
    if engine().dialect.name == "sqlite":
        return Path(engine().url.database or "").parent
    return current_settings().data
