"""
Keep when an author let the other partner read what they had kept to themselves.

The other is told that day, and not the one on which it was written.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answer", sa.Column("shown_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("answer", "shown_at")
