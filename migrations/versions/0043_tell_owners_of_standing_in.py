"""Let a tiding be of a hand-over, or of somebody who stood in. Every one so far is of the first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tiding") as table:
        table.alter_column("hand_over_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("admission_id", sa.Integer()))
        table.create_foreign_key(
            "fk_tiding_admission_id_admission",
            "admission",
            ["admission_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.create_unique_constraint(
            "uq_tiding_admission_id_person_id", ["admission_id", "person_id"]
        )


def downgrade() -> None:
    """What was told of a standing-in goes; the admission itself says it still."""
    op.execute(sa.text("DELETE FROM tiding WHERE hand_over_id IS NULL"))
    with op.batch_alter_table("tiding") as table:
        table.drop_constraint("uq_tiding_admission_id_person_id", type_="unique")
        table.drop_constraint("fk_tiding_admission_id_admission", type_="foreignkey")
        table.drop_column("admission_id")
        table.alter_column("hand_over_id", existing_type=sa.Integer(), nullable=False)
