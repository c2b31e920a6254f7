"""Let each practice say for how many years it keeps what couples wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "practice", sa.Column("keep_years", sa.Integer(), nullable=False, server_default="7")
    )


def downgrade() -> None:
    op.drop_column("practice", "keep_years")
