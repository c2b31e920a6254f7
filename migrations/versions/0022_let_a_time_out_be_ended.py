"""
Let a counselor end a time-out for both, and let what is done together stop on both phones.

Nothing that was before has been ended or stopped so, and no draft knows how far its two
had said that they would go. It does not go back over a reason that somebody wrote down.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

REFERENCES = {
    "practice_id": "practice",
    "couple_id": "couple",
    "pause_id": "pause",
    "lifted_by_id": "person",
}
ADDED = {
    "assignment": (("stopped_at", sa.DateTime(timezone=True)),),
    "draft": (("up_to", sa.Integer()), ("agreed_at", sa.DateTime(timezone=True))),
}


def upgrade() -> None:
    op.execute("ALTER TABLE pause ADD COLUMN is_lifted BOOLEAN DEFAULT false NOT NULL")
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind))
    op.create_table(
        "pause_lift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("pause_id", sa.Integer(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pause_lift"),
        sa.UniqueConstraint("public_id", name="uq_pause_lift_public_id"),
        sa.UniqueConstraint("pause_id", name="uq_pause_lift_pause_id"),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_pause_lift_{name}_{other}")
            for name, other in REFERENCES.items()
        ),
    )
    for name in ("practice_id", "couple_id"):
        op.create_index(f"ix_pause_lift_{name}", "pause_lift", [name])


def downgrade() -> None:
    """Go back, unless the reason why something was ended would be lost."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM pause_lift"))
    if kept:
        raise RuntimeError(f"{kept} reasons for ending a time-out would be lost.")
    op.drop_table("pause_lift")
    for table, columns in ADDED.items():
        for name, _kind in columns:
            op.drop_column(table, name)
    op.drop_column("pause", "is_lifted")
