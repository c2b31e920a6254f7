"""Let the first counselor of each practice own it, who began it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            "UPDATE person SET is_owner = true WHERE id IN"
            " (SELECT min(id) FROM person WHERE role = 'counselor' GROUP BY practice_id)"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("UPDATE person SET is_owner = false"))
