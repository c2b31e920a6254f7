"""What the other tests stand on does what it says."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.walls.checking import what_is_wrong
from tests.mailbox import Mailbox, UnexpectedMailError
from tests.network import UnexpectedNetworkError
from tests.postgres import APP


class TestSession:
    @pytest.mark.parametrize("turn", ["first", "second"])
    def test_what_one_test_commits_the_next_one_does_not_find(
        self, session: Session, turn: str
    ) -> None:
        session.execute(text("CREATE TEMPORARY TABLE note (turn varchar)"))
        session.execute(text("INSERT INTO note VALUES (:turn)"), {"turn": turn})
        session.commit()

        assert session.scalars(text("SELECT turn FROM note")).all() == [turn]

    def test_a_rollback_undoes_only_what_came_after_the_last_commit(self, session: Session) -> None:
        session.execute(text("CREATE TEMPORARY TABLE note (words varchar)"))
        session.commit()
        session.execute(text("INSERT INTO note VALUES ('gone')"))

        session.rollback()

        assert session.scalars(text("SELECT words FROM note")).all() == []


class TestDatabases:
    def test_each_is_a_database_of_its_own(
        self, fresh_database: Engine, new_database: Callable[[], str]
    ) -> None:
        with fresh_database.begin() as connection:
            connection.execute(text("CREATE TEMPORARY TABLE note (words varchar)"))

        assert new_database() != fresh_database.url.render_as_string(hide_password=False)

    def test_the_dialect_is_the_one_that_was_asked_for(
        self, fresh_database: Engine, dialect: str
    ) -> None:
        assert fresh_database.dialect.name == dialect

    @pytest.mark.only_on("postgresql", reason="SQLite has no accounts")
    def test_they_are_used_in_a_role_that_the_walls_hold(self, fresh_database: Engine) -> None:
        with fresh_database.connect() as connection:
            assert connection.scalar(text("SELECT current_user")) == APP
            assert what_is_wrong(connection) is None


class TestNetwork:
    def test_another_machine_cannot_be_reached(self) -> None:
        with socket.socket() as somewhere, pytest.raises(UnexpectedNetworkError):
            somewhere.connect(("192.0.2.1", 80))


class TestMail:
    def test_a_letter_arrives_in_the_mailbox(self, mailbox: Mailbox) -> None:
        letter = EmailMessage()
        letter["To"] = "alex@example.org"
        letter["Subject"] = "Something new"
        letter.set_content("Come and see.")

        with smtplib.SMTP(mailbox.host, mailbox.port) as server:
            server.send_message(letter, "practice@example.org")

        (arrived,) = mailbox.to("alex@example.org")
        assert arrived["Subject"] == "Something new"
        assert arrived.get_content() == "Come and see.\n"

    def test_a_letter_that_nobody_expects_is_an_error(self) -> None:
        with pytest.raises(UnexpectedMailError):
            smtplib.SMTP("127.0.0.1", 25)


class TestBrowser:
    def test_it_reads_a_page_from_a_real_server(
        self, chromium: Browser, serve: Callable[[Flask], str]
    ) -> None:
        app = Flask("tests.hello")
        app.add_url_rule("/", view_func=lambda: "<h1>This week</h1>")

        with chromium.new_context() as context:
            page = context.new_page()
            page.goto(serve(app))

            assert page.get_by_role("heading").inner_text() == "This week"
