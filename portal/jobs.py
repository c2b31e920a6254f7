"""
What is done without anybody asking: once a minute, by a process of its own.

The queue only wakes it up. What there is to do stands in the tables of the practice, so
that a runner which is killed loses nothing and a second one doubles nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.queries import visit_practices
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.people.sign_in import identity_of
from couples.preparations.models import Reader
from couples.preparations.queries import find_preparation, list_over, list_people
from couples.preparations.services import is_wanted, let_go_of_what_is_over
from portal import alarm, roles
from portal.briefs import is_asked_first, sessions_in
from portal.database import each_practice, engine, reading, refuse_without_tables, writing
from portal.notices import send_due
from portal.prepared import Order, prepare
from portal.settings import ConfigurationError, Settings, current_settings
from reports import frozen, rendering
from reports.gathering import gather_for_appointment
from reports.states import Copy


@click.group()
def jobs() -> None:
    """Do what is due without anybody asking."""


@jobs.command()
@click.option("--beside-server", is_flag=True, help="End when the standard input is closed.")
@with_appcontext
def run(*, beside_server: bool) -> None:
    """Wake up every minute, until Ctrl-C."""
    refuse_without_tables("preparation")
    roles.look_at_our_own(current_app)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to hand the app on
    settings = current_settings()
    rendering.warm_up()
    refused: list[ConfigurationError] = []

    def end(refusal: ConfigurationError) -> None:
        refused.append(refusal)
        consumer.stop_flag.set()

    queue, wake_up = _queue(app, settings, end)
    consumer = queue.create_consumer(workers=1, max_delay=1.0)
    if beside_server:
        Thread(target=_end_with_the_server, args=(consumer,), daemon=True).start()
    wake_up()
    consumer.run()
    if refused:
        raise refused[0]


@jobs.command()
@with_appcontext
def once() -> None:
    """Do once what the runner does every minute."""
    refuse_without_tables("preparation")
    roles.look_at_our_own(current_app)
    do_what_is_due(current_app)


def do_what_is_due(app: Flask) -> None:
    """
    Everything, one after the other; what fails stops nothing else.

    But for a database in which nothing may be done: that is for whoever runs it to mend.
    """
    for act in EVERY_MINUTE:
        try:
            with app.app_context(), alarm.rings():
                act()
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - tomorrow's reminders must not wait for today's brief
            app.logger.error("%s failed: %s", act.__name__, type(error).__name__)  # noqa: TRY400 - its message may hold words


def prepare_briefs() -> None:
    """Prepare each brief that a session soon wants and that is not there, or no longer true."""
    for who, appointment_id in _sessions_soon():
        try:
            with alarm.rings():
                _prepare_one(engine(), who, appointment_id)
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - one couple's brief must not cost the others theirs
            current_app.logger.error("A brief was not prepared: %s", type(error).__name__)  # noqa: TRY400 - the same


def let_go_of_old_briefs() -> None:
    """Let go of each brief whose session is over, was cancelled, or is about a dispute by now."""
    for practice_id in each_practice():
        with reading(practice_id) as session:
            concerned = [
                who for who in _counselors(session, practice_id) if list_over(session, who)
            ]
        for who in concerned:
            with writing(practice_id) as session:
                let_go_of_what_is_over(session, who)


def _counselors(session: Session, practice_id: int) -> list[Identity]:
    found = select(Person).where(Person.practice_id == practice_id, Person.role == Role.COUNSELOR)
    return [identity_of(session, each) for each in session.scalars(found.order_by(Person.id))]


EVERY_MINUTE: tuple[Callable[[], object], ...] = (let_go_of_old_briefs, prepare_briefs, send_due)
"""What is done every minute, each within the app's context and with sessions of its own."""


def _prepare_one(where: Engine, who: Identity, appointment_id: str) -> None:
    with reading(who.practice_id) as session:
        people = list_people(session, who, appointment_id)
        brief = gather_for_appointment(session, who, appointment_id, Copy.COUNSELOR)
        found = find_preparation(session, who, appointment_id, Reader.COUNSELOR)
        wanted = is_wanted(found, frozen.digest(brief), frozen.edition())
    if wanted:
        prepare(where, Order(who, appointment_id, brief, people))


def _sessions_soon() -> list[tuple[Identity, str]]:
    """
    The sessions of the coming hours, soonest first, with the counselor who reads about each.

    Of a couple in a legal dispute nothing is prepared: paper about them is made when their
    counselor says so, and kept nowhere.
    """
    now = clock.now()
    with reading() as session:
        return [
            (each.counselor, each.appointment.public_id)
            for practice in visit_practices(session)
            for each in sessions_in(
                session, practice, now, now + timedelta(hours=practice.brief_hours)
            )
            if not is_asked_first(session, each)
        ]


def _queue(
    app: Flask, settings: Settings, end: Callable[[ConfigurationError], None]
) -> tuple[SqliteHuey, Callable[[], object]]:
    """The queue in its own small file, and what wakes the runner at once."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Not the write-ahead log, which this machine's own SQLite may not keep safely.
    queue = SqliteHuey(
        "mendwell", filename=str(settings.data / "jobs.sqlite"), journal_mode="delete"
    )

    def every_minute() -> None:
        try:
            do_what_is_due(app)
        except ConfigurationError as refusal:
            # The queue would write it down and go on.
            end(refusal)

    return queue, queue.periodic_task(crontab(), expires=60)(every_minute)


def _end_with_the_server(consumer: Consumer) -> None:
    """Nothing is lost by ending at once: whatever was begun is begun anew by the next one."""
    sys.stdin.buffer.read()
    consumer.stop_flag.set()
