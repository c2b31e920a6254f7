"""Add passkeys: the public halves of keys that people's devices hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(1364), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("public_id", name="uq_passkey_public_id"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_passkey_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_passkey_person_id_person"),
    )
    for name in ("practice_id", "person_id"):
        op.create_index(f"ix_passkey_{name}", "passkey", [name])


def downgrade() -> None:
    """Go back, unless somebody would be let in by less than they chose."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM passkey"))
    if kept:
        raise RuntimeError(f"{kept} passkeys would be lost, and with them a second factor.")
    op.drop_table("passkey")
