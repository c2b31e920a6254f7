"""What was killed in the middle stays nowhere, and nothing of an earlier database comes back."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Practice
from couples.walls.entering import within
from tests.cast import Cast
from tests.portal.backups.running import run, stamp

LONG_AGO = (0, 0)
_KILLED = """
import os, sys
from couples.database import create_engine
with create_engine("sqlite:///" + sys.argv[1]).connect() as connection:
    connection.exec_driver_sql("UPDATE practice SET time_zone = 'Stale/Log'")
    connection.commit()
    os._exit(9)
"""


def _leave(name: Path, at: tuple[int, int] | None = LONG_AGO) -> Path:
    """What a killed command leaves, or what one is at work on."""
    name.parent.mkdir(parents=True, exist_ok=True)
    if name.suffix.startswith(".age"):
        name.write_text("not whole")
    else:
        name.mkdir()
        (name / "copy").write_text("Not encrypted yet")
    os.utime(name, at)
    return name


def _data_of(app: Flask) -> Path:
    engine = app.extensions["database"]
    if engine.dialect.name == "sqlite":
        return _file_of(engine).parent
    data: Path = app.config["MENDWELL"].data
    return data


def _file_of(engine: Engine) -> Path:
    return Path(engine.url.database or "")


@pytest.mark.only_on("sqlite")
def test_the_log_of_a_server_that_was_killed_does_not_replace_what_comes_back(
    backup: Path, app: Flask, elsewhere: Flask, identity_file: Path, cast: Cast, tmp_path: Path
) -> None:
    before = tmp_path / "before.sqlite"
    app.extensions["database"].dispose()
    shutil.copy(_file_of(app.extensions["database"]), before)
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(before)], check=False)
    assert killed.returncode == 9
    target = _file_of(elsewhere.extensions["database"])
    log = target.with_name(target.name + "-wal")
    shutil.copy(before.with_name("before.sqlite-wal"), log)
    assert log.stat().st_size > 0

    words = ("restore", str(backup), "--identity", str(identity_file))
    refused = run(elsewhere, *words, ends=1)

    assert f"{log.name} of an earlier database" in refused
    assert "Nothing was touched" in refused
    assert not target.exists()
    log.rename(tmp_path / "moved-away")
    assert "Brought back" in run(elsewhere, *words)
    with within(Session(elsewhere.extensions["database"]), cast.practice_id) as session:
        assert session.get_one(Practice, cast.practice_id).time_zone != "Stale/Log"


@pytest.mark.parametrize("written", ["", "\n  # for nobody yet\n# age1…\n"])
def test_a_file_that_names_nobody_makes_no_backup(
    app: Flask, cast: Cast, tmp_path: Path, written: str
) -> None:
    stamp(app)
    nobody = tmp_path / "recipients.txt"
    nobody.write_text(written)
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "mendwell-2020-01-01T030000Z.age").write_text("the last that opens")

    words = ("backup", "--to", str(folder), "--recipient", str(nobody), "--keep-days", "35")
    told = run(app, *words, ends=1)

    assert "There is nobody to encrypt it to" in told
    assert [path.name for path in folder.iterdir()] == ["mendwell-2020-01-01T030000Z.age"]


@pytest.mark.parametrize("recipient", ["", "  "])
def test_a_setting_that_names_nobody_makes_no_backup(
    app: Flask, cast: Cast, tmp_path: Path, recipient: str
) -> None:
    stamp(app)
    set_to = {"MENDWELL_BACKUP_TO": str(tmp_path / "b"), "MENDWELL_BACKUP_RECIPIENT": recipient}

    told = app.test_cli_runner().invoke(args=["backup"], env=set_to)

    assert told.exit_code == 1
    assert "There is nobody to encrypt it to" in told.output
    assert not (tmp_path / "b").exists()


@pytest.mark.on_both("each works beside its own data")
def test_what_was_killed_goes_with_the_next_and_what_is_at_work_stays(
    app: Flask, backup: Path, identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    folder, data = tmp_path / "again", _data_of(app)
    killed = [
        _leave(folder / ".backup-killed"),
        _leave(folder / ".mendwell-2020-01-01T030000Z.age-0a1b2c3d"),
        _leave(data / f".restore-{tmp_path.name}"),
    ]
    at_work = [
        _leave(folder / ".mendwell-2030-01-01T030000Z.age-0a1b2c3d", at=None),
        _leave(data / f".restore-{tmp_path.name}-now", at=None),
    ]

    run(app, "backup", "--to", str(folder), "--recipient", str(identity.to_public()))

    assert [each for each in killed if each.exists()] == []
    assert all(each.exists() for each in at_work)
    shutil.rmtree(at_work[1])


@pytest.mark.on_both("each works beside its own data")
def test_what_is_at_work_stays_whatever_the_clock_of_the_program_says(
    app: Flask, backup: Path, identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    at_work = _leave(tmp_path / "again" / ".backup-now", at=None)

    with clock.at(clock.now() + timedelta(hours=40)):
        words = ("backup", "--to", str(at_work.parent), "--recipient", str(identity.to_public()))
        run(app, *words)

    assert at_work.exists()


@pytest.mark.on_both("each works beside its own data")
def test_the_next_restore_clears_one_that_was_killed(
    backup: Path, elsewhere: Flask, identity_file: Path, tmp_path: Path
) -> None:
    killed = _leave(_data_of(elsewhere) / f".restore-{tmp_path.name}")

    run(elsewhere, "restore", str(backup), "--identity", str(identity_file))

    assert not killed.exists()


def test_a_share_that_knows_no_second_name_takes_a_backup_and_overwrites_none(
    app: Flask,
    backup: Path,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    share = tmp_path / "share"

    words = ("backup", "--to", str(share), "--recipient", str(identity.to_public()))
    with clock.at(clock.now()):
        run(app, *words)
        [made] = share.iterdir()
        whole = made.read_bytes()
        told = run(app, *words, ends=1)

    assert "is there already" in told
    assert list(share.iterdir()) == [made]
    assert made.read_bytes() == whole
    assert whole.startswith(b"age-encryption.org")
