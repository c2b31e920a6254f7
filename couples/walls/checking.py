"""Whether whoever connects is kept out by the walls, and whether they stand everywhere."""

from __future__ import annotations

from sqlalchemy import Connection, text

from couples.walls.building import list_policies, list_tables, policies_for


def what_is_wrong(connection: Connection) -> str | None:
    """One sentence about a role that the walls do not hold, or about a gap; None: all is well."""
    if connection.dialect.name != "postgresql":
        return None
    role, is_superuser, bypasses, owns = connection.execute(
        text(
            "SELECT current_user, rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND pg_has_role(current_user, relowner, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
    ).one()
    for is_so, what in (
        (is_superuser, "is a superuser"),
        (bypasses, "may bypass row-level security"),
        (owns, "owns its tables"),
    ):
        if is_so:
            return f"The role “{role}” {what}, so that nothing keeps practices apart"
    return _gap_in(connection)


def _gap_in(connection: Connection) -> str | None:
    standing = list_policies(connection)
    without: list[str] = []
    ours: set[tuple[str, str]] = set()
    for table, is_enabled, is_forced in list_tables(connection):
        should = policies_for(table)
        ours.update((table, name) for name in should)
        is_whole = all(each.is_like(standing.get((table, name))) for name, each in should.items())
        if not (is_enabled and is_forced and is_whole):
            without.append(table)
    if without:
        return f"Nothing keeps practices apart in {', '.join(without)}"
    # What one policy lets through, no other holds back.
    if strange := sorted({table for table, name in standing if (table, name) not in ours}):
        return f"A policy that is none of ours stands in {', '.join(strange)}: take it away"
    return None
