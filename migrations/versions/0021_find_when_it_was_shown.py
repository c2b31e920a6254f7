"""
Find in the history when an answer was shown that both can read by now.

It was widened once or twice, and the last time is when the other partner could read it.
Going back leaves the days, which the revision before takes away with their column.
"""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE answer SET shown_at = ("
        " SELECT max(history_entry.created_at) FROM history_entry"
        " WHERE history_entry.event = 'answer:widen'"
        " AND history_entry.subject_id = answer.public_id"
        ") WHERE audience = 'couple' AND shown_at IS NULL"
    )


def downgrade() -> None:
    """Leave everything as it is."""
