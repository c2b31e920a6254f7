"""Let a colleague read a couple for a time. Nobody is let in so far."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("counselor_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by_id", sa.Integer()),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_admission"),
        sa.UniqueConstraint("public_id", name="uq_admission_public_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_admission_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_admission_couple_id_couple"),
        *(
            sa.ForeignKeyConstraint(
                [f"{who}_id"], ["person.id"], name=f"fk_admission_{who}_id_person"
            )
            for who in ("counselor", "reader", "ended_by")
        ),
    )
    for column in ("practice_id", "couple_id", "reader_id"):
        op.create_index(f"ix_admission_{column}", "admission", [column])


def downgrade() -> None:
    """Whoever reads along ceases to. That somebody stood in is what a counselor has to know."""
    count = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM safety_flag WHERE kind = 'stood-in'")
    )
    if count:
        raise RuntimeError(f"In {count} emergencies a colleague stood in, which would be lost.")
    op.drop_table("admission")
