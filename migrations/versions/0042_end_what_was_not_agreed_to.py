"""
End every reading along for which the two agreed to no words that allow it.

Until now everybody agreed to a text which said that only the author lets more people read.
That promise holds until both have agreed to another one; what a counselor gave before that
is over, and stays in the lists with its days.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_FIRST_THAT_ALLOWS = 2


def upgrade() -> None:
    admission = sa.table(
        "admission",
        *(sa.column(name) for name in ("couple_id", "way")),
        *(sa.column(name, _MOMENT) for name in ("until", "ended_at")),
    )
    consent = sa.table("consent", *(sa.column(name) for name in ("person_id", "version")))
    partner = sa.table("couple_partner", *(sa.column(n) for n in ("couple_id", "person_id")))
    now = datetime.now(UTC)
    agreed = sa.select(consent.c.person_id).where(consent.c.version >= _FIRST_THAT_ALLOWS)
    lacking = sa.select(partner.c.couple_id).where(partner.c.person_id.not_in(agreed))
    op.execute(
        admission.update()
        .where(
            admission.c.way == "given",
            admission.c.ended_at.is_(None),
            admission.c.until > now,
            admission.c.couple_id.in_(lacking),
        )
        .values(ended_at=now)
    )


def downgrade() -> None:
    """What is over stays over."""
