"""
Add which of two variants follows the other, and what each answers before something begins.

What runs already has no variants, so nobody follows in it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

POINTS_TO = {
    "practice_id": "practice",
    "couple_id": "couple",
    "assignment_id": "assignment",
    "author_id": "person",
}


def upgrade() -> None:
    op.add_column("assignment", sa.Column("follows", sa.String(20), nullable=True))
    op.create_table(
        "ready_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ready_answer"),
        sa.UniqueConstraint("public_id", name="uq_ready_answer_public_id"),
        sa.UniqueConstraint(
            "assignment_id",
            "author_id",
            "field",
            name="uq_ready_answer_assignment_id_author_id_field",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=f"fk_ready_answer_{column}_{table}"
            )
            for column, table in POINTS_TO.items()
        ),
    )
    for column in ("practice_id", "couple_id", "author_id"):
        op.create_index(f"ix_ready_answer_{column}", "ready_answer", [column])


def downgrade() -> None:
    op.drop_table("ready_answer")
    op.drop_column("assignment", "follows")
