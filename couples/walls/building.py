"""
Building the walls in PostgreSQL, around every table that says whose practice its rows are of.

They follow the catalogue of the database and no list: whoever migrates builds them around
what is new, in the same transaction, so that no table is ever there without. Taken down,
they let the owner see all rows, for the length of one transaction in which nobody else can
come in: a migration changes rows of every practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from couples.walls.entering import Door

WITHOUT = {
    "alembic_version": "the form of the tables",
    "sign_in_attempt": "fingerprints of tries to sign in, before anybody's practice is known",
}
"""Tables without a practice and so without a wall, for the reason given."""

FINGERPRINTS = {
    Door.DEVICE: "token_hash",
    Door.INVITATION: "token_hash",
    Door.RESET: "token_hash",
    Door.PASSKEY: "credential_id",
    Door.ACCOUNT: "email_index",
}
"""By which column somebody is found at each door."""

_HERE = "nullif(current_setting('app.practice_id', true), '')::integer"
_SHOWN = "nullif(current_setting('app.shown', true), '')"
_ALL = "every practice"
_SPELLING = re.compile(r"::(?:text|character varying)\b|[\s()]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """For which statements it is, which rows it shows, which may be written, and for whom."""

    does: str
    shows: str
    takes: str = ""
    holds: str = "PERMISSIVE to public"

    def is_like(self, other: Policy | None) -> bool:
        """Whether another says the same, which PostgreSQL spells with more marks and types."""
        return other is not None and self.plain == other.plain

    @property
    def plain(self) -> str:
        """All of it, in a spelling that knows no brackets, gaps and types of text."""
        words = f"{self.does} | {self.shows} | {self.takes} | {self.holds}"
        return _SPELLING.sub("", words).lower()

    def __str__(self) -> str:
        """The words that make it."""
        takes = f" WITH CHECK ({self.takes})" if self.takes else ""
        return f"FOR {self.does} USING ({self.shows}){takes}"


def build(connection: Connection) -> None:
    """Build what is missing of the walls and their doors, and anew what says something else."""
    if connection.dialect.name != "postgresql":
        return
    standing = list_policies(connection)
    for table, is_enabled, is_forced in list_tables(connection):
        for does, is_done in (("ENABLE", is_enabled), ("FORCE", is_forced)):
            if not is_done:
                _execute(connection, f'ALTER TABLE "{table}" {does} ROW LEVEL SECURITY')
        for name, policy in policies_for(table).items():
            if not policy.is_like(standing.get((table, name))):
                _execute(connection, f'DROP POLICY IF EXISTS "{name}" ON "{table}"')
                _execute(connection, f'CREATE POLICY "{name}" ON "{table}" {policy}')
    if any(table == "practice" for table, *_ in list_tables(connection)):
        _execute(connection, _ENTER_BY)
        _execute(connection, _EVERY_PRACTICE)
    else:
        for name in _FUNCTIONS:
            _execute(connection, f"DROP FUNCTION IF EXISTS {name}")


def take_down(connection: Connection) -> None:
    """Let the owner see every row until `build` is called, in this transaction."""
    if connection.dialect.name != "postgresql":
        return
    for table, _is_enabled, is_forced in list_tables(connection):
        if is_forced:
            _execute(connection, f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')


def open_to(connection: Connection, *, app: str, backup: str | None = None) -> None:
    """Let the role of the app use every table, and that of the backup read them."""
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote_identifier
    everything = {
        "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES": app,
        "USAGE, SELECT ON ALL SEQUENCES": app,
    }
    for what, role in everything.items():
        _execute(connection, f"GRANT {what} IN SCHEMA public TO {quote(role)}")
    if connection.scalar(text("SELECT to_regclass('public.alembic_version')")) is not None:
        # Whoever serves looks there which form the tables have, and changes neither.
        what = "INSERT, UPDATE, DELETE ON alembic_version"
        _execute(connection, f"REVOKE {what} FROM {quote(app)}")
    if backup is not None:
        for what in ("TABLES", "SEQUENCES"):
            _execute(connection, f"GRANT SELECT ON ALL {what} IN SCHEMA public TO {quote(backup)}")


def policies_for(table: str) -> dict[str, Policy]:
    """The policies of a table by their names: its wall, and its keyhole where it is a door."""
    column = "id" if table == "practice" else "practice_id"
    here = f"{column} = {_HERE}"
    found = {"wall": Policy("ALL", here, here)}
    if table == "practice":
        found["door"] = Policy("SELECT", f"{_SHOWN} = '{_ALL}'")
    if table in set(Door):
        found["door"] = Policy("SELECT", f"{FINGERPRINTS[Door(table)]} = {_SHOWN}")
    return found


def list_tables(connection: Connection) -> list[tuple[str, bool, bool]]:
    """Every table of a practice, and whether its wall is there, for the owner too."""
    found = connection.execute(
        text(
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND (relname = 'practice' OR EXISTS (SELECT FROM pg_attribute"
            " WHERE attrelid = pg_class.oid AND attname = 'practice_id' AND NOT attisdropped))"
            " ORDER BY relname"
        )
    )
    return [(row[0], row[1], row[2]) for row in found]


def list_policies(connection: Connection) -> dict[tuple[str, str], Policy]:
    """Every policy that stands, by its table and its name, whoever made it."""
    found = connection.execute(
        text(
            "SELECT tablename, policyname, cmd, qual, with_check,"
            " permissive || ' to ' || array_to_string(roles, ',')"
            " FROM pg_policies WHERE schemaname = 'public'"
        )
    )
    return {(row[0], row[1]): Policy(row[2], row[3] or "", row[4] or "", row[5]) for row in found}


def _execute(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _found_by(door: Door) -> str:
    """How a door finds the practice of whoever shows their fingerprint."""
    found = f"SELECT practice_id INTO entered FROM {door} WHERE {FINGERPRINTS[door]} = fingerprint"  # noqa: S608 - names of our own
    if door is Door.ACCOUNT:
        found += " AND password_hash IS NOT NULL AND deactivated_at IS NULL"
    return f"WHEN '{door}' THEN {found} ORDER BY id LIMIT 1;"


_ENTER_BY = """
CREATE OR REPLACE FUNCTION enter_by(door text, fingerprint text) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE entered integer;
BEGIN
    PERFORM set_config('app.shown', fingerprint, true);
    CASE door :doors END CASE;
    PERFORM set_config('app.shown', '', true);
    IF entered IS NOT NULL THEN
        PERFORM set_config('app.practice_id', entered::text, true);
    END IF;
    RETURN entered;
END $$
""".replace(":doors", " ".join(_found_by(door) for door in Door))

_EVERY_PRACTICE = """
CREATE OR REPLACE FUNCTION every_practice() RETURNS SETOF integer LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.shown', ':all', true);
    RETURN QUERY SELECT id FROM practice ORDER BY id;
    PERFORM set_config('app.shown', '', true);
END $$
""".replace(":all", _ALL)

_FUNCTIONS = ("enter_by(text, text)", "every_practice()")
