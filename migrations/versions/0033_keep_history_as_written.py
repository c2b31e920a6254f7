"""Let the database itself keep the history as it was written."""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """
    CREATE TRIGGER history_stays BEFORE DELETE ON history_entry
        WHEN (SELECT is_demo FROM practice WHERE id = OLD.practice_id) IS NOT 1
        BEGIN SELECT RAISE(ABORT, 'The history is only added to.'); END
    """,
    """
    CREATE TRIGGER history_is_as_written BEFORE UPDATE ON history_entry
        WHEN OLD.position IS NOT NULL
            OR NEW.id IS NOT OLD.id
            OR NEW.public_id IS NOT OLD.public_id
            OR NEW.created_at IS NOT OLD.created_at
            OR NEW.practice_id IS NOT OLD.practice_id
            OR NEW.actor_id IS NOT OLD.actor_id
            OR NEW.event IS NOT OLD.event
            OR NEW.subject_id IS NOT OLD.subject_id
            OR NEW.couple_id IS NOT OLD.couple_id
            OR NEW.about_id IS NOT OLD.about_id
            OR NEW.place IS NOT OLD.place
        BEGIN SELECT RAISE(ABORT, 'The history is only added to.'); END
    """,
    """
    CREATE TRIGGER history_is_of_no_demo BEFORE UPDATE OF is_demo ON practice
        WHEN NEW.is_demo AND NOT OLD.is_demo
            AND EXISTS (SELECT 1 FROM history_entry WHERE practice_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'The history is only added to.'); END
    """,
)

ON_POSTGRESQL = (
    """
    CREATE FUNCTION history_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The history is only added to.' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION history_is_of_a_demo() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT is_demo FROM practice WHERE id = OLD.practice_id) IS TRUE THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The history is only added to.' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION history_is_not_begun() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM history_entry WHERE practice_id = OLD.id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The history is only added to.' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER history_stays BEFORE DELETE ON history_entry
        FOR EACH ROW EXECUTE FUNCTION history_is_of_a_demo()
    """,
    """
    CREATE TRIGGER history_is_as_written BEFORE UPDATE ON history_entry FOR EACH ROW
        WHEN (OLD.position IS NOT NULL
            OR NEW.id IS DISTINCT FROM OLD.id
            OR NEW.public_id IS DISTINCT FROM OLD.public_id
            OR NEW.created_at IS DISTINCT FROM OLD.created_at
            OR NEW.practice_id IS DISTINCT FROM OLD.practice_id
            OR NEW.actor_id IS DISTINCT FROM OLD.actor_id
            OR NEW.event IS DISTINCT FROM OLD.event
            OR NEW.subject_id IS DISTINCT FROM OLD.subject_id
            OR NEW.couple_id IS DISTINCT FROM OLD.couple_id
            OR NEW.about_id IS DISTINCT FROM OLD.about_id
            OR NEW.place IS DISTINCT FROM OLD.place)
        EXECUTE FUNCTION history_is_only_added_to()
    """,
    """
    CREATE TRIGGER history_is_not_emptied BEFORE TRUNCATE ON history_entry
        FOR EACH STATEMENT EXECUTE FUNCTION history_is_only_added_to()
    """,
    """
    CREATE TRIGGER history_is_of_no_demo BEFORE UPDATE OF is_demo ON practice FOR EACH ROW
        WHEN (NEW.is_demo AND NOT OLD.is_demo)
        EXECUTE FUNCTION history_is_not_begun()
    """,
)

ON_HISTORY = ("history_stays", "history_is_as_written")
FUNCTIONS = ("history_is_only_added_to", "history_is_of_a_demo", "history_is_not_begun")


def upgrade() -> None:
    for statement in ON_SQLITE if _is_sqlite() else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if _is_sqlite():
        for name in (*ON_HISTORY, "history_is_of_no_demo"):
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in (*ON_HISTORY, "history_is_not_emptied"):
        op.execute(f"DROP TRIGGER {name} ON history_entry")
    op.execute("DROP TRIGGER history_is_of_no_demo ON practice")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
