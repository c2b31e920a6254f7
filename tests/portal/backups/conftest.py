"""A practice with a backup of it, whoever can open that, and another machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from couples.copies.models import Reader
from couples.models import (
    Person,
    RecordYes,
    RecoveryCode,
)
from couples.people import invitations
from portal import create_app
from tests.cast import Cast
from tests.couples.copies.scene import hand_out, keep
from tests.databases import Databases
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor
from tests.portal.backups.running import run, stamp

WORDS = "canary of the backup"


@pytest.fixture(autouse=True)
def _data_of_its_own(app: Flask, tmp_path: Path) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], data=tmp_path / "data")


@pytest.fixture
def identity(tmp_path: Path) -> pyrage.x25519.Identity:
    """What somebody keeps away from the server."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def identity_file(identity: pyrage.x25519.Identity, tmp_path: Path) -> Path:
    path = tmp_path / "identity.txt"
    path.write_text(f"# created: today\n{identity}\n")
    return path


@pytest.fixture
def backup(
    app: Flask,
    cast: Cast,
    writing: Callable[[], Session],
    alex: Visitor,
    identity: pyrage.x25519.Identity,
    tmp_path: Path,
) -> Path:
    """Alex handed something in and is signed in, Sam has an open invitation; then a backup."""
    stamp(app)
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        hand_in(session, cast.alex, given, {**FEELINGS, "joy": WORDS})
        invitations.invite(session, cast.morgan.identity, session.get_one(Person, cast.sam.id))
        alex_of = {"practice_id": given.practice_id, "person_id": cast.alex.id}
        session.add(RecoveryCode(**alex_of, code_hash="a" * 64))
        session.add(RecordYes(**alex_of, couple_id=given.couple_id, text="What both may read"))
        hand_out(session, cast, Reader.PARTNER, cast.alex)
        keep(session, cast, Reader.COUNSELOR)
    cut_off = tmp_path / "out" / ".backup-cut-off"
    cut_off.mkdir(parents=True)
    (cut_off / "copy").write_text("Not encrypted yet")
    os.utime(cut_off, (0, 0))
    run(app, "backup", "--to", str(tmp_path / "out"), "--recipient", str(identity.to_public()))
    [path] = (tmp_path / "out").iterdir()
    return path


@pytest.fixture
def elsewhere(
    dialect: str, all_databases: Callable[[str], Databases], keys_folder: Path, app: Flask
) -> Iterator[Flask]:
    """Another machine: the keys were brought there, and there is no database."""
    databases = all_databases(dialect)
    url = databases.new_without_tables()
    other = create_app(databases.addresses(url).settings(keys_folder))
    other.testing = True
    yield other
    other.extensions["database"].dispose()
    databases.drop(url)
