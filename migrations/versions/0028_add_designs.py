"""
Add how a practice wants its papers, and what is said of one brief only.

A practice that says nothing has no row, and its papers stay as they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def _columns(table: str) -> tuple[sa.Column[int] | sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("public_id", name=f"uq_{table}_public_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=f"fk_{table}_practice_id_practice"
        ),
    )


def upgrade() -> None:
    op.create_table(
        "practice_design",
        *_columns("practice_design"),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("weeks", sa.Integer()),
        sa.Column("letterhead_sealed", sa.LargeBinary()),
        sa.Column("note_sealed", sa.LargeBinary()),
        sa.Column("logo_kind", sa.String(20)),
        sa.Column("drawn_sealed", sa.LargeBinary()),
        sa.UniqueConstraint("practice_id", name="uq_practice_design_practice_id"),
    )
    op.create_table(
        "brief_design",
        *_columns("brief_design"),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(20), nullable=False),
        sa.Column("sections", sa.Text()),
        sa.Column("note_sealed", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["couple_id"], ["couple.id"], name="fk_brief_design_couple_id_couple"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name="fk_brief_design_appointment_id_appointment",
        ),
        sa.UniqueConstraint(
            "appointment_id", "reader", name="uq_brief_design_appointment_id_reader"
        ),
    )
    for table, column in (
        ("practice_design", "practice_id"),
        ("brief_design", "practice_id"),
        ("brief_design", "couple_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Go back; papers are then as usual again."""
    op.drop_table("brief_design")
    op.drop_table("practice_design")
