"""Let one of two be erased, and a wording stay whose words and whose source are gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_COLUMNS = ("erasing_at", "erased_at")
_HANGING_ON_IT = ("agreement_signature", "agreement_step")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("person", sa.Column(name, sa.DateTime(timezone=True)))
    _let_a_wording_be_without_its_source(nullable=True)


def downgrade() -> None:
    """Somebody who was erased would look like somebody who can be invited."""
    count = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM person WHERE erasing_at IS NOT NULL")
    )
    if count:
        raise RuntimeError(f"{count} people were erased, and would look as if they were here.")
    _let_a_wording_be_without_its_source(nullable=False)
    for name in _COLUMNS:
        op.drop_column("person", name)


def _let_a_wording_be_without_its_source(*, nullable: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("agreement_version", "submission_id", nullable=nullable)
        return
    # SQLite makes the table anew, and lets it go only while no other row points to it.
    for name in _HANGING_ON_IT:
        op.execute(f"CREATE TEMPORARY TABLE kept_{name} AS SELECT * FROM {name}")  # noqa: S608 - our own names
        op.execute(f"DELETE FROM {name}")  # noqa: S608 - the same
    with op.batch_alter_table("agreement_version") as wording:
        wording.alter_column("submission_id", existing_type=sa.Integer(), nullable=nullable)
    for name in _HANGING_ON_IT:
        op.execute(f"INSERT INTO {name} SELECT * FROM kept_{name}")  # noqa: S608 - the same
        op.execute(f"DROP TABLE kept_{name}")
