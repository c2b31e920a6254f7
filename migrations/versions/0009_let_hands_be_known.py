"""
Let it be known who typed something for whom, from where, and what was set aside.

Everything that was handed in before stands, was typed by its author, and came from
nobody knows where. References are written out in SQL, since SQLite takes one only with
its column.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PEOPLE = ("entered_by_id", "set_aside_by_id", "written_as_id")
MOMENTS = ("set_aside_at", "disowned_at", "declined_at", "claimed_at")
BROWSERS = ("begun_from", "handed_in_from")


def upgrade() -> None:
    for name in PEOPLE:
        op.execute(
            f"ALTER TABLE submission ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_submission_{name}_person REFERENCES person (id)"
        )
    for name in MOMENTS:
        op.add_column("submission", sa.Column(name, sa.DateTime(timezone=True)))
    for name in BROWSERS:
        op.add_column("submission", sa.Column(name, sa.String(16)))
    op.execute("ALTER TABLE submission ADD COLUMN standing VARCHAR(20) DEFAULT 'stands' NOT NULL")
    op.add_column("draft", sa.Column("begun_from", sa.String(16)))
    op.add_column("agreement_version", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Go back, unless something would become readable by that which was set aside."""
    kept = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM submission WHERE standing <> 'stands'")
    )
    if kept:
        raise RuntimeError(f"{kept} submissions are set aside, and would be readable again.")
    op.drop_column("agreement_version", "withdrawn_at")
    op.drop_column("draft", "begun_from")
    for name in (*PEOPLE, *MOMENTS, *BROWSERS, "standing"):
        op.drop_column("submission", name)
