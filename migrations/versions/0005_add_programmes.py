"""Add programmes, and the couples that are on their way through one."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "programme",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        unique=[("practice_id", "key")],
    )
    create(
        "programme_version",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        unique=[("programme_id", "number")],
        points_to={"programme_id": "programme"},
    )
    create(
        "enrolment_batch",
        sa.Column("enrolled_by_id", sa.Integer(), nullable=False),
        sa.Column("programme_version_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        unique=[("practice_id", "token")],
        points_to={"enrolled_by_id": "person", "programme_version_id": "programme_version"},
    )
    create(
        "enrolment",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("programme_version_id", sa.Integer(), nullable=False),
        sa.Column("first_person_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("went_on_to", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("open_key", sa.String(60), nullable=True),
        unique=[("practice_id", "open_key")],
        indexes=[("batch_id",)],
        points_to={
            "batch_id": "enrolment_batch",
            "couple_id": "couple",
            "programme_version_id": "programme_version",
            "first_person_id": "person",
            "appointment_id": "appointment",
        },
    )
    op.create_index("ix_enrolment_couple_ended", "enrolment", ["couple_id", "ended_on"])
    create(
        "enrolment_step",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shifted_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("left", sa.String(20), nullable=True),
        unique=[("enrolment_id", "step", "round"), ("assignment_id",)],
        indexes=[("couple_id",)],
        points_to={
            "enrolment_id": "enrolment",
            "couple_id": "couple",
            "assignment_id": "assignment",
        },
    )
    create(
        "enrolment_change",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(20), nullable=False),
        sa.Column("week", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(40), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        indexes=[("enrolment_id",), ("couple_id",)],
        points_to={"enrolment_id": "enrolment", "couple_id": "couple", "made_by_id": "person"},
    )


def downgrade() -> None:
    for table in (
        "enrolment_change",
        "enrolment_step",
        "enrolment",
        "enrolment_batch",
        "programme_version",
        "programme",
    ):
        op.drop_table(table)


def create(
    table: str,
    *columns: sa.Column[object],
    unique: Sequence[tuple[str, ...]] = (),
    indexes: Sequence[tuple[str, ...]] = (),
    points_to: dict[str, str] | None = None,
) -> None:
    """Create a table with what all of them have, under the names of the convention."""
    references = {**(points_to or {}), "practice_id": "practice"}
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
    for names in [*indexes, ("practice_id",)]:
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))
