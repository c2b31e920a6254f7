"""
Let partners choose to be reminded, and keep what was sent.

Nobody is reminded who has not asked for it. What was sent is no more than a day, and goes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _columns(table: str) -> tuple[sa.Column[int] | sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("public_id", name=f"uq_{table}_public_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=f"fk_{table}_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id_person"),
    )


def upgrade() -> None:
    op.create_table(
        "notice_choice",
        *_columns("notice_choice"),
        sa.Column("often", sa.String(20), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.UniqueConstraint("person_id", name="uq_notice_choice_person_id"),
    )
    op.create_table(
        "notice",
        *_columns("notice"),
        sa.Column("thing", sa.String(20), nullable=False),
        sa.Column("occasion", sa.String(10), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint(
            "person_id", "thing", "occasion", name="uq_notice_person_id_thing_occasion"
        ),
    )
    for table in ("notice_choice", "notice"):
        op.create_index(f"ix_{table}_practice_id", table, ["practice_id"])


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("notice_choice")
