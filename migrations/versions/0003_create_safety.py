"""
Create what keeps people safe: gates of a couple, overrides with a reason, and flags.

A revision spells its tables out and never imports the models, which go on
changing after it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "gate_setting",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(20), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        indexes=("couple_id",),
        points_to={"couple_id": "couple", "set_by_id": "person"},
    )
    create(
        "gate_override",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("covers", sa.String(120), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        indexes=("couple_id", "assignment_id"),
        points_to={"couple_id": "couple", "assignment_id": "assignment", "author_id": "person"},
    )
    create(
        "safety_flag",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("word_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.Column("done_sealed", sa.LargeBinary(), nullable=True),
        indexes=("couple_id",),
        unique=("submission_id", "kind"),
        points_to={
            "couple_id": "couple",
            "submission_id": "submission",
            "person_id": "person",
            "raised_by_id": "person",
            "acknowledged_by_id": "person",
        },
    )


def downgrade() -> None:
    for table in ("safety_flag", "gate_override", "gate_setting"):
        op.drop_table(table)


def create(
    table: str,
    *columns: sa.Column[object],
    indexes: tuple[str, ...],
    points_to: dict[str, str],
    unique: tuple[str, ...] = (),
) -> None:
    """Create a table with what all of them have, under the names of the convention."""
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
            for names in (("public_id",), unique)
            if names
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in {"practice_id": "practice", **points_to}.items()
        ),
    )
    for name in ("practice_id", *indexes):
        op.create_index(f"ix_{table}_{name}", table, [name])
