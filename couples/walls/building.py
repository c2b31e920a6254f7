"""
Building the walls in PostgreSQL, around every table that says whose practice its rows are of.

They follow the catalogue of the database and no list: whoever migrates builds them around
what is new, in the same transaction, so that no table is ever there without. Taken down,
they let the owner see all rows, for the length of one transaction in which nobody else can
come in: a migration changes rows of every practice.
"""

from __future__ import annotations

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


def build(connection: Connection) -> None:
    """Build what is missing of the walls and their doors; what stands is left as it is."""
    if connection.dialect.name != "postgresql":
        return
    policies = list_policies(connection)
    for table, is_enabled, is_forced in list_tables(connection):
        for does, is_done in (("ENABLE", is_enabled), ("FORCE", is_forced)):
            if not is_done:
                _execute(connection, f'ALTER TABLE "{table}" {does} ROW LEVEL SECURITY')
        for policy, words in _policies_for(table).items():
            if (table, policy) not in policies:
                _execute(connection, f'CREATE POLICY "{policy}" ON "{table}" {words}')
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
    if backup is not None:
        for what in ("TABLES", "SEQUENCES"):
            _execute(connection, f"GRANT SELECT ON ALL {what} IN SCHEMA public TO {quote(backup)}")


def _policies_for(table: str) -> dict[str, str]:
    """The policies of a table by their names: its wall, and its keyhole where it is a door."""
    column = "id" if table == "practice" else "practice_id"
    found = {"wall": f"USING ({column} = {_HERE}) WITH CHECK ({column} = {_HERE})"}
    if table == "practice":
        found["door"] = f"FOR SELECT USING ({_SHOWN} = '{_ALL}')"
    if table in set(Door):
        found["door"] = f"FOR SELECT USING ({FINGERPRINTS[Door(table)]} = {_SHOWN})"
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


def list_policies(connection: Connection) -> set[tuple[str, str]]:
    """The names of all policies, each with its table."""
    found = connection.execute(
        text("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    )
    return {(row[0], row[1]) for row in found}


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
