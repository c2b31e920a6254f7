"""Let a counselor write programmes: what they have typed and not published, sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("open_key", sa.String(120), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme_draft"),
        sa.UniqueConstraint("public_id", name="uq_programme_draft_public_id"),
        sa.UniqueConstraint(
            "practice_id", "open_key", name="uq_programme_draft_practice_id_open_key"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_programme_draft_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name="fk_programme_draft_author_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_programme_draft_programme_id_programme"
        ),
    )
    op.create_index("ix_programme_draft_practice_id", "programme_draft", ["practice_id"])
    op.create_index("ix_programme_draft_author_id", "programme_draft", ["author_id"])


def downgrade() -> None:
    op.drop_table("programme_draft")
