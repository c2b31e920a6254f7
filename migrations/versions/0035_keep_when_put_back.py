"""Keep when something that was set aside was put back, so that it opens nothing too late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("restored_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Where something was put back, the way back could open what was to stay closed."""
    count = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM submission WHERE restored_at IS NOT NULL")
    )
    if count:
        raise RuntimeError(f"{count} pieces of work were put back, and could open too late.")
    op.drop_column("submission", "restored_at")
