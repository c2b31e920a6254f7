"""Add time-outs, with who asked for time in them and who came back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("is_alone", sa.Boolean(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("return_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_return_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
        sa.UniqueConstraint("public_id", name="uq_pause_public_id"),
        sa.UniqueConstraint("practice_id", "token", name="uq_pause_practice_id_token"),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_pause_couple_id_couple"),
        sa.ForeignKeyConstraint(
            ["called_by_id"], ["person.id"], name="fk_pause_called_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_pause_practice_id_practice"
        ),
    )
    op.create_index("ix_pause_practice_id", "pause", ["practice_id"])
    op.create_index("ix_pause_couple_return", "pause", ["couple_id", "return_at"])
    op.create_table(
        "pause_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("pause_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pause_return"),
        sa.UniqueConstraint("public_id", name="uq_pause_return_public_id"),
        sa.UniqueConstraint("pause_id", "person_id", name="uq_pause_return_pause_id_person_id"),
        sa.ForeignKeyConstraint(["pause_id"], ["pause.id"], name="fk_pause_return_pause_id_pause"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_pause_return_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_pause_return_practice_id_practice"
        ),
    )
    op.create_index("ix_pause_return_practice_id", "pause_return", ["practice_id"])


def downgrade() -> None:
    op.drop_table("pause_return")
    op.drop_table("pause")
