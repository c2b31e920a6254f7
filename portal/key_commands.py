"""`keys rotate`, at a terminal: one step at a time, each of which can be taken again."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from couples import keys_rotation as rotation
from couples.encryption import Keyring
from couples.keys_rotation import Stage
from portal import keys as key_files
from portal.database import each_practice, writing
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
        _take_next_step(key_files.keyset_path(folder))


def _take_next_step(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    stage = rotation.stage_of(text)
    if stage is Stage.NONE:
        # Those of the turn before have been kept until now, and open nothing any more.
        _seal_anew(Keyring.from_json(text))
        key_files.replace_whole(path, rotation.with_new_keys(rotation.without_old_keys(text)))
        click.echo("Step 1 of 3: there are new keys. Copy the key file to where you keep it,")
        click.echo("restart the server, then run “keys rotate” again.")
        return
    if stage is Stage.ADDED:
        text = rotation.turned_to_new_keys(text)
        key_files.replace_whole(path, text)
    count = _seal_anew(Keyring.from_json(text))
    click.echo(f"Sealed {count} texts with the new keys.")
    if stage is not Stage.TURNED:
        key_files.replace_whole(path, rotation.all_sealed_anew(text))
        click.echo("Step 2 of 3: restart the server, then run “keys rotate” again.")
        return
    key_files.replace_whole(path, rotation.turned(text))
    click.echo("Step 3 of 3: the old keys seal nothing. They go when the keys are turned again.")
    click.echo("Backups from before need the old key file: keep it as long as you keep those.")


def _seal_anew(ring: Keyring) -> int:
    """All that is sealed with an older key, a little at a time, each kept at once."""
    count = 0
    for practice_id in each_practice():
        for table, words in rotation.sealed_columns():
            after = 0
            while True:
                with writing(practice_id) as session:
                    done = rotation.seal_some_anew(session, ring, table, words, after)
                if done is None:
                    break
                count, after = count + done[0], done[1]
    return count
