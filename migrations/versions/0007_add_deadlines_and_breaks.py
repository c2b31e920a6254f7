"""
Add grace and cut-offs, extensions, changes of homework that runs, breaks, and earlier zones.

Columns that refer to another table are written out in SQL that both databases read alike:
SQLite takes such a reference only with the column itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE assignment ADD COLUMN grace_days INTEGER DEFAULT 0 NOT NULL")
    op.add_column("assignment", sa.Column("cut_off_on", sa.Date(), nullable=True))
    op.add_column("assignment", sa.Column("cut_off_days", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE assignment ADD COLUMN cut_off_appointment_id INTEGER "
        "CONSTRAINT fk_assignment_cut_off_appointment_id_appointment REFERENCES appointment (id)"
    )
    op.add_column("couple", sa.Column("earlier_zones", sa.Text(), nullable=True))
    create(
        "assignment_change",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("days", sa.String(27), nullable=True),
        sa.Column("times_a_week", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("cut_off_on", sa.Date(), nullable=True),
        sa.Column("cut_off_days", sa.Integer(), nullable=True),
        sa.Column("cut_off_appointment_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        unique=[("practice_id", "token")],
        indexes=[("couple_id",), ("assignment_id",)],
        points_to={
            "couple_id": "couple",
            "assignment_id": "assignment",
            "changed_by_id": "person",
            "appointment_id": "appointment",
            "cut_off_appointment_id": "appointment",
        },
    )
    create(
        "extension_batch",
        sa.Column("extended_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        unique=[("practice_id", "token")],
        points_to={"extended_by_id": "person"},
    )
    create(
        "extension",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        indexes=[("batch_id",), ("couple_id",), ("assignment_id",)],
        points_to={
            "batch_id": "extension_batch",
            "couple_id": "couple",
            "assignment_id": "assignment",
            "person_id": "person",
            "appointment_id": "appointment",
        },
    )
    create(
        "break",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("planned_last_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        unique=[("practice_id", "token")],
        indexes=[("couple_id",)],
        points_to={
            "couple_id": "couple",
            "assignment_id": "assignment",
            "entered_by_id": "person",
        },
    )


def downgrade() -> None:
    for table in ("break", "extension", "extension_batch", "assignment_change"):
        op.drop_table(table)
    op.drop_column("couple", "earlier_zones")
    for column in ("cut_off_appointment_id", "cut_off_days", "cut_off_on", "grace_days"):
        op.drop_column("assignment", column)


def create(
    table: str,
    *columns: sa.Column[object],
    unique: Sequence[tuple[str, ...]] = (),
    indexes: Sequence[tuple[str, ...]] = (),
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
