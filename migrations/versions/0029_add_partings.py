"""Let a partner leave what the two do here together. Nobody has left so far."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("left_by_id", sa.Integer(), nullable=False),
        sa.Column("frozen_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True)),
        sa.Column("open_key", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name="pk_parting"),
        sa.UniqueConstraint("public_id", name="uq_parting_public_id"),
        sa.UniqueConstraint("practice_id", "open_key", name="uq_parting_practice_id_open_key"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_parting_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_parting_couple_id_couple"),
        sa.ForeignKeyConstraint(["left_by_id"], ["person.id"], name="fk_parting_left_by_id_person"),
    )
    for column in ("practice_id", "couple_id"):
        op.create_index(f"ix_parting_{column}", "parting", [column])


def downgrade() -> None:
    """Where somebody has left, the way back would open what was to stay closed."""
    count = op.get_bind().scalar(sa.text("SELECT count(*) FROM parting WHERE over_at IS NULL"))
    if count:
        raise RuntimeError(f"{count} couples have parted, and would be together again.")
    op.drop_table("parting")
