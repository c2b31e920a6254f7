"""Keep who owns a practice, and since when a couple has the counselor that it has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "person", sa.Column("is_owner", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("couple", sa.Column("handed_over_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("couple", "handed_over_at")
    op.drop_column("person", "is_owner")
