"""
Create the practice: its people and couples, the library, homework, and what became of it.

A revision spells its tables out and never imports the models, which go on
changing after it.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "practice",
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        practice=False,
    )
    create(
        "sign_in_attempt",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("is_code", sa.Boolean(), nullable=False),
        practice=False,
    )
    op.create_index("ix_sign_in_attempt_account", "sign_in_attempt", ["account", "created_at"])
    op.create_index("ix_sign_in_attempt_network", "sign_in_attempt", ["network", "created_at"])
    create(
        "exercise",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        unique=[("practice_id", "key")],
    )
    create(
        "person",
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.String(64), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=True),
        sa.Column("totp_secret_sealed", sa.LargeBinary(), nullable=True),
        moment("totp_confirmed_at", nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        moment("joined_at", nullable=True),
        moment("deactivated_at", nullable=True),
        unique=[("practice_id", "email_index")],
        indexes=[("email_index",)],
    )
    create(
        "assignment_batch",
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        moment("undone_at", nullable=True),
        unique=[("practice_id", "token")],
        points_to={"assigned_by_id": "person"},
    )
    create(
        "couple",
        sa.Column("counselor_id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(20), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        moment("archived_at", nullable=True),
        indexes=[("counselor_id",)],
        points_to={"counselor_id": "person"},
    )
    create(
        "exercise_version",
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        unique=[("exercise_id", "number")],
        points_to={"exercise_id": "exercise"},
    )
    create(
        "history_entry",
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(60), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        points_to={"actor_id": "person"},
    )
    op.create_index("ix_history_entry_subject", "history_entry", ["subject_id"])
    create(
        "invitation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        moment("expires_at"),
        moment("accepted_at", nullable=True),
        moment("withdrawn_at", nullable=True),
        moment("mailed_at", nullable=True),
        unique=[("token_hash",)],
        indexes=[("person_id",)],
        points_to={"person_id": "person", "invited_by_id": "person"},
    )
    create(
        "user_session",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        moment("seen_at"),
        sa.Column("waits_for_code", sa.Boolean(), nullable=False),
        unique=[("token_hash",)],
        indexes=[("person_id",)],
        points_to={"person_id": "person"},
    )
    create(
        "appointment",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        moment("starts_at"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        moment("cancelled_at", nullable=True),
        points_to={"couple_id": "couple"},
    )
    op.create_index("ix_appointment_couple_time", "appointment", ["couple_id", "starts_at"])
    create(
        "consent",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        indexes=[("person_id",)],
        points_to={"person_id": "person", "couple_id": "couple"},
    )
    create(
        "couple_partner",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        unique=[("couple_id", "position"), ("person_id",)],
        points_to={"couple_id": "couple", "person_id": "person"},
    )
    create(
        "assignment",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("exercise_version_id", sa.Integer(), nullable=False),
        sa.Column("doer", sa.String(20), nullable=False),
        sa.Column("for_person_id", sa.Integer(), nullable=True),
        sa.Column("cadence", sa.String(20), nullable=False),
        sa.Column("days", sa.String(27), nullable=True),
        sa.Column("times_a_week", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("open_key", sa.String(120), nullable=True),
        moment("opened_at", nullable=True),
        moment("withdrawn_at", nullable=True),
        moment("closed_at", nullable=True),
        unique=[("practice_id", "open_key")],
        indexes=[("batch_id",)],
        points_to={
            "batch_id": "assignment_batch",
            "couple_id": "couple",
            "exercise_version_id": "exercise_version",
            "for_person_id": "person",
            "appointment_id": "appointment",
        },
    )
    op.create_index("ix_assignment_couple_closed", "assignment", ["couple_id", "closed_at"])
    create(
        "agreement",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        unique=[("assignment_id",)],
        indexes=[("couple_id",)],
        points_to={"couple_id": "couple", "assignment_id": "assignment"},
    )
    create(
        "draft",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("occurrence", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        moment("saved_at"),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=False),
        unique=[("assignment_id", "author_id", "part", "occurrence")],
        indexes=[("author_id",), ("couple_id",)],
        points_to={"couple_id": "couple", "assignment_id": "assignment", "author_id": "person"},
    )
    create(
        "submission",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("occurrence", sa.String(40), nullable=False),
        sa.Column("occurs_on", sa.Date(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        moment("submitted_at"),
        sa.Column("idempotency_key", sa.String(40), nullable=False),
        moment("returned_at", nullable=True),
        moment("reviewed_at", nullable=True),
        unique=[
            ("assignment_id", "author_id", "part", "occurrence", "attempt"),
            ("author_id", "idempotency_key"),
        ],
        indexes=[("author_id",)],
        points_to={"couple_id": "couple", "assignment_id": "assignment", "author_id": "person"},
    )
    op.create_index("ix_submission_couple_submitted", "submission", ["couple_id", "submitted_at"])
    op.create_index(
        "ix_submission_occurrence", "submission", ["assignment_id", "occurrence", "part"]
    )
    create(
        "agreement_version",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        unique=[("agreement_id", "number")],
        points_to={
            "agreement_id": "agreement",
            "submission_id": "submission",
            "proposed_by_id": "person",
        },
    )
    create(
        "answer",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        moment("released_at", nullable=True),
        unique=[("submission_id", "field")],
        indexes=[("couple_id",)],
        points_to={"couple_id": "couple", "submission_id": "submission", "author_id": "person"},
    )
    create(
        "reply",
        sa.Column("couple_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        indexes=[("couple_id",), ("submission_id",)],
        points_to={"couple_id": "couple", "submission_id": "submission", "author_id": "person"},
    )
    create(
        "agreement_signature",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        unique=[("version_id", "person_id")],
        points_to={"version_id": "agreement_version", "person_id": "person"},
    )


def downgrade() -> None:
    for table in (
        "agreement_signature",
        "reply",
        "answer",
        "agreement_version",
        "submission",
        "draft",
        "agreement",
        "assignment",
        "couple_partner",
        "consent",
        "appointment",
        "user_session",
        "invitation",
        "history_entry",
        "exercise_version",
        "couple",
        "assignment_batch",
        "person",
        "exercise",
        "sign_in_attempt",
        "practice",
    ):
        op.drop_table(table)


def create(
    table: str,
    *columns: sa.Column[object],
    unique: Sequence[tuple[str, ...]] = (),
    indexes: Sequence[tuple[str, ...]] = (),
    points_to: dict[str, str] | None = None,
    practice: bool = True,
) -> None:
    """Create a table with what all of them have, under the names of the convention."""
    references = dict(points_to or {})
    own = [sa.Column("id", sa.Integer(), nullable=False)]
    own += [sa.Column("public_id", sa.String(26), nullable=False), moment("created_at")]
    if practice:
        own.append(sa.Column("practice_id", sa.Integer(), nullable=False))
        references["practice_id"] = "practice"
        indexes = [*indexes, ("practice_id",)]
    op.create_table(
        table,
        *own,
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
    for names in indexes:
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    """A time in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
