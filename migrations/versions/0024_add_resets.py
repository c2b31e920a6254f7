"""
Add links for forgotten passwords, and let a person refuse them and go by a plain name.

Nobody has said anything of either; everybody's pages go on by their names.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ADDED = (("resets_by_mail", ""), ("is_discreet", "DEFAULT false NOT NULL"))


def upgrade() -> None:
    for column, rest in ADDED:
        op.execute(f"ALTER TABLE person ADD COLUMN {column} BOOLEAN {rest}")
    op.create_table(
        "password_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_password_reset"),
        sa.UniqueConstraint("public_id", name="uq_password_reset_public_id"),
        sa.UniqueConstraint("token_hash", name="uq_password_reset_token_hash"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_password_reset_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_password_reset_person_id_person"
        ),
    )
    for name in ("practice_id", "person_id"):
        op.create_index(f"ix_password_reset_{name}", "password_reset", [name])


def downgrade() -> None:
    """Go back; links that are under way open nothing then."""
    op.drop_table("password_reset")
    for column, _rest in ADDED:
        op.drop_column("person", column)
