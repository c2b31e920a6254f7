"""
Add what both partners let leave together: each one's yes, and the record that was made.

Only one yes of each may be open, which an index over the open ones sees to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("taken_back_at IS NULL AND used_for_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "shared_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_shared_record"),
        sa.UniqueConstraint("public_id", name="uq_shared_record_public_id"),
        _reference("shared_record", "practice_id", "practice"),
        _reference("shared_record", "couple_id", "couple"),
    )
    op.create_table(
        "record_yes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
        sa.Column("used_for_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_record_yes"),
        sa.UniqueConstraint("public_id", name="uq_record_yes_public_id"),
        _reference("record_yes", "practice_id", "practice"),
        _reference("record_yes", "couple_id", "couple"),
        _reference("record_yes", "person_id", "person"),
        _reference("record_yes", "used_for_id", "shared_record"),
    )
    for table in ("shared_record", "record_yes"):
        for name in ("practice_id", "couple_id"):
            op.create_index(f"ix_{table}_{name}", table, [name])
    op.create_index(
        "uq_record_yes_open",
        "record_yes",
        ["couple_id", "person_id"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def downgrade() -> None:
    """Go back; the yeses and the records are gone, and what was in them is where it was."""
    op.drop_table("record_yes")
    op.drop_table("shared_record")
