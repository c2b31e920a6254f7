"""
Preparing briefs: the same few steps for the runner at night and for a counselor who waits.

The pages that were prepared are handed out only while they are still true: what they are
made of is gathered anew each time, as the one who asks, and compared.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtIt
from contextvars import copy_context
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.identity import Identity
from couples.preparations import services
from couples.preparations.models import Failure, Preparation, Reader, Stage
from couples.preparations.queries import find_preparation
from couples.walls import entering as walls
from portal import database
from reports import frozen
from reports.brief import Brief
from reports.failures import BrokenOffError, ReportError, TooLargeError, TooLongError
from reports.printing import print_paper
from reports.rendering import AT_A_TIME

PATIENCE = 3.0
"""So many seconds a page waits for the pages of a brief before it says that they are made."""

_REASONS: tuple[tuple[type[ReportError], Failure], ...] = (
    (TooLongError, Failure.TOO_LONG),
    (TooLargeError, Failure.TOO_LARGE),
    (BrokenOffError, Failure.BROKEN_OFF),
)

# As many as are printed at a time; whoever comes third waits for a place here.
_hands = ThreadPoolExecutor(max_workers=AT_A_TIME, thread_name_prefix="preparing")


@dataclass(frozen=True, slots=True)
class Order:
    """
    A brief that is wanted: for which session, by whom, for which reader, and what it says.

    `people` are the two, but for who had been erased before it was gathered.
    """

    actor: Identity
    appointment_id: str
    brief: Brief
    people: frozenset[int]

    @property
    def reader(self) -> Reader:
        """Whose copy it is."""
        return Reader(self.brief.copy.value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pages, or what to say instead: that it failed, or that it is being made."""

    pages: bytes | None = None
    failed: Preparation | None = None


def order(actor: Identity, appointment_id: str, brief: Brief, people: frozenset[int]) -> Order:
    """An order that holds on another thread too, where nobody is signed in."""
    plain = Identity(actor.role, actor.practice_id, actor.person_id, actor.couple_id)
    return Order(plain, appointment_id, brief, people)


def prepare(engine: Engine, wanted: Order) -> bytes | None:
    """Claim it, print it, bring the pages; None where somebody else is at it or it failed."""
    digest = frozen.digest(wanted.brief)
    who = wanted.actor
    with _writing_for(who, engine) as session, session.begin():
        claim = services.claim(session, who, wanted.appointment_id, wanted.reader, digest=digest)
    if claim is None:
        return None
    failure = Failure.NOT_WHOLE
    pages: bytes | None = None
    try:
        # No page waits for it longer than a moment.
        pages = print_paper(wanted.brief, nobody_waits=True)
    except ReportError as error:
        failure = next((why for kind, why in _REASONS if isinstance(error, kind)), failure)
    finally:
        with _writing_for(who, engine) as session, session.begin():
            if pages is None:
                services.give_up(session, who, claim, failure)
            elif not services.finish(
                session,
                who,
                claim,
                people=wanted.people,
                made_from=frozen.freeze(wanted.brief),
                pages=pages,
                edition=frozen.edition(),
            ):
                # Nobody is shown what may not be kept: somebody in it was erased meanwhile.
                pages = None
    return pages


def open_brief(session: Session, wanted: Order) -> Outcome:
    """What was prepared, where it is still true; otherwise make it, and wait a moment for it."""
    digest, edition = frozen.digest(wanted.brief), frozen.edition()
    found = find_preparation(session, wanted.actor, wanted.appointment_id, wanted.reader)
    if found is not None and found.says(digest, edition):
        return Outcome(pages=found.pages)
    if found is not None and found.stage is Stage.FAILED and found.digest == digest:
        return Outcome(failed=found)
    if not services.is_wanted(found, digest, edition):
        return Outcome()
    engine = database.engine()
    # The other one writes: in SQLite's older way of keeping its log, nobody may read meanwhile.
    database.let_go()
    job = _in_the_background(lambda: prepare(engine, wanted))
    try:
        pages = job.result(current_app.config.get("PATIENCE_FOR_PAPER", PATIENCE))
    except StillAtIt:
        return Outcome()
    if pages is not None:
        return Outcome(pages=pages)
    found = find_preparation(session, wanted.actor, wanted.appointment_id, wanted.reader)
    return Outcome(failed=found if found and found.stage is Stage.FAILED else None)


def _writing_for(who: Identity, engine: Engine) -> Session:
    return walls.within(Session(for_writing(engine)), who.practice_id)


def _in_the_background(act: Callable[[], bytes | None]) -> Future[bytes | None]:
    """On another thread, by the same clock; it goes on when nobody waits any more."""
    return _hands.submit(copy_context().run, act)
