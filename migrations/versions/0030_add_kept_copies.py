"""
Keep copies of reports: what each was made from, its pages, and if it is handed out.

What was printed before was kept nowhere, so there is nothing to carry over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("reader", sa.String(20), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("edition", sa.String(64)),
        sa.Column("pages_digest", sa.String(64)),
        sa.Column("handed_out_at", sa.DateTime(timezone=True)),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
        sa.Column("rests_on_sealed", sa.LargeBinary()),
        sa.Column("made_from_sealed", sa.LargeBinary()),
        sa.Column("printed_sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_kept_copy"),
        sa.UniqueConstraint("public_id", name="uq_kept_copy_public_id"),
        sa.UniqueConstraint("token", "person_id", name="uq_kept_copy_token_person_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_kept_copy_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_kept_copy_couple_id_couple"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_kept_copy_person_id_person"),
    )
    for column in ("practice_id", "couple_id", "person_id"):
        op.create_index(f"ix_kept_copy_{column}", "kept_copy", [column])


def downgrade() -> None:
    op.drop_table("kept_copy")
