"""
Add who has the first of two variants, and how far up a ladder an assignment may go.

The column is written out in SQL that both databases read alike: SQLite takes a
reference to another table only with the column itself.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE assignment ADD COLUMN first_person_id INTEGER "
        "CONSTRAINT fk_assignment_first_person_id_person REFERENCES person (id)"
    )
    op.execute("ALTER TABLE assignment ADD COLUMN level INTEGER DEFAULT 0 NOT NULL")


def downgrade() -> None:
    op.drop_column("assignment", "level")
    op.drop_column("assignment", "first_person_id")
