"""Keys are turned in three steps; a step that was cut off goes on, and no word is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from couples import encryption, keys_rotation
from couples.caseload.models import Practice
from couples.caseload.services import found_practice
from couples.database import Base
from couples.encryption import DecryptionError, Keyring
from couples.history import services as history
from couples.history.verifying import first_break
from couples.models import Answer, Person
from couples.sealed import sealed_columns
from portal import create_app
from portal.settings import Settings
from tests.cast import Cast
from tests.databases import PRACTICE
from tests.homework import FEELINGS, give_feelings, hand_in

pytestmark = pytest.mark.on_both("each database is locked in its own way")

# What is kept as bytes and holds nothing that a key of ours opens.
PLAIN_BYTES = {"history_entry.mark", "passkey.public_key"}


@pytest.fixture
def keyset(tmp_path: Path) -> Iterator[Path]:
    """An installation with the keys of this run in a folder of its own."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret-key").write_text("only here")
    path = tmp_path / "keys" / "keyset.json"
    before = encryption.current()
    path.write_text(before.to_json())
    yield path
    encryption.use(before)


@pytest.fixture
def terminal(settings: Settings, keyset: Path) -> Iterator[Flask]:
    """The program as an operator calls it, with these keys."""
    app = create_app(replace(settings, keys=keyset.parent))
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def rotate(terminal: Flask, cast: Cast, keyset: Path) -> Callable[[], str]:
    def step() -> str:
        result = terminal.test_cli_runner().invoke(args=["keys", "rotate"])
        assert result.exit_code == 0, f"{result.output}\n{result.exc_info}"
        encryption.use(Keyring.from_json(keyset.read_text()))  # The server was restarted.
        return result.output

    return step


def joys(writing: Callable[[], Session]) -> list[str | None]:
    with writing() as session:
        answers = session.scalars(select(Answer).where(Answer.field == "joy").order_by(Answer.id))
        return [answer.words for answer in answers]


def test_three_steps_turn_the_keys_and_every_word_stays(
    rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast, keyset: Path
) -> None:
    old = Keyring.from_json(keyset.read_text())
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        hand_in(session, cast.alex, given, FEELINGS)

    assert "Step 1 of 3" in rotate()
    with writing() as session, session.begin():  # Still with the old key.
        hand_in(session, cast.sam, given, FEELINGS)
    assert "Step 2 of 3" in rotate()

    assert joys(writing) == [FEELINGS["joy"]] * 2
    assert "Step 3 of 3" in rotate()
    assert joys(writing) == [FEELINGS["joy"]] * 2
    with writing() as session:
        assert session.get_one(Person, cast.sam.id).name == "Sam"
    keysets = json.loads(keyset.read_text())["keysets"]
    assert all(each["primaryKeyId"] == each["key"][-1]["keyId"] for each in keysets.values())
    encryption.use(old)
    with pytest.raises(DecryptionError):
        joys(writing)


def test_what_a_server_seals_that_nobody_restarted_is_not_lost(
    rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast, keyset: Path
) -> None:
    old = Keyring.from_json(keyset.read_text())
    for _step in range(3):
        rotate()
    encryption.use(old)
    with writing() as session, session.begin():
        practice = session.scalars(select(Practice)).one()
        practice.name = "Harbor"

    encryption.use(Keyring.from_json(keyset.read_text()))
    with writing() as session:
        assert session.scalars(select(Practice)).one().name == "Harbor"
    assert "Step 1 of 3" in rotate()
    with writing() as session:
        assert session.scalars(select(Practice)).one().name == "Harbor"
    keysets = json.loads(keyset.read_text())["keysets"]
    assert {len(each["key"]) for name, each in keysets.items() if name != "history"} == {2}


def test_lines_of_the_history_hold_over_the_change(
    rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast
) -> None:
    for _ in range(3):
        rotate()
        with writing() as session, session.begin():
            sam = session.get_one(Person, cast.sam.id)
            history.record(session, cast.morgan.identity, "couple:see", sam)

    with writing() as session:
        assert first_break(session, session.scalars(select(Practice)).one()) is None


def test_a_step_that_was_cut_off_goes_on(
    rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast, keyset: Path
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    rotate()
    # The second step began, sealed the names of a few people anew, and the power went.
    keyset.write_text(keys_rotation.turned_to_new_keys(keyset.read_text()))
    half = Keyring.from_json(keyset.read_text())
    [name] = [each for each in sealed_columns() if each[1] is Person.name]
    with writing() as session, session.begin():
        assert keys_rotation.seal_some_anew(session, half, PRACTICE, *name, after=0)
    encryption.use(half)
    assert joys(writing) == [FEELINGS["joy"]], "Old and new are both readable meanwhile."

    assert "Step 2 of 3" in rotate()
    assert "Sealed 0 texts" in rotate()
    assert joys(writing) == [FEELINGS["joy"]]
    with writing() as session:
        assert session.get_one(Person, cast.sam.id).name == "Sam"


def test_one_row_that_somebody_moved_keeps_no_old_key_alive(
    terminal: Flask, rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    everything = terminal.test_cli_runner().invoke(args=["words", "verify"])
    assert (everything.exit_code, everything.output) == (
        0,
        "Everything that is sealed opens where it lies.\n",
    )
    with writing() as session, session.begin():
        one, other = session.scalars(select(Answer).where(Answer.field.in_(["fear", "joy"])))
        one.words_sealed, other.words_sealed = other.words_sealed, one.words_sealed
        moved = {one.public_id, other.public_id}

    assert "Step 1 of 3" in rotate()
    for step in ("Step 2 of 3", "Step 3 of 3"):
        turned = terminal.test_cli_runner().invoke(args=["keys", "rotate"])
        assert turned.exit_code == 1
        assert step in turned.output
        assert all(f"answer.words_sealed|{each}" in turned.output for each in moved)
        assert FEELINGS["joy"] not in turned.output

    found = terminal.test_cli_runner().invoke(args=["words", "verify"])
    assert found.exit_code == 1
    assert found.output.count("It does not open: answer.words_sealed|") == 2
    with writing() as session:
        assert session.get_one(Person, cast.sam.id).name == "Sam"
        assert session.scalar(select(Answer.words_sealed).where(Answer.field == "need")) is not None


@pytest.mark.only_on("sqlite")
def test_two_practices_in_one_file_name_each_place_once(
    terminal: Flask, rotate: Callable[[], str], writing: Callable[[], Session], cast: Cast
) -> None:
    with writing() as session, session.begin():
        found_practice(session, name="Lakeside", time_zone="UTC")
        alex, kim = (session.get_one(Person, each.id) for each in (cast.alex, cast.kim))
        alex.name_sealed, kim.name_sealed = kim.name_sealed, alex.name_sealed

    found = terminal.test_cli_runner().invoke(args=["words", "verify"])
    rotate()
    turned = terminal.test_cli_runner().invoke(args=["keys", "rotate"])

    for told in (found, turned):
        assert told.exit_code == 1
        assert told.output.count("person.name_sealed|") == 2
    with writing() as session:
        ring = Keyring.from_json((terminal.config["MENDWELL"].keys / "keyset.json").read_text())
        for each in session.scalars(select(Practice)):
            assert ring.is_newest(Practice.name.purpose, each.name_sealed)


def test_no_sealed_column_is_forgotten() -> None:
    known = {f"{table.__tablename__}.{words.column}" for table, words in sealed_columns()}
    bytes_ = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }

    assert bytes_ - known == PLAIN_BYTES, "Turning the keys must seal it anew, or it is plain."
