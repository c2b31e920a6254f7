"""
Add codes for a lost phone, and let a device know when its person last showed who they are.

Whoever has shown nothing since they signed in showed it then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("public_id", name="uq_recovery_code_public_id"),
        sa.UniqueConstraint("person_id", "code_hash", name="uq_recovery_code_person_id_code_hash"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_recovery_code_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_recovery_code_person_id_person"
        ),
    )
    for name in ("practice_id", "person_id"):
        op.create_index(f"ix_recovery_code_{name}", "recovery_code", [name])
    op.add_column("user_session", sa.Column("proven_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Go back; the codes on paper open nothing then, and the app's still do."""
    op.drop_column("user_session", "proven_at")
    op.drop_table("recovery_code")
