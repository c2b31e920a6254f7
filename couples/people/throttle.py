"""
Slowing guesses down, for all workers together, without ever locking anybody out.

Each try is noted before the password is looked at, so that a hundred at once
count as a hundred. Only keyed fingerprints are kept: neither the address nor the
network can be read back. After a few failures every further try has to wait a
little longer, up to half a minute; being right clears the slate.

Codes are counted as passwords are, for an account from one network: whoever types wrong ones
does not keep its owner out elsewhere. Six digits can be guessed from many networks, so that
there is a ceiling for the account as well, wherever they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import ColumnElement, delete, func, select, text, true
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.people.models import SignInAttempt

LONGEST_WAIT = timedelta(seconds=30)
WINDOW = timedelta(minutes=5)

# Nobody waits for the first mistakes; the tenth in five minutes and all that follow
# wait the longest, which is ten in five minutes again.
_FREE = 5
EVERYBODY = 1000

CODES = ((5, timedelta(minutes=5)), (20, timedelta(hours=1)), (50, timedelta(days=1)))
# Three codes of a million are right at any time: two hundred tries a day find one in about
# one day of sixteen hundred.
CODES_FROM_EVERYWHERE = tuple((4 * many, within) for many, within in CODES)
# Twelve digits need no more than this, and nobody waits longer than a minute for theirs: at
# most 57,600 tries a day, against ten codes of a million millions.
RECOVERY = ((10, timedelta(minutes=1)),)
_RECOVERY_FROM_EVERYWHERE = tuple((4 * many, within) for many, within in RECOVERY)
_RESETS = ((5, timedelta(days=1)),)
_RESETS_FROM_ONE_NETWORK = ((20, timedelta(hours=1)), (60, timedelta(days=1)))
WORK = ((40, timedelta(minutes=5)), (200, timedelta(hours=1)))
_NAMES = ((5, timedelta(minutes=10)), (20, timedelta(days=1)))
_KEPT_FOR = timedelta(days=1)

# IPv6 gives one household a whole network of addresses; IPv4 gives it one.
_PREFIX = {4: 32, 6: 64}
# Any number will do, as long as nothing else here locks it.
_LOCK = 7_304_114


Limits = tuple[tuple[int, timedelta], ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """
    Whose account is tried from which network, as fingerprints.

    What `is_code` is counted by its `limits` for the account, wherever it is tried, and by
    `limits_here` for the account tried from this network.
    """

    account: str
    network: str
    is_code: bool = False
    limits: Limits = ()
    limits_here: Limits = ()


def password_trial(email: str, address: str | None) -> Trial:
    """Somebody at a network address tries to sign in with an e-mail address."""
    index = encryption.current().blind_index
    return Trial(index(f"sign-in {email}"), index(f"network {_network_of(address)}"))


def code_trial(person_public_id: str, address: str | None) -> Trial:
    """Somebody who knew the password tries a code of an app."""
    return _code(f"code {person_public_id}", address, CODES_FROM_EVERYWHERE, CODES)


def recovery_trial(person_public_id: str, address: str | None) -> Trial:
    """The same with a recovery code, so that wrong codes of an app do not close these as well."""
    return _code(f"recovery {person_public_id}", address, _RECOVERY_FROM_EVERYWHERE, RECOVERY)


def _code(whose: str, address: str | None, limits: Limits, limits_here: Limits) -> Trial:
    index = encryption.current().blind_index
    network = index(f"network {_network_of(address)}")
    return Trial(index(whose), network, is_code=True, limits=limits, limits_here=limits_here)


def reset_trial(email: str, address: str | None) -> Trial:
    """Somebody at a network address asks for a link to a new password."""
    index = encryption.current().blind_index
    network = index(f"network {_network_of(address)}")
    return Trial(index(f"reset {email} {network}"), network, is_code=True, limits=_RESETS)


def resets_trial(address: str | None) -> Trial:
    """Somebody at a network address asks for a link, to whatever address it may be."""
    index = encryption.current().blind_index
    network = index(f"network {_network_of(address)}")
    account = index(f"resets {network}")
    return Trial(account, network, is_code=True, limits=_RESETS_FROM_ONE_NETWORK)


def work_trial(person_public_id: str) -> Trial:
    """Somebody asks for what keeps a processor busy, such as paper; it is counted alike."""
    return _alone(f"work {person_public_id}", WORK)


def design_trial(person_public_id: str) -> Trial:
    """The same for trying out how papers look: one of the two never holds the other up."""
    return _alone(f"design {person_public_id}", WORK)


def names_trial(person_public_id: str) -> Trial:
    """Somebody says whom of a colleague's they have to read in an emergency, or guesses."""
    return _alone(f"names {person_public_id}", _NAMES)


def addresses_trial(person_public_id: str) -> Trial:
    """Somebody entered an address that is taken; an emergency does not wait for it."""
    return _alone(f"addresses {person_public_id}", _NAMES)


def _alone(whose: str, limits: Limits) -> Trial:
    """What is counted for one person, wherever they are."""
    account = encryption.current().blind_index(whose)
    return Trial(account, account, is_code=True, limits=limits)


def admit(session: Session, trial: Trial) -> int:
    """
    Note a try and let it through (0), or say how many seconds it has to wait first.

    Call it in a transaction of its own, so that what was let through stays noted whatever
    becomes of it. What has to wait is not noted: nobody waits longer for being impatient.
    """
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer anyway; here two tries at once would not see each other.
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    now = clock.now()
    session.execute(delete(SignInAttempt).where(SignInAttempt.created_at < now - _KEPT_FOR))
    if seconds := seconds_left(session, trial):
        return seconds
    session.add(
        SignInAttempt(
            account=trial.account, network=trial.network, is_code=trial.is_code, created_at=now
        )
    )
    return 0


def seconds_left(session: Session, trial: Trial) -> int:
    """How many seconds such a try would have to wait now; nothing is noted by asking."""
    wait = _wait_for_code(session, trial) if trial.is_code else _wait_for_password(session, trial)
    return max(0, ceil(wait.total_seconds()))


def forget(session: Session, trial: Trial) -> None:
    """The try was right: what led up to it, from the same network, no longer counts."""
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.account == trial.account,
            SignInAttempt.is_code == trial.is_code,
            SignInAttempt.network == trial.network,
        )
    )


def forget_all(session: Session, *, email: str, person_public_id: str) -> None:
    """Somebody showed who they are by a link made for them: nothing counts, wherever it was."""
    trials = (
        password_trial(email, None),
        code_trial(person_public_id, None),
        recovery_trial(person_public_id, None),
    )
    accounts = [trial.account for trial in trials]
    session.execute(delete(SignInAttempt).where(SignInAttempt.account.in_(accounts)))


def _wait_for_password(session: Session, trial: Trial) -> timedelta:
    same_account = (SignInAttempt.account == trial.account) & (
        SignInAttempt.network == trial.network
    )
    return max(
        _growing(session, same_account),
        _growing(session, SignInAttempt.network == trial.network),
        min(_until_free(session, true(), EVERYBODY, WINDOW, is_code=False), LONGEST_WAIT),
    )


def _wait_for_code(session: Session, trial: Trial) -> timedelta:
    same = SignInAttempt.account == trial.account
    here = same & (SignInAttempt.network == trial.network)
    counts = (*((same, limit) for limit in trial.limits), *((here, x) for x in trial.limits_here))
    return max(
        _until_free(session, which, many, within, is_code=True) for which, (many, within) in counts
    )


def _growing(session: Session, which: ColumnElement[bool]) -> timedelta:
    """What is left of a wait that doubles with each try."""
    count, last = session.execute(
        select(func.count(), func.max(SignInAttempt.created_at)).where(
            which, SignInAttempt.is_code.is_(False), SignInAttempt.created_at > clock.now() - WINDOW
        )
    ).one()
    if count < _FREE:
        return timedelta(0)
    wait = min(timedelta(seconds=2 ** min(count - _FREE, 5)), LONGEST_WAIT)
    remaining: timedelta = last + wait - clock.now()
    return remaining


def _until_free(
    session: Session, which: ColumnElement[bool], many: int, within: timedelta, *, is_code: bool
) -> timedelta:
    """How long until fewer than `many` tries lie `within` the time before."""
    earliest: datetime | None = session.scalars(
        select(SignInAttempt.created_at)
        .where(which, SignInAttempt.is_code.is_(is_code))
        .order_by(SignInAttempt.created_at.desc())
        .offset(many - 1)
        .limit(1)
    ).first()
    return timedelta(0) if earliest is None else earliest + within - clock.now()


def _network_of(address: str | None) -> str:
    """The household that an address belongs to, as well as that can be told."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ip_network((found, _PREFIX[found.version]), strict=False))
