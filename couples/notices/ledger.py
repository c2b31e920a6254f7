"""The ledger: who is to be reminded now, each once, however many send at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple, CouplePartner
from couples.identity import Identity, Role
from couples.notices.models import Notice, NoticeChoice, Often, Thing
from couples.notices.waiting import is_waiting
from couples.partings.standing import have_parted
from couples.people.models import Person

LEASE = timedelta(minutes=10)
"""So long whoever claimed a row may take to send its letter."""

MOST_ATTEMPTS = 3

AT_LEAST = timedelta(hours=12)
"""So long lies between two letters to one person, whatever they chose meanwhile."""


_WANTS_IT = (
    NoticeChoice.often != Often.NONE,
    Person.deactivated_at.is_(None),
    Person.password_hash.is_not(None),
    Couple.archived_at.is_(None),
    ~have_parted(Couple.id),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A row that was claimed, and where its letter goes: an address and a language."""

    notice_id: int
    address: str
    locale: str


def list_wanting(session: Session, practice_id: int) -> list[int]:
    """The people of a practice who want to be reminded, whether or not they are to be now."""
    in_practice = _wanting().where(NoticeChoice.practice_id == practice_id)
    wanting = in_practice.with_only_columns(Person.id).order_by(NoticeChoice.id)
    return list(session.scalars(wanting))


def is_due(session: Session, person_id: int) -> bool:
    """
    Whether somebody is to be reminded now.

    Something waits for them, it is their hour, and they were not reminded of it. Each is
    asked about alone, so that what does not open for one keeps no letter from the next.
    """
    return _find_due(session, person_id) is not None


def is_quiet(choice: NoticeChoice, time_zone: str) -> bool:
    """Whether it is one of the hours in which nothing comes."""
    hour = clock.local(clock.now(), time_zone).hour
    first, last = choice.quiet_from, choice.quiet_until
    return first <= hour < last if first <= last else hour >= first or hour < last


def claim(session: Session, person_id: int) -> Letter | None:
    """
    Take it on to remind one person, if something waits and nobody else is at it.

    The row is there before the letter: whoever is killed in between leaves a row that is
    tried again once its time is up, and one that was sent is never sent again.
    """
    due = _find_due(session, person_id)
    if due is None:
        return None
    person, occasion = due
    notice_id = _take(session, person, occasion)
    return Letter(notice_id, person.email or "", person.locale) if notice_id else None


def _wanting() -> Select[NoticeChoice, Person, Couple]:
    """Whoever asked to be reminded, with what they chose and their couple."""
    return (
        select(NoticeChoice, Person, Couple)
        .join(Person, Person.id == NoticeChoice.person_id)
        .join(CouplePartner, CouplePartner.person_id == Person.id)
        .join(Couple, Couple.id == CouplePartner.couple_id)
        .where(*_WANTS_IT)
    )


def _find_due(session: Session, person_id: int) -> tuple[Person, str] | None:
    """Somebody who is to be reminded now, and for which day or week."""
    row = session.execute(_wanting().where(Person.id == person_id)).one_or_none()
    if row is None:
        return None
    choice, person, couple = row
    occasion = _occasion_due(session, choice, person, couple)
    return None if occasion is None else (person, occasion)


def _occasion_due(
    session: Session, choice: NoticeChoice, person: Person, couple: Couple
) -> str | None:
    """The day or the week for which somebody is to be reminded now, if they are."""
    if is_quiet(choice, couple.time_zone) or not person.email:
        return None
    viewer = Identity(Role.PARTNER, person.practice_id, person.id, couple.id)
    occasion = occasion_of(choice.often, clock.local(clock.now(), couple.time_zone))
    if _is_done(session, person.id, occasion) or not is_waiting(session, viewer):
        return None
    return occasion


def occasion_of(often: Often, at: datetime) -> str:
    """The day or the week for which a reminder is."""
    if often is Often.DAILY:
        return at.date().isoformat()
    year, week, _day = at.isocalendar()
    return f"{year}-W{week:02}"


def _is_done(session: Session, person_id: int, occasion: str) -> bool:
    """Whether there is no need to look at what waits: it was sent, or somebody is at it."""
    lately = select(Notice.id).where(
        Notice.person_id == person_id, Notice.sent_at > clock.now() - AT_LEAST
    )
    found = session.scalar(_rows(person_id, occasion))
    if session.scalar(lately.limit(1)) is not None:
        return True  # Whoever changed how often today is not written to twice.
    if found is None:
        return False
    is_over = found.sent_at is not None or found.attempts >= MOST_ATTEMPTS
    return is_over or found.claimed_until > clock.now()


def _rows(person_id: int, occasion: str) -> Select[Notice]:
    return select(Notice).where(
        Notice.person_id == person_id,
        Notice.thing == Thing.WAITING,
        Notice.occasion == occasion,
    )


def _take(session: Session, person: Person, occasion: str) -> int | None:
    now = clock.now()
    made = Notice(
        practice_id=person.practice_id,
        person_id=person.id,
        thing=Thing.WAITING,
        occasion=occasion,
        claimed_until=now + LEASE,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return _take_up_again(session, person, occasion)
    return made.id


def _take_up_again(session: Session, person: Person, occasion: str) -> int | None:
    now = clock.now()
    return session.scalar(
        update(Notice)
        .where(
            Notice.person_id == person.id,
            Notice.thing == Thing.WAITING,
            Notice.occasion == occasion,
            Notice.sent_at.is_(None),
            Notice.claimed_until <= now,
            Notice.attempts < MOST_ATTEMPTS,
        )
        .values(claimed_until=now + LEASE, attempts=Notice.attempts + 1)
        .returning(Notice.id)
    )


def note_sent(session: Session, notice_id: int) -> None:
    """Keep that its letter went out."""
    session.execute(update(Notice).where(Notice.id == notice_id).values(sent_at=clock.now()))
