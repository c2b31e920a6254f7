"""
Create repairs: one hurt that is being mended, the homework in it, and what either said.

A revision spells its tables out and never imports the models, which go on changing after it.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "repair",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("hurt_id", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("open_key", sa.String(40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        unique=[("practice_id", "open_key"), ("practice_id", "token")],
        indexes=[("couple_id",)],
        points_to={"couple_id": "couple", "hurt_id": "person", "opened_by_id": "person"},
    )
    create(
        "repair_stage",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("repair_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("rests", sa.Boolean(), nullable=False),
        unique=[("assignment_id",)],
        indexes=[("couple_id",), ("repair_id",)],
        points_to={"couple_id": "couple", "repair_id": "repair", "assignment_id": "assignment"},
    )
    create(
        "repair_word",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("repair_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(20), nullable=False),
        unique=[("repair_id", "person_id", "word")],
        indexes=[("couple_id",)],
        points_to={"couple_id": "couple", "repair_id": "repair", "person_id": "person"},
    )


def downgrade() -> None:
    """Go back; what was written stays where it was, as homework."""
    for table in ("repair_word", "repair_stage", "repair"):
        op.drop_table(table)


def create(
    table: str,
    *columns: sa.Column[object],
    unique: Sequence[tuple[str, ...]],
    indexes: Sequence[tuple[str, ...]],
    points_to: dict[str, str],
) -> None:
    """Create a table of a practice, under the names of the convention."""
    references = {**points_to, "practice_id": "practice"}
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.UniqueConstraint(*names, name=f"uq_{table}_{'_'.join(names)}")
            for names in (("public_id",), *unique)
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in references.items()
        ),
    )
    for names in (*indexes, ("practice_id",)):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))
