"""Keep whom a counselor asked to read newer words of the policy. Nobody was asked so far."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_COLUMNS = ("asked_to_agree_at", "said_not_now_at")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("couple_partner", sa.Column(name, sa.DateTime(timezone=True)))


def downgrade() -> None:
    for name in _COLUMNS:
        op.drop_column("couple_partner", name)
