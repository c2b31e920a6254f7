"""
Keep how homework went as the counselor sees it, and what got in its way.

Nobody was asked before, so there is nothing to carry over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how_well", sa.Integer()),
        sa.Column("in_the_way_sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_appraisal"),
        sa.UniqueConstraint("public_id", name="uq_appraisal_public_id"),
        sa.UniqueConstraint(
            "assignment_id", "person_id", name="uq_appraisal_assignment_id_person_id"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_appraisal_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_appraisal_couple_id_couple"),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name="fk_appraisal_assignment_id_assignment"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_appraisal_person_id_person"),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name="fk_appraisal_author_id_person"),
    )
    for column in ("practice_id", "couple_id"):
        op.create_index(f"ix_appraisal_{column}", "appraisal", [column])


def downgrade() -> None:
    op.drop_table("appraisal")
