"""
Let a draft go aside with the attempt that it began from, and leave its place to another.

SQLite cannot let go of a key without making the table anew, which Alembic does here. On
the way back a draft that is aside would be readable again, so it does not go back then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PLACE = ["assignment_id", "author_id", "part", "occurrence"]
OLD_KEY = "uq_draft_assignment_id_author_id_part_occurrence"
NEW_KEY = "uq_draft_in_its_place"
REFERENCE = "fk_draft_set_aside_with_id_submission"
NOT_ASIDE = sa.text("set_aside_with_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("set_aside_with_id", sa.Integer()))
        draft.create_foreign_key(REFERENCE, "submission", ["set_aside_with_id"], ["id"])
        draft.drop_constraint(OLD_KEY, type_="unique")
    op.create_index("ix_draft_set_aside_with_id", "draft", ["set_aside_with_id"])
    op.create_index(
        NEW_KEY, "draft", PLACE, unique=True, sqlite_where=NOT_ASIDE, postgresql_where=NOT_ASIDE
    )


def downgrade() -> None:
    """Go back, unless a draft would become readable by that which was set aside."""
    aside = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM draft WHERE set_aside_with_id IS NOT NULL")
    )
    if aside:
        raise RuntimeError(f"{aside} drafts are set aside, and would be readable again.")
    op.drop_index(NEW_KEY, "draft")
    op.drop_index("ix_draft_set_aside_with_id", "draft")
    with op.batch_alter_table("draft") as draft:
        draft.drop_constraint(REFERENCE, type_="foreignkey")
        draft.drop_column("set_aside_with_id")
        draft.create_unique_constraint(OLD_KEY, PLACE)
