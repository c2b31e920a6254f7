"""
Add the briefs that are prepared, and how long before a session they are.

A practice that is there already has them twelve hours before, as a new one does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REFERENCES = {"practice_id": "practice", "couple_id": "couple", "appointment_id": "appointment"}


def upgrade() -> None:
    op.execute("ALTER TABLE practice ADD COLUMN brief_hours INTEGER DEFAULT 12 NOT NULL")
    op.create_table(
        "preparation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("claim", sa.String(26)),
        sa.Column("leased_until", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(20)),
        sa.Column("digest", sa.String(64)),
        sa.Column("edition", sa.String(64)),
        sa.Column("pages_digest", sa.String(64)),
        sa.Column("ready_at", MOMENT),
        sa.Column("made_from_sealed", sa.LargeBinary()),
        sa.Column("printed_sealed", sa.LargeBinary()),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=f"fk_preparation_{name}_{target}"
            )
            for name, target in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_preparation"),
        sa.UniqueConstraint("public_id", name="uq_preparation_public_id"),
        sa.UniqueConstraint(
            "appointment_id", "reader", name="uq_preparation_appointment_id_reader"
        ),
    )
    for column in ("practice_id", "couple_id"):
        op.create_index(f"ix_preparation_{column}", "preparation", [column])


def downgrade() -> None:
    """Go back; what was prepared can be made again from what it was made from."""
    op.drop_table("preparation")
    op.drop_column("practice", "brief_hours")
