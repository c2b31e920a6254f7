"""What an operator does at a terminal: set up, migrate, begin a practice, bring the demo back."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from couples import demo, encryption
from couples.caseload import services as caseload
from couples.caseload.models import Practice
from couples.caseload.queries import visit_practices
from couples.database import Base, for_writing
from couples.encryption import DecryptionError
from couples.exercises.services import stock_library
from couples.history import chain
from couples.identity import Role
from couples.people import invitations, passkeys, second_factor
from couples.people.sign_in import end_sessions, find_account, identity_of
from couples.walls import entering as walls
from portal import keys
from portal.backups.commands import backup, restore
from portal.briefs import brief
from portal.courses import open_steps
from portal.database import engine
from portal.erasing import erase
from portal.history import history
from portal.invitations import link_to
from portal.jobs import jobs
from portal.key_commands import keys as keys_group
from portal.key_commands import words as words_group
from portal.notices import notices
from portal.roles import bring_tables_up
from portal.settings import ConfigurationError, current_settings
from portal.verifying import report
from reports import demo as demo_with_paper


def init_app(app: Flask) -> None:
    """Give the `flask` command our verbs."""
    own = (setup, migrate, bring_demo_back, practice, backup, restore, erase)
    sealed = (keys_group, words_group)
    for command in (*own, *sealed, brief, open_steps, history, jobs, report, notices):
        app.cli.add_command(command)


@click.command()
@click.option("--without-demo", is_flag=True, help="Leave the practice empty, for a real one.")
@with_appcontext
def setup(*, without_demo: bool) -> None:
    """Make what is missing: keys, tables and, on a first start, the demo practice."""
    settings = current_settings()
    _make_folder_of(engine())
    bring_tables_up()
    if not keys.exist(settings.keys):
        _refuse_to_lock_away(engine(), settings.keys)
        keys.make_missing(settings.keys)
    encryption.use(keys.load(settings.keys).keyring)
    with Session(for_writing(engine())) as session, session.begin():
        found = _first_practice(session)
        if found is None and not without_demo:
            found = demo_with_paper.fill(session)
        _bring_practices_up(session)
        shows_demo = found is not None and found.is_demo
    click.echo("Mendwell is set up.")
    if shows_demo:
        _tell_demo()


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the tables to the form that this version needs."""
    _make_folder_of(engine())
    bring_tables_up()
    with Session(for_writing(engine())) as session, session.begin():
        _bring_practices_up(session)
    click.echo("The database has the newest form, and the library its newest exercises.")


@click.command("demo")
@click.option("--reset", is_flag=True, help="Put it back to how it began.")
@with_appcontext
def bring_demo_back(*, reset: bool) -> None:
    """Show the demo practice's sign-ins, or put it back to how it began."""
    if reset:
        _make_folder_of(engine())
        bring_tables_up()
        with Session(for_writing(engine())) as session, session.begin():
            _refuse_to_wipe(session)
            for number in walls.list_practices(session):
                walls.enter(session, number)
                for table in reversed(Base.metadata.sorted_tables):
                    session.execute(delete(table))
            demo_with_paper.fill(session)
        click.echo("The demo practice is back to how it began.")
    _tell_demo()


@click.group()
def practice() -> None:
    """Begin a practice of your own."""


@practice.command()
@click.option("--name", prompt="Name of the practice")
@click.option("--counselor", prompt="Your name, as couples read it")
@click.option("--email", prompt="Your email address")
@click.option("--time-zone", prompt="Your time zone", default="America/New_York")
@with_appcontext
def create(name: str, counselor: str, email: str, time_zone: str) -> None:
    """Create a practice with its first counselor, and print the link to join with."""
    with Session(for_writing(engine())) as session, session.begin():
        new = caseload.found_practice(session, name=name, time_zone=time_zone)
        token = _invite_counselor(session, new, name=counselor, email=email)
    _tell_link(token)


@practice.command("add-counselor")
@click.option("--counselor", prompt="Their name, as couples read it")
@click.option("--email", prompt="Their email address")
@with_appcontext
def add_counselor(counselor: str, email: str) -> None:
    """Enter one more counselor, and print the link for them to join with."""
    with Session(for_writing(engine())) as session, session.begin():
        found = _first_practice(session)
        if found is None:
            raise ConfigurationError("Begin with “flask --app portal practice create”.")
        token = _invite_counselor(session, found, name=counselor, email=email)
    _tell_link(token)


@practice.command("forget-code")
@click.option("--email", prompt="The email address they sign in with")
@with_appcontext
def forget_code(email: str) -> None:
    """Turn off the second factor of somebody who lost their phone; the password stays."""
    with Session(for_writing(engine())) as session, session.begin():
        person = find_account(session, email)
        if person is None:
            raise ConfigurationError("Nobody signs in with that address.")
        second_factor.turn_off(session, identity_of(session, person))
        passkeys.remove_all(session, identity_of(session, person))
        end_sessions(session, person)
    click.echo("Their password is enough now. Tell them to set up a code again.")


def _invite_counselor(session: Session, where: Practice, *, name: str, email: str) -> str:
    person = caseload.add_person(
        session, where, role=Role.COUNSELOR, name=name, email=email, time_zone=where.time_zone
    )
    return invitations.invite(session, identity_of(session, person), person)


def _tell_link(token: str) -> None:
    with current_app.test_request_context():
        link = link_to(current_settings(), token)
    click.echo(f"This link lets them choose a password. It works once, for 7 days:\n{link}")


def _make_folder_of(database: Engine) -> None:
    """SQLite makes a file and no folder; nobody else on this machine looks into it."""
    path = database.url.database
    if database.dialect.name == "sqlite" and path:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def _bring_practices_up(session: Session) -> None:
    """A newer version of the program may bring newer exercises, and sign what had no mark."""
    for found in visit_practices(session):
        stock_library(session, found)
        chain.seal_older(session)
        session.flush()


def _first_practice(session: Session) -> Practice | None:
    found = next(visit_practices(session), None)
    try:
        _ = found and found.name
    except DecryptionError:
        raise ConfigurationError(
            "These are not the keys that this database was written with: bring those back."
        ) from None
    return found


def _refuse_to_lock_away(database: Engine, folder: Path) -> None:
    """New keys would make everything that is there unreadable for good."""
    with Session(database) as session:
        if walls.list_practices(session):
            raise ConfigurationError(
                f"There is a practice in the database, but its keys are not in {folder}: "
                "bring them back from where you keep them."
            )


def _refuse_to_wipe(session: Session) -> None:
    for found in visit_practices(session):
        if not found.is_demo:
            raise ConfigurationError(
                "This database holds a practice that is not the demo: nothing was touched."
            )


def _tell_demo() -> None:
    widths = [max(len(line[column]) for line in demo.SIGN_INS) for column in range(2)]
    click.echo("Sign in to the demo practice as:")
    for who, email, password in demo.SIGN_INS:
        click.echo(f"  {who:<{widths[0]}}  {email:<{widths[1]}}  {password}")
