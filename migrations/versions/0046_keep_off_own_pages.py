"""Let somebody keep what they hand in off their own pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("kept_off_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """What somebody keeps off their own pages would stand on them."""
    count = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM submission WHERE kept_off_at IS NOT NULL")
    )
    if count:
        raise RuntimeError(f"{count} pieces of work would stand on their authors’ own pages.")
    op.drop_column("submission", "kept_off_at")
