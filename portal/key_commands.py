"""`keys rotate`, one step at a time, each of which can be taken again; and `words verify`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from couples import encryption
from couples import keys_rotation as rotation
from couples.encryption import Keyring
from couples.keys_rotation import Stage
from couples.sealed import list_unopened, sealed_columns
from portal import alarm
from portal import keys as key_files
from portal.database import each_practice, reading, writing
from portal.settings import current_settings


@click.group()
def keys() -> None:
    """Look after the keys."""


@keys.command()
@with_appcontext
def rotate() -> None:
    """Take the next step of turning the keys. Say it again after each restart of the server."""
    folder = current_settings().keys
    with key_files.alone(folder):
        unopened = _take_next_step(key_files.keyset_path(folder))
    if unopened:
        click.echo("These do not open where they lie, and were left as they are:", err=True)
        click.echo("\n".join(unopened), err=True)
        click.echo("Compare with a backup before you turn the keys once more.", err=True)
        raise click.exceptions.Exit(1)


def _take_next_step(path: Path) -> list[str]:
    """Take it, and tell what does not open where it lies."""
    text = path.read_text(encoding="utf-8")
    stage = rotation.stage_of(text)
    if stage is Stage.NONE:
        # Those of the turn before have been kept until now, and open nothing any more. Where
        # something does not open at all, one of them may still be what it needs.
        _count, unopened = _seal_anew(Keyring.from_json(text))
        kept = text if unopened else rotation.without_old_keys(text)
        key_files.replace_whole(path, rotation.with_new_keys(kept))
        click.echo("Step 1 of 3: there are new keys. Copy the key file to where you keep it,")
        click.echo("restart the server, then run “keys rotate” again.")
        return unopened
    if stage is Stage.ADDED:
        text = rotation.turned_to_new_keys(text)
        key_files.replace_whole(path, text)
    count, unopened = _seal_anew(Keyring.from_json(text))
    click.echo(f"Sealed {count} texts with the new keys.")
    if stage is not Stage.TURNED:
        key_files.replace_whole(path, rotation.all_sealed_anew(text))
        click.echo("Step 2 of 3: restart the server, then run “keys rotate” again.")
        return unopened
    key_files.replace_whole(path, rotation.turned(text))
    click.echo("Step 3 of 3: the old keys seal nothing. They go when the keys are turned again.")
    click.echo("Backups from before need the old key file: keep it as long as you keep those.")
    return unopened


@click.group()
def words() -> None:
    """Look after what is sealed."""


@words.command()
@with_appcontext
def verify() -> None:
    """Open everything that is sealed, and name what does not open where it lies."""
    ring = encryption.current()
    unopened: list[str] = []
    for practice_id in each_practice():
        with reading(practice_id) as session:
            unopened += list(list_unopened(session, ring, practice_id))
    for place in unopened:
        click.echo(f"It does not open: {place}", err=True)
    if unopened:
        alarm.ring()
        raise click.exceptions.Exit(1)
    alarm.end()
    click.echo("Everything that is sealed opens where it lies.")


def _seal_anew(ring: Keyring) -> tuple[int, list[str]]:
    """All that is sealed with an older key, a little at a time, each kept at once."""
    count = 0
    unopened: list[str] = []
    for practice_id in each_practice():
        for table, column in sealed_columns():
            after = 0
            while True:
                with writing(practice_id) as session:
                    done = rotation.seal_some_anew(
                        session, ring, practice_id, table, column, after=after
                    )
                if done is None:
                    break
                count, after = count + done.count, done.last
                unopened += done.unopened
    return count, unopened
