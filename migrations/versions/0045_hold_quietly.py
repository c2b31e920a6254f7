"""Let a gate hold the seals alone, and a word of fear ask that nothing else changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_TABLES = ("gate_setting", "safety_flag")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(
            table, sa.Column("is_quiet", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Homework would rest where nobody was to see anything, which tells of the fear."""
    count = op.get_bind().scalar(sa.text("SELECT count(*) FROM gate_setting WHERE is_quiet"))
    if count:
        raise RuntimeError(
            f"{count} times seals were held quietly, and homework would rest for it."
        )
    for table in _TABLES:
        op.drop_column(table, "is_quiet")
