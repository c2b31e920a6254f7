"""
Let one attempt of somebody at one time of their homework count, and no second beside it.

Two requests at one moment could until now leave two, neither of them given back. Of such
a pair the earlier is treated as what it is: the attempt before the one that stands. That
is done in the same step as the key, so that no such pair can come about between the two.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KEY = "uq_submission_that_counts"
PLACE = ["assignment_id", "author_id", "part", "occurrence"]
COUNTS = sa.text("standing = 'stands' AND returned_at IS NULL")
_SAME_PLACE = " AND ".join(f"later.{name} = submission.{name}" for name in PLACE)
_GIVE_BACK_EARLIER = f"""
    UPDATE submission SET returned_at = submitted_at
    WHERE standing = 'stands' AND returned_at IS NULL AND EXISTS (
        SELECT 1 FROM submission AS later
        WHERE {_SAME_PLACE} AND later.standing = 'stands' AND later.attempt > submission.attempt
    )
"""  # noqa: S608 - our own names


def upgrade() -> None:
    op.execute(_GIVE_BACK_EARLIER)
    op.create_index(
        KEY, "submission", PLACE, unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS
    )


def downgrade() -> None:
    op.drop_index(KEY, "submission")
