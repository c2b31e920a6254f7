"""
Keep from whom to whom a couple went, and who has still to read of it.

The newest hand-over of each couple is carried over and told, since until now it was told for
three weeks and to nobody who did not look. Who had them before was not kept.
"""

from __future__ import annotations

import secrets
import string

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_ALPHABET = string.ascii_lowercase + "234567"
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "hand_over",
        *_of_practice("hand_over"),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("former_id", sa.Integer()),
        sa.Column("counselor_id", sa.Integer(), nullable=False),
        sa.Column("done_by_id", sa.Integer()),
        sa.ForeignKeyConstraint(["couple_id"], ["couple.id"], name="fk_hand_over_couple_id_couple"),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_hand_over_{name}_person")
            for name in ("former_id", "counselor_id", "done_by_id")
        ),
    )
    op.create_table(
        "tiding",
        *_of_practice("tiding"),
        sa.Column("hand_over_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_at", _MOMENT),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["hand_over.id"], name="fk_tiding_hand_over_id_hand_over"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_tiding_person_id_person"),
        sa.UniqueConstraint("hand_over_id", "person_id", name="uq_tiding_hand_over_id_person_id"),
    )
    op.create_index("ix_hand_over_practice_id", "hand_over", ["practice_id"])
    op.create_index("ix_hand_over_couple_id", "hand_over", ["couple_id"])
    op.create_index("ix_tiding_practice_id", "tiding", ["practice_id"])
    op.create_index("ix_tiding_person_id", "tiding", ["person_id"])
    _carry_over()


def downgrade() -> None:
    op.drop_table("tiding")
    op.drop_table("hand_over")


def _of_practice(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("public_id", name=f"uq_{table}_public_id"),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=f"fk_{table}_practice_id_practice"
        ),
    )


def _carry_over() -> None:
    """A row for each couple that is with another counselor than at first, told to the two."""
    connection = op.get_bind()
    couple = sa.table(
        "couple",
        *(sa.column(name) for name in ("id", "practice_id", "counselor_id")),
        sa.column("handed_over_at", _MOMENT),
        sa.column("erased_at", _MOMENT),
    )
    hand_over = sa.table(
        "hand_over",
        *(sa.column(name) for name in ("id", "public_id", "practice_id", "couple_id")),
        sa.column("counselor_id"),
        sa.column("created_at", _MOMENT),
    )
    went = sa.select(couple).where(
        couple.c.handed_over_at.is_not(None), couple.c.erased_at.is_(None)
    )
    for row in connection.execute(went).all():
        connection.execute(
            hand_over.insert().values(
                public_id=_new_public_id(),
                created_at=row.handed_over_at,
                practice_id=row.practice_id,
                couple_id=row.id,
                counselor_id=row.counselor_id,
            )
        )
    _tell_the_two(connection, hand_over)


def _tell_the_two(connection: sa.Connection, hand_over: sa.TableClause) -> None:
    of_couple = sa.table("couple_partner", sa.column("couple_id"), sa.column("person_id"))
    tiding = sa.table(
        "tiding",
        *(sa.column(name) for name in ("public_id", "practice_id", "hand_over_id", "person_id")),
        sa.column("created_at", _MOMENT),
    )
    told = sa.select(hand_over, of_couple.c.person_id).join(
        of_couple, of_couple.c.couple_id == hand_over.c.couple_id
    )
    for row in connection.execute(told).all():
        connection.execute(
            tiding.insert().values(
                public_id=_new_public_id(),
                created_at=row.created_at,
                practice_id=row.practice_id,
                hand_over_id=row.id,
                person_id=row.person_id,
            )
        )


def _new_public_id() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(26))
