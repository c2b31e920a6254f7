"""Add the scores of measures, what a practice counts as a change, and wordings brought along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure_score",
        *own_columns(),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("about", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(40), nullable=True),
        sa.Column("flags", sa.String(200), nullable=False),
        sa.Column("subscales", sa.Text(), nullable=False),
        sa.Column("missing", sa.String(200), nullable=False),
        *own_constraints("measure_score", couple_id="couple", submission_id="submission"),
        sa.UniqueConstraint("submission_id", name="uq_measure_score_submission_id"),
    )
    op.create_index("ix_measure_score_practice_id", "measure_score", ["practice_id"])
    op.create_index("ix_measure_score_couple_measure", "measure_score", ["couple_id", "measure"])
    op.create_table(
        "measure_basis",
        *own_columns(),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("sd", sa.String(20), nullable=True),
        sa.Column("reliability", sa.String(20), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=False),
        *own_constraints("measure_basis", set_by_id="person"),
    )
    op.create_index("ix_measure_basis_practice_id", "measure_basis", ["practice_id"])
    op.create_index(
        "ix_measure_basis_practice_measure", "measure_basis", ["practice_id", "measure"]
    )
    op.create_table(
        "measure_wording",
        *own_columns(),
        sa.Column("exercise_version_id", sa.Integer(), nullable=False),
        sa.Column("stated_by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        *own_constraints(
            "measure_wording", exercise_version_id="exercise_version", stated_by_id="person"
        ),
        sa.UniqueConstraint("exercise_version_id", name="uq_measure_wording_exercise_version_id"),
    )
    op.create_index("ix_measure_wording_practice_id", "measure_wording", ["practice_id"])


def downgrade() -> None:
    for table in ("measure_wording", "measure_basis", "measure_score"):
        op.drop_table(table)


def own_columns() -> list[sa.Column[object]]:
    """What every row has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
    ]


def own_constraints(table: str, **points_to: str) -> list[sa.Constraint]:
    """The same, and where its columns point, under the names of the convention."""
    references = {"practice_id": "practice", **points_to}
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("public_id", name=f"uq_{table}_public_id"),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in references.items()
        ),
    ]
