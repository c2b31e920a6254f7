"""What the tests of backups share: a command run, and tables that know their revision."""

from __future__ import annotations

from alembic.script import ScriptDirectory
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from couples.walls import building as walls
from portal.roles import as_owner
from tests.postgres import APP, BACKUP
from tests.source import ROOT


def run(app: Flask, *words: str, ends: int = 0) -> str:
    result: Result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == ends, f"{result.output}\n{result.exc_info}"
    return result.output


def stamp(app: Flask) -> None:
    """The tables of a test are made at once and not by revisions: say which they are like."""
    revisions = ScriptDirectory(str(ROOT / "migrations"))
    newest = {"newest": revisions.get_current_head()}
    with app.app_context(), as_owner() as owner, owner.begin() as connection:
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), newest)
        walls.open_to(connection, app=APP, backup=BACKUP)
