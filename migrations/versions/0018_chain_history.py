"""
Let each line of the history say whose it is about, and hold on to the line before.

What was written before joins the chain with the next `migrate`, which has the key.
References are written out in SQL, since SQLite takes one only with its column.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REFERENCES = {"couple_id": "couple", "about_id": "person"}


def upgrade() -> None:
    for name, other in REFERENCES.items():
        op.execute(
            f"ALTER TABLE history_entry ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_history_entry_{name}_{other} REFERENCES {other} (id)"
        )
    op.add_column("history_entry", sa.Column("place", sa.String(60)))
    op.add_column("history_entry", sa.Column("position", sa.Integer()))
    op.add_column("history_entry", sa.Column("mark", sa.LargeBinary()))
    op.create_index(
        "ix_history_entry_position", "history_entry", ["practice_id", "position"], unique=True
    )
    op.create_index("ix_history_entry_couple", "history_entry", ["couple_id", "created_at"])
    op.create_index("ix_history_entry_about", "history_entry", ["about_id", "created_at"])


def downgrade() -> None:
    """Go back, unless lines that only say who looked would lose what they say."""
    looks = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM history_entry WHERE place IS NOT NULL")
    )
    if looks:
        raise RuntimeError(f"{looks} lines of who looked at what would lose their meaning.")
    for name in ("about", "couple", "position"):
        op.drop_index(f"ix_history_entry_{name}", "history_entry")
    for name in ("mark", "position", "place", *REFERENCES):
        op.drop_column("history_entry", name)
