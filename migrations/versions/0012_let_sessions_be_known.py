"""
Let it be known what was agreed in session, and who lets the shared days out as a file.

Nothing that was given before is known to have been agreed in session, and nobody has said
yes to the file.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ADDED = (("assignment", "given_in_session"), ("couple_partner", "lets_calendar_out"))


def upgrade() -> None:
    for table, column in ADDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} BOOLEAN DEFAULT false NOT NULL")


def downgrade() -> None:
    for table, column in ADDED:
        op.drop_column(table, column)
