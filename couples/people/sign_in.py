"""
Who is signed in on which device: one row each, ended by deleting it.

The device holds a random token and the row only its hash, so that neither a
stolen database nor a kept cookie lets anybody in. How long a device stays
signed in is decided here, on the server's clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, true
from sqlalchemy.orm import Session, joinedload

from couples import clock
from couples.caseload.models import CouplePartner
from couples.encryption import current as current_keyring
from couples.identity import Identity, Role
from couples.partings.standing import have_parted
from couples.people import passwords, reset_links
from couples.people.models import Passkey, Person, UserSession
from couples.people.tokens import hash_of, new_token
from couples.walls.entering import Door, enter, enter_by

IDLE = {Role.PARTNER: timedelta(minutes=15), Role.COUNSELOR: timedelta(minutes=30)}
"""A partner's phone may be shared, and a counselor's desk is their own."""

LONGEST = {Role.PARTNER: timedelta(hours=4), Role.COUNSELOR: timedelta(hours=10)}
"""After this the password is asked for again, however busy the device was."""

PROVEN_FOR = timedelta(minutes=10)
"""How long a proof of who sits there is enough for what cannot be taken back."""

FOR_THE_CODE = timedelta(minutes=10)
"""How long a right password waits for the code of the second factor."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly activity is noted; less often saves a write with nearly every page."""

DEVICE_LENGTH = 80

# A device whose time has passed is nobody; its row still tells whose words may go on.
_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A signed-in person on one device, as plain values."""

    identity: Identity
    person_public_id: str
    name: str
    time_zone: str
    locale: str
    session_id: int
    session_public_id: str
    seen_at: datetime
    proven_at: datetime | None
    has_second_factor: bool
    is_discreet: bool
    is_owner: bool
    signed_in_at: datetime
    reset_at: datetime | None
    earlier_reset_at: datetime | None
    reset_is_told: bool

    @property
    def seconds_left(self) -> int:
        """How long this device stays signed in if nobody does anything."""
        return self._seconds_after(self.seen_at)

    @property
    def seconds_left_once_seen(self) -> int:
        """How long it does from now on, if somebody just did something."""
        return self._seconds_after(clock.now())

    def _seconds_after(self, seen_at: datetime) -> int:
        role = self.identity.role
        ends = min(seen_at + IDLE[role], self.signed_in_at + LONGEST[role])
        return max(0, int((ends - clock.now()).total_seconds()))

    @property
    def idle_seconds(self) -> int:
        """How long the device of somebody of this role stays signed in without a sign of them."""
        return int(IDLE[self.identity.role].total_seconds())

    @property
    def is_proven(self) -> bool:
        """Whether they showed who they are a short while ago, on this device."""
        return clock.now() - (self.proven_at or self.signed_in_at) < PROVEN_FOR

    @property
    def is_proven_again(self) -> bool:
        """Whether they did so since they signed in: whoever takes up their phone did not."""
        return self.proven_at is not None and self.is_proven


def find_account(session: Session, email: str) -> Person | None:
    """The person who may sign in with this address, if there is one."""
    index = current_keyring().blind_index(email)
    enter_by(session, Door.ACCOUNT, index)
    return session.scalars(
        select(Person)
        .where(
            Person.email_index == index,
            Person.password_hash.is_not(None),
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.id)
    ).first()


def open_session(session: Session, person: Person, *, device: str, waits_for_code: bool) -> str:
    """Sign `person` in on a device, and give the token that the device shall keep."""
    enter(session, person.practice_id)
    token = new_token()
    now = clock.now()
    session.execute(
        delete(UserSession).where(
            UserSession.person_id == person.id, UserSession.created_at < now - _KEPT_FOR
        )
    )
    session.add(
        UserSession(
            practice_id=person.practice_id,
            person_id=person.id,
            token_hash=hash_of(token),
            device=device[:DEVICE_LENGTH],
            created_at=now,
            seen_at=now,
            waits_for_code=waits_for_code,
        )
    )
    return token


def find_session(session: Session, token: str) -> UserSession | None:
    """The row of this token, even where its time has passed: see `is_open`."""
    enter_by(session, Door.DEVICE, hash_of(token))
    return session.scalars(
        select(UserSession)
        .options(joinedload(UserSession.person))
        .where(UserSession.token_hash == hash_of(token))
    ).one_or_none()


def is_open(row: UserSession) -> bool:
    """Whether this device is signed in just now."""
    role, now = row.person.role, clock.now()
    if row.person.deactivated_at is not None:
        return False
    if row.waits_for_code:
        return now - row.created_at < FOR_THE_CODE
    return now - row.seen_at < IDLE[role] and now - row.created_at < LONGEST[role]


def find_signed_in(session: Session, token: str) -> SignedIn | None:
    """Whoever this token signs in, or None: ended, expired, or still without the code."""
    enter_by(session, Door.DEVICE, hash_of(token))
    # Every page asks this first, so that whose couple it is comes along in one statement.
    found = session.execute(
        select(
            UserSession,
            CouplePartner.couple_id,
            select(Passkey.id).where(Passkey.person_id == UserSession.person_id).exists(),
            have_parted(CouplePartner.couple_id),
        )
        .outerjoin(CouplePartner, CouplePartner.person_id == UserSession.person_id)
        .options(joinedload(UserSession.person))
        .where(UserSession.token_hash == hash_of(token))
    ).one_or_none()
    if found is None or found[0].waits_for_code or not is_open(found[0]):
        return None
    row, couple_id, has_passkey, is_apart = found
    person = row.person
    return SignedIn(
        identity=Identity(person.role, person.practice_id, person.id, couple_id, is_apart=is_apart),
        person_public_id=person.public_id,
        name=person.name or "",
        time_zone=person.time_zone,
        locale=person.locale,
        session_id=row.id,
        session_public_id=row.public_id,
        seen_at=row.seen_at,
        proven_at=row.proven_at,
        has_second_factor=person.has_second_factor or has_passkey,
        is_discreet=person.is_discreet,
        is_owner=person.is_owner,
        signed_in_at=row.created_at,
        reset_at=person.reset_at,
        earlier_reset_at=person.earlier_reset_at,
        reset_is_told=person.reset_at is not None and person.reset_read_at is None,
    )


def identity_of(session: Session, person: Person) -> Identity:
    """The identity under which `person` reads and acts; a partner's knows their couple."""
    own = select(CouplePartner.couple_id, have_parted(CouplePartner.couple_id)).where(
        CouplePartner.person_id == person.id
    )
    couple_id, is_apart = session.execute(own).one_or_none() or (None, False)
    return Identity(person.role, person.practice_id, person.id, couple_id, is_apart=is_apart)


def is_due_to_be_seen(signed_in: SignedIn) -> bool:
    """Whether this activity is worth noting."""
    return clock.now() - signed_in.seen_at >= SEEN_EVERY


def note_seen(session: Session, signed_in: SignedIn) -> None:
    """Note that the device is in use, which keeps it signed in."""
    row = session.get(UserSession, signed_in.session_id)
    if row is not None:
        row.seen_at = clock.now()


def note_proven(session: Session, signed_in: SignedIn) -> str:
    """
    Note that the person on this device just showed who they are, and give its new token.

    The one before signs nobody in any more, so that a stolen copy of it gains nothing.
    """
    token = new_token()
    row = session.get_one(UserSession, signed_in.session_id)
    row.proven_at, row.token_hash = clock.now(), hash_of(token)
    return token


def end_session(session: Session, token: str) -> None:
    """Sign this device out for good."""
    enter_by(session, Door.DEVICE, hash_of(token))
    session.execute(delete(UserSession).where(UserSession.token_hash == hash_of(token)))


def end_sessions(session: Session, person: Person, *, but: int | None = None) -> None:
    """Sign `person` out everywhere, except on the device with the row `but`."""
    session.execute(
        delete(UserSession).where(
            UserSession.person_id == person.id, true() if but is None else UserSession.id != but
        )
    )


def set_password(
    session: Session, person: Person, new: str, *, but: int | None = None, by_link: bool = False
) -> None:
    """
    Let only `new` open the door: what the one before opened, or a link would set, is over.

    Where a link did it, their pages say so until they have read it: whoever reads somebody's
    mail could have followed it. Whoever sets a new one at their own device has. The time
    before is told with it: it may be that of somebody who said they had read it.
    """
    person.password_hash = passwords.hash_password(new)
    if by_link:
        person.earlier_reset_at = person.reset_at
        person.reset_at, person.reset_read_at = clock.now(), None
    elif person.reset_at is not None:
        person.reset_read_at = clock.now()
    end_sessions(session, person, but=but)
    reset_links.end_all(session, person)
