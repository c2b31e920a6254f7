"""A backup counts when it opens, when it reads to its end, and when the keys here fit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pyrage
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import encryption
from couples.encryption import Keyring, Purpose
from couples.models import Answer, Person
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.portal.backups.running import run, stamp

HALF = """#!/bin/sh
# A disk that was full when half was written, and a program that did not notice.
{pg_dump} "$@"
for word; do case "$word" in --file=*) written="${{word#--file=}}" ;; esac; done
truncate --size=$(($(stat --format=%s "$written") / 2)) "$written"
"""


@pytest.fixture
def other_keys() -> Iterator[Callable[[Purpose], None]]:
    """Let one keyset be another than it was, as somebody who mixed two key files has it."""
    before = encryption.current()

    def change(purpose: Purpose) -> None:
        mixed = json.loads(before.to_json())
        other = json.loads(Keyring.generate().to_json())
        mixed["keysets"][purpose] = other["keysets"][purpose]
        encryption.use(Keyring.from_json(json.dumps(mixed)))

    yield change
    encryption.use(before)


@pytest.mark.on_both("what a role may read is different on each")
@pytest.mark.parametrize("purpose", Purpose)
def test_keys_that_do_not_fit_bring_nothing_back_and_make_no_backup(
    app: Flask,
    backup: Path,
    elsewhere: Flask,
    identity: pyrage.x25519.Identity,
    identity_file: Path,
    writing: Callable[[], Session],
    cast: Cast,
    tmp_path: Path,
    purpose: Purpose,
    other_keys: Callable[[Purpose], None],
) -> None:
    words = ("backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))
    with writing() as session, session.begin():
        for each in (cast.morgan, cast.lee):
            session.get_one(Person, each.id).totp_secret = "a secret of a phone"
    run(app, *words)
    [whole] = (tmp_path / "b").iterdir()

    other_keys(purpose)

    said = f"sealed for: {purpose}."
    told = run(elsewhere, "restore", str(whole), "--identity", str(identity_file), ends=1)
    assert "These are not the keys" in told
    assert said in told
    told = run(app, *words, ends=1)
    assert said in told
    assert list((tmp_path / "b").iterdir()) == [whole]


@pytest.mark.on_both("what a role may read is different on each")
def test_one_row_that_somebody_moved_does_not_keep_everybody_from_a_backup(
    app: Flask,
    writing: Callable[[], Session],
    cast: Cast,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
) -> None:
    stamp(app)
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        first, second, *_more = session.scalars(
            select(Answer).where(Answer.words_sealed.is_not(None)).order_by(Answer.id)
        )
        first.words_sealed = second.words_sealed

    run(app, "backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))

    assert len(list((tmp_path / "b").iterdir())) == 1


@pytest.mark.only_on("postgresql")
def test_half_a_dump_is_no_backup(
    app: Flask,
    cast: Cast,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stamp(app)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_dump").write_text(HALF.format(pg_dump=which("pg_dump")))
    (programs / "pg_dump").chmod(0o700)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    words = ("backup", "--to", str(tmp_path / "b"), "--recipient", str(identity.to_public()))

    told = run(app, *words, ends=1)

    assert "“pg_restore” did not finish" in told
    assert list((tmp_path / "b").iterdir()) == []
