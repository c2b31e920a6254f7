"""A person with an account, and everything that lets them in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.identity import Role
from couples.wording import gettext as _


class _Name(EncryptedText):
    """A name, and of whoever was erased the same words for everybody, as their reader speaks."""

    def __get__(self, row: Any, owner: type) -> Any:
        """The name, or what stands for it."""
        if row is not None and row.erased_at is not None:
            return _("A former partner")
        return super().__get__(row, owner)


class Person(OfPractice, Base):
    """
    A counselor or a partner. They have a password once they accepted their invitation.

    At `reset_at` a link set it anew, of which they are told until `reset_read_at`;
    `earlier_reset_at` is the time before, which somebody else may have put away as read.
    Since `erasing_at` nothing can be done in the name of a partner who is being erased; of
    one who was, at `erased_at`, nothing is left but this row (`couples.erasure.one`).
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("practice_id", "email_index"),)

    role: Mapped[Role]
    name = _Name(Purpose.PEOPLE)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email = EncryptedText(Purpose.PEOPLE)
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_index: Mapped[str] = mapped_column(String(64), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    totp_secret = EncryptedText(Purpose.FACTORS)
    totp_secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16), default="en")
    resets_by_mail: Mapped[bool | None]
    is_discreet: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_owner: Mapped[bool] = mapped_column(default=False, server_default=false())
    joined_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    reset_at: Mapped[datetime | None]
    earlier_reset_at: Mapped[datetime | None]
    reset_read_at: Mapped[datetime | None]
    erasing_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for after the password."""
        return self.totp_confirmed_at is not None


class Invitation(OfPractice, Base):
    """A link for one person to join with, once. Only a hash of its token is kept."""

    __tablename__ = "invitation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class UserSession(OfPractice, Base):
    """A device that is signed in. Deleting the row signs it out."""

    __tablename__ = "user_session"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    seen_at: Mapped[datetime]
    waits_for_code: Mapped[bool] = mapped_column(default=False)
    proven_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class RecoveryCode(OfPractice, Base):
    """One of the codes on paper that stand in for a lost phone. Only a fingerprint is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Passkey(OfPractice, Base):
    """
    A key that one device holds for its person, of which we have the public half.

    `answered_at` is when the newest challenge was made that it answered.
    """

    __tablename__ = "passkey"
    # A device names it with up to 1023 bytes, which is this much as text.
    __table_args__ = (UniqueConstraint("credential_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1364))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    device: Mapped[str] = mapped_column(String(80))
    answered_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


class PasswordReset(OfPractice, Base):
    """A link that sets a forgotten password, once. Only a hash of its token is kept."""

    __tablename__ = "password_reset"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    over_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class SignInAttempt(Base):
    """One failed try, so that all workers count together. No address, only fingerprints."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_account", "account", "created_at"),
        Index("ix_sign_in_attempt_network", "network", "created_at"),
    )

    account: Mapped[str] = mapped_column(String(64))
    network: Mapped[str] = mapped_column(String(64))
    is_code: Mapped[bool] = mapped_column(default=False)


class Consent(OfPractice, Base):
    """The text somebody agreed to, word for word, with its version."""

    __tablename__ = "consent"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    couple_id: Mapped[int | None] = mapped_column(ForeignKey("couple.id"))
    subject: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
