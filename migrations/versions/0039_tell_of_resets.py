"""Keep when a link set somebody's password anew, and whether they have read of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_COLUMNS = ("reset_at", "earlier_reset_at", "reset_read_at")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("person", sa.Column(name, sa.DateTime(timezone=True)))


def downgrade() -> None:
    for name in _COLUMNS:
        op.drop_column("person", name)
