"""Let a couple be erased: what is left of it is a row that says when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("couple", sa.Column("erased_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Go back, unless couples without anybody in them would be seen again."""
    erased = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM couple WHERE erased_at IS NOT NULL")
    )
    if erased:
        raise RuntimeError(f"{erased} erased couples would be seen again.")
    op.drop_column("couple", "erased_at")
