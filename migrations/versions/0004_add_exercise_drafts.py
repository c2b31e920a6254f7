"""
Let a counselor write exercises: drafts of them, and one tailored for a couple.

Words for one couple are sealed, so a version may hold its content in either of two columns.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "exercise",
        sa.Column(
            "couple_id",
            sa.Integer(),
            sa.ForeignKey("couple.id", name="fk_exercise_couple_id_couple"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "exercise",
        sa.Column(
            "master_id",
            sa.Integer(),
            sa.ForeignKey("exercise.id", name="fk_exercise_master_id_exercise"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index("ix_exercise_couple_id", "exercise", ["couple_id"])
    op.add_column("exercise_version", sa.Column("master_number", sa.Integer(), nullable=True))
    op.add_column("exercise_version", sa.Column("private_sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "exercise_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=True),
        sa.Column("couple_id", sa.Integer(), nullable=True),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("open_key", sa.String(120), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exercise_draft"),
        sa.UniqueConstraint("public_id", name="uq_exercise_draft_public_id"),
        sa.UniqueConstraint(
            "practice_id", "open_key", name="uq_exercise_draft_practice_id_open_key"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name="fk_exercise_draft_practice_id_practice"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name="fk_exercise_draft_author_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercise.id"], name="fk_exercise_draft_exercise_id_exercise"
        ),
        sa.ForeignKeyConstraint(
            ["couple_id"], ["couple.id"], name="fk_exercise_draft_couple_id_couple"
        ),
        sa.ForeignKeyConstraint(
            ["base_id"],
            ["exercise_version.id"],
            name="fk_exercise_draft_base_id_exercise_version",
        ),
    )
    op.create_index("ix_exercise_draft_practice_id", "exercise_draft", ["practice_id"])
    op.create_index("ix_exercise_draft_author_id", "exercise_draft", ["author_id"])


def downgrade() -> None:
    op.drop_table("exercise_draft")
    # Homework may run with what was tailored: it goes on with the words that this was made
    # from, which are not for this couple alone and may stay plain.
    op.execute(
        "UPDATE exercise_version SET content = (SELECT master.content"
        " FROM exercise_version AS master JOIN exercise ON exercise.master_id = master.exercise_id"
        " WHERE exercise.id = exercise_version.exercise_id"
        " AND master.number = exercise_version.master_number) WHERE content = ''"
    )
    op.execute("UPDATE exercise SET retired = true WHERE couple_id IS NOT NULL")
    op.drop_column("exercise_version", "private_sealed")
    op.drop_column("exercise_version", "master_number")
    op.drop_index("ix_exercise_couple_id", "exercise")
    op.drop_column("exercise", "master_id")
    op.drop_column("exercise", "couple_id")
