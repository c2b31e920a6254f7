"""Add talks, and what is written down while two people have one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("occurrence", sa.String(40), nullable=False),
        sa.Column("occurs_on", sa.Date(), nullable=False),
        sa.Column("open_key", sa.String(40)),
        sa.Column("begun_by_id", sa.Integer(), nullable=False),
        sa.Column("first_person_id", sa.Integer(), nullable=False),
        sa.Column("is_on_one_phone", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("turn_began_at", MOMENT, nullable=False),
        sa.Column("used_seconds", sa.Integer(), nullable=False),
        sa.Column("halted_at", MOMENT),
        sa.Column("pauses", sa.Integer(), nullable=False),
        sa.Column("talked_seconds", sa.Integer(), nullable=False),
        sa.Column("is_cut_short", sa.Boolean(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("handed_over_at", MOMENT),
        sa.Column("dropped_at", MOMENT),
        *_references(
            "talk",
            practice_id="practice",
            couple_id="couple",
            assignment_id="assignment",
            begun_by_id="person",
            first_person_id="person",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_talk"),
        sa.UniqueConstraint("public_id", name="uq_talk_public_id"),
        sa.UniqueConstraint("practice_id", "open_key", name="uq_talk_practice_id_open_key"),
    )
    op.create_table(
        "talk_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=False),
        *_references(
            "talk_words",
            practice_id="practice",
            couple_id="couple",
            talk_id="talk",
            author_id="person",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_talk_words"),
        sa.UniqueConstraint("public_id", name="uq_talk_words_public_id"),
        sa.UniqueConstraint("talk_id", "author_id", name="uq_talk_words_talk_id_author_id"),
    )
    for table, column in (
        ("talk", "practice_id"),
        ("talk", "couple_id"),
        ("talk", "assignment_id"),
        ("talk_words", "practice_id"),
        ("talk_words", "couple_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Go back, unless somebody's words of a talk would be lost with it."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM talk WHERE open_key IS NOT NULL"))
    if kept:
        raise RuntimeError(f"{kept} talks are not over, and their words would be lost.")
    op.drop_table("talk_words")
    op.drop_table("talk")


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=f"fk_{table}_{name}_{target}")
        for name, target in columns.items()
    ]
