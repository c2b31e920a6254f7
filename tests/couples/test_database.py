"""Engines that keep what they acknowledged, and columns that give back what they were given."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from couples import database
from couples.appointments.models import Appointment
from couples.caseload.models import ConfidentialityPolicy, Couple, Practice
from couples.database import create_engine, for_writing, new_public_id, wal_is_safe
from couples.identity import Role
from couples.people.models import Person
from portal.urls import PublicIdConverter
from tests.cast import Cast

WRITERS = 8
EACH = 5

sqlite_only = pytest.mark.only_on("sqlite", reason="these are settings of SQLite")
postgresql_only = pytest.mark.only_on("postgresql", reason="these are settings of PostgreSQL")


def settings_of(engine: Engine) -> dict[str, object]:
    """What a connection of this engine really works with, asked of the database itself."""
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    with engine.connect() as connection:
        return {name: connection.scalar(text(f"PRAGMA {name}")) for name in names}


# SQLite's own numbers: 1 is NORMAL, 2 is FULL, 3 is EXTRA.
IN_WAL = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
WITHOUT_WAL = {**IN_WAL, "journal_mode": "delete", "synchronous": 3}


def best_for(version: tuple[int, ...]) -> dict[str, object]:
    """What we promise to work with on this version of SQLite."""
    return IN_WAL if wal_is_safe(version) else WITHOUT_WAL


@pytest.fixture
def systems_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine for which there is no wheel with a SQLite of its own."""
    monkeypatch.setattr(database, "bundled_sqlite", None)


class TestWriteAheadLog:
    @pytest.mark.parametrize(
        "version",
        ["3.7.0", "3.40.1", "3.44.5", "3.45.0", "3.49.9", "3.50.6", "3.51.0", "3.51.2"],
    )
    def test_is_not_used_on_a_version_that_can_corrupt_it(self, version: str) -> None:
        assert not wal_is_safe(tuple(map(int, version.split("."))))

    @pytest.mark.parametrize(
        "version", ["3.6.23", "3.44.6", "3.44.99", "3.50.7", "3.51.3", "3.52.0", "3.53.4", "4.0.0"]
    )
    def test_is_used_on_a_version_without_the_fault(self, version: str) -> None:
        assert wal_is_safe(tuple(map(int, version.split("."))))


@sqlite_only
class TestSqlite:
    def test_a_connection_syncs_before_it_answers_and_forgets_what_was_deleted(
        self, fresh_database: Engine
    ) -> None:
        assert settings_of(fresh_database) == best_for(database._sqlite().sqlite_version_info)

    @pytest.mark.skipif(database._sqlite() is sqlite3, reason="no wheel for this machine")
    def test_the_one_that_we_bring_along_is_safe(self) -> None:
        assert wal_is_safe(database._sqlite().sqlite_version_info)

    @pytest.mark.usefixtures("systems_sqlite")
    def test_the_systems_own_is_as_careful(self, tmp_path: Path) -> None:
        engine = create_engine(f"sqlite:///{tmp_path / 'own.sqlite'}")

        assert settings_of(engine) == best_for(sqlite3.sqlite_version_info)
        engine.dispose()

    @pytest.mark.usefixtures("systems_sqlite")
    @pytest.mark.skipif(wal_is_safe(sqlite3.sqlite_version_info), reason="the system's is fixed")
    def test_a_file_that_another_program_holds_in_wal_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "held.sqlite"
        holder = sqlite3.connect(path)
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("CREATE TABLE note (words text)")
        engine = create_engine(f"sqlite:///{path}")

        with pytest.raises(OperationalError, match="locked"):
            engine.connect()

        engine.dispose()
        holder.close()

    @pytest.mark.parametrize("bundled", [True, False], ids=["our SQLite", "the system’s"])
    def test_what_was_deleted_is_gone_from_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, bundled: bool
    ) -> None:
        if not bundled:
            monkeypatch.setattr(database, "bundled_sqlite", None)
        path = tmp_path / "forgetful.sqlite"
        engine = create_engine(f"sqlite:///{path}")
        with for_writing(engine).begin() as connection:
            connection.execute(text("CREATE TABLE note (words text)"))
            connection.execute(text("INSERT INTO note VALUES (:w)"), {"w": "lantern" * 200})
        with for_writing(engine).begin() as connection:
            connection.execute(text("DELETE FROM note"))
        engine.dispose()

        assert b"lantern" not in path.read_bytes()


@postgresql_only
class TestPostgresql:
    def test_a_commit_waits_for_the_log(self, fresh_database: Engine) -> None:
        with fresh_database.connect() as connection:
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"

    def test_a_connection_that_died_is_replaced(self, fresh_database: Engine) -> None:
        with fresh_database.connect() as connection:
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
        other = create_engine(fresh_database.url.render_as_string(hide_password=False))
        with other.connect() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        other.dispose()

        with fresh_database.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1


class TestWriting:
    @pytest.fixture
    def counter(self, empty_database_url: str) -> Iterator[Engine]:
        engine = create_engine(empty_database_url)
        with for_writing(engine).begin() as connection:
            connection.execute(text("CREATE TABLE counter (number integer)"))
            connection.execute(text("INSERT INTO counter VALUES (0)"))
        yield for_writing(engine)
        engine.dispose()

    def test_writers_wait_for_each_other_and_none_fails(self, counter: Engine) -> None:
        # Reading first and then writing is what SQLite refuses to a deferred transaction.
        read = {
            "sqlite": text("SELECT number FROM counter"),
            "postgresql": text("SELECT number FROM counter FOR UPDATE"),
        }[counter.dialect.name]

        def count(_: int) -> None:
            for _ in range(EACH):
                with counter.begin() as connection:
                    number = connection.execute(read).scalar_one()
                    connection.execute(text("UPDATE counter SET number = :n"), {"n": number + 1})

        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(count, range(WRITERS)))

        with counter.connect() as connection:
            assert connection.scalar(text("SELECT number FROM counter")) == WRITERS * EACH

    @sqlite_only
    def test_a_writer_holds_the_lock_from_its_first_moment(self, counter: Engine) -> None:
        impatient = database._sqlite().connect(counter.url.database, timeout=0)
        with counter.connect() as connection, connection.begin():
            with pytest.raises(database._sqlite().OperationalError, match="locked"):
                impatient.execute("UPDATE counter SET number = 1")

            impatient.rollback()
        impatient.execute("UPDATE counter SET number = 1")
        impatient.close()

    @sqlite_only
    def test_readers_read_while_somebody_writes(self, counter: Engine) -> None:
        only_reading = counter.execution_options(writes=False)
        with counter.begin() as writing, only_reading.connect() as reading:
            writing.execute(text("UPDATE counter SET number = 7"))

            assert reading.scalar(text("SELECT number FROM counter")) == 0

    def test_nothing_of_a_failed_transaction_stays(self, counter: Engine) -> None:
        def fail() -> None:
            with counter.begin() as connection:
                connection.execute(text("UPDATE counter SET number = 7"))
                raise LookupError

        with pytest.raises(LookupError):
            fail()

        with counter.connect() as connection:
            assert connection.scalar(text("SELECT number FROM counter")) == 0


class TestRows:
    def test_a_row_that_points_nowhere_is_refused(self, session: Session, cast: Cast) -> None:
        here = cast.practice_id
        session.add(Appointment(practice_id=here, couple_id=404, starts_at=datetime.now(UTC)))

        with pytest.raises(IntegrityError):
            session.flush()

    def test_an_unknown_column_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(TypeError, match="no column 'nickname'"):
            Practice(nickname="Riverside")

    def test_a_row_has_its_public_id_before_it_is_kept(self) -> None:
        assert Practice(name="Riverside", time_zone="UTC").public_id

    def test_an_enum_is_kept_by_its_value(self, session: Session, cast: Cast) -> None:
        kept = session.execute(
            text("SELECT role, policy FROM person, couple WHERE person.id = :p AND couple.id = :c"),
            {"p": cast.alex.id, "c": cast.alex_and_sam.id},
        ).one()

        assert tuple(kept) == (Role.PARTNER.value, ConfidentialityPolicy.NO_SECRETS.value)
        assert session.get_one(Person, cast.alex.id).role is Role.PARTNER


class TestMoments:
    def test_a_moment_comes_back_in_utc_whatever_its_zone(
        self, session: Session, cast: Cast
    ) -> None:
        there = datetime(2026, 11, 24, 9, 30, 15, 123456, timezone(timedelta(hours=-5)))
        session.add(
            Appointment(
                practice_id=cast.practice_id, couple_id=cast.alex_and_sam.id, starts_at=there
            )
        )
        session.flush()
        session.expire_all()

        found = session.query(Appointment).one()

        assert found.starts_at == there
        assert found.starts_at.utcoffset() == timedelta(0)

    def test_a_moment_without_a_zone_is_refused(self, session: Session, cast: Cast) -> None:
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        couple.created_at = datetime(2026, 11, 24, 9, 30)  # noqa: DTZ001 - the mistake itself

        with pytest.raises(Exception, match="needs its time zone"):
            session.flush()


class TestPublicIds:
    def test_they_fit_into_an_address(self) -> None:
        pattern = re.compile(PublicIdConverter.regex)

        assert all(pattern.fullmatch(new_public_id()) for _ in range(200))

    def test_they_never_come_twice(self) -> None:
        assert len({new_public_id() for _ in range(2000)}) == 2000

    def test_no_letter_is_rare(self) -> None:
        letters = "".join(new_public_id() for _ in range(2000))
        usual = len(letters) / 32

        # Thirty-two equal letters: a drift this large would not come up in a lifetime of runs.
        assert all(0.75 < letters.count(letter) / usual < 1.25 for letter in set(letters))
        assert len(set(letters)) == 32
