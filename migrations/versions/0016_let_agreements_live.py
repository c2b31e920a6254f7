"""
Let an agreement be begun by a partner, paused, looked at again and ended.

What was agreed before goes on as it stands. References are written out in SQL, since
SQLite takes one only with its column.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REFERENCES = {
    "practice_id": "practice",
    "agreement_id": "agreement",
    "version_id": "agreement_version",
    "person_id": "person",
    "submission_id": "submission",
}
UNIQUE = (("public_id",), ("person_id", "key"), ("submission_id",))


def upgrade() -> None:
    op.execute(
        "ALTER TABLE assignment ADD COLUMN begun_by_id INTEGER "
        "CONSTRAINT fk_assignment_begun_by_id_person REFERENCES person (id)"
    )
    op.create_table(
        "agreement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("broken_on", sa.Date()),
        sa.Column("review_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_step"),
        *(
            sa.UniqueConstraint(*names, name=f"uq_agreement_step_{'_'.join(names)}")
            for names in UNIQUE
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{other}.id"], name=f"fk_agreement_step_{name}_{other}"
            )
            for name, other in REFERENCES.items()
        ),
    )
    for name in ("practice_id", "agreement_id"):
        op.create_index(f"ix_agreement_step_{name}", "agreement_step", [name])


def downgrade() -> None:
    """Go back, unless what has ended or rests would seem to be in force again."""
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM agreement_step"))
    if kept:
        raise RuntimeError(f"{kept} steps of agreements would be lost, and some are over by them.")
    op.drop_table("agreement_step")
    op.drop_column("assignment", "begun_by_id")
