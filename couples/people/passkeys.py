"""
Passkeys: a device shows who is there, by a key that never leaves it and a look or a touch.

One opens the door without a password, and stands beside it as a second factor: whoever has
one is let in by no password alone. A challenge is good for five minutes and once. It says
when it was made, and no passkey takes one that is not newer than the last it answered, so
that what was overheard opens nothing again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import webauthn
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload
from webauthn.helpers import (
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from couples import clock
from couples.database import changes_one
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.people import recovery, reset_links
from couples.people.models import Passkey, Person
from couples.people.second_factor import ISSUER
from couples.walls.entering import Door, enter_by
from couples.wording import gettext as _

GOOD_FOR = timedelta(minutes=5)
MOST = 10
# What comes in may be nested deeper than Python reads, or be a key without its parts.
_UNREADABLE = (WebAuthnException, ValueError, LookupError, TypeError, RecursionError)
_VERIFIED = UserVerificationRequirement.REQUIRED
_DEVICE_LENGTH = Passkey.device.type.length


class PasskeyRefusedError(DomainError):
    """What the device sent is no passkey of ours, or answers another question than ours."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey belongs: the name of the host, and its whole address."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question to a device, and when it was asked."""

    text: bytes
    at: datetime

    @classmethod
    def new(cls) -> Challenge:
        """A question that nobody asked before."""
        return cls(secrets.token_bytes(32), clock.now())

    @property
    def is_open(self) -> bool:
        """Whether it may still be answered."""
        return timedelta(0) <= clock.now() - self.at < GOOD_FOR


def to_add(session: Session, actor: Identity, site: Site, challenge: Challenge) -> str:
    """What the actor's browser needs to make a passkey, as JSON. It is told no address."""
    person = session.get_one(Person, actor.person_id)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_id=person.public_id.encode(),
        user_name=person.name or ISSUER,
        challenge=challenge.text,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=_descriptors(list_own(session, actor)),
    )
    return webauthn.options_to_json(options)


def add(
    session: Session,
    actor: Identity,
    site: Site,
    challenge: Challenge,
    *,
    credential: str,
    device: str,
) -> Passkey:
    """Keep the passkey that a device of the actor has just made."""
    if not challenge.is_open:
        raise PasskeyRefusedError(_refused())
    if len(list_own(session, actor)) >= MOST:
        raise DomainError(_("That is as many as one person can have. Remove one first."))
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge.text,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise PasskeyRefusedError(_refused()) from error
    passkey = Passkey(
        practice_id=actor.practice_id,
        person_id=actor.person_id,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        device=device[:_DEVICE_LENGTH],
        answered_at=challenge.at,
    )
    if _find(session, passkey.credential_id) is not None:
        raise PasskeyRefusedError(_refused())
    session.add(passkey)
    session.flush()
    history.record(session, actor, "passkey:add", passkey)
    return passkey


def to_answer(site: Site, challenge: Challenge, passkeys: list[Passkey]) -> str:
    """What a browser needs to answer with one of these passkeys, or with any, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge.text,
        allow_credentials=_descriptors(passkeys),
        user_verification=_VERIFIED,
    )
    return webauthn.options_to_json(options)


def person_behind(
    session: Session, site: Site, challenge: Challenge, credential: str
) -> Person | None:
    """
    Whose passkey answered, or None. The answer is used up by that.

    The database decides which of two requests with one answer came first.
    """
    if not challenge.is_open:
        return None
    try:
        answer = parse_authentication_credential_json(credential)
        credential_id = bytes_to_base64url(answer.raw_id)
        enter_by(session, Door.PASSKEY, credential_id)
        passkey = _find(session, credential_id)
        if passkey is None or not _is_of(answer, passkey.person):
            return None
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.text,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _UNREADABLE:
        return None
    return passkey.person if _use_up(session, passkey, challenge, verified.new_sign_count) else None


def list_own(session: Session, viewer: Identity) -> list[Passkey]:
    """The viewer's own passkeys, the latest first."""
    return list(
        session.scalars(
            select(Passkey)
            .where(Passkey.person_id == viewer.person_id)
            .order_by(Passkey.created_at.desc(), Passkey.id.desc())
        )
    )


def count_of(session: Session, person: Person) -> int:
    """How many passkeys `person` has."""
    return session.scalar(select(func.count()).where(Passkey.person_id == person.id)) or 0


def remove(session: Session, actor: Identity, passkey_id: str) -> None:
    """Let one of the actor's own passkeys open nothing any more."""
    passkey = session.scalars(
        select(Passkey).where(Passkey.person_id == actor.person_id, Passkey.public_id == passkey_id)
    ).one_or_none()
    if passkey is None:
        raise NotFoundError
    _delete(session, actor, [passkey])


def remove_all(session: Session, actor: Identity) -> None:
    """Let none of the actor's passkeys open anything, because their devices are lost."""
    _delete(session, actor, list_own(session, actor))


def _delete(session: Session, actor: Identity, passkeys: Sequence[Passkey]) -> None:
    for passkey in passkeys:
        session.delete(passkey)
        session.flush()
        history.record(session, actor, "passkey:remove", passkey)
    person = session.get_one(Person, actor.person_id)
    recovery.forget_unless_needed(session, person)
    reset_links.end_all(session, person)


def _find(session: Session, credential_id: str) -> Passkey | None:
    return session.scalars(
        select(Passkey)
        .join(Person)
        .options(joinedload(Passkey.person))
        .where(
            Passkey.credential_id == credential_id,
            Person.password_hash.is_not(None),
            Person.deactivated_at.is_(None),
        )
    ).one_or_none()


def _is_of(answer: AuthenticationCredential, person: Person) -> bool:
    """Whether the device means the account that the passkey belongs to."""
    handle = answer.response.user_handle
    return handle is None or handle == person.public_id.encode()


def _use_up(session: Session, passkey: Passkey, challenge: Challenge, sign_count: int) -> bool:
    return changes_one(
        session,
        update(Passkey)
        .where(Passkey.id == passkey.id, Passkey.answered_at < challenge.at)
        .values(answered_at=challenge.at, sign_count=sign_count),
    )


def _descriptors(passkeys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(each.credential_id))
        for each in passkeys
    ]


def _refused() -> str:
    return _("Your device and we did not come together on this. Try it once more.")
