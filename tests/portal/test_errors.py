"""What goes wrong is said plainly, loses nothing, and tells nobody anything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples.database import create_engine, for_writing
from couples.errors import ConflictError
from couples.walls.entering import within
from portal import access
from portal.access import Side, blueprint_for
from portal.database import after_commit, session, stand_in
from portal.settings import Settings
from reports.failures import TooLongError
from tests import page_rules
from tests.cast import Cast
from tests.databases import PRACTICE, Databases
from tests.page import Visitor

pytestmark = pytest.mark.on_both("each database fails in its own way")

WORDS = "We talked on the bench until it got cold."


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """The portal with a page that fails in whatever way it is asked to."""
    blueprint = blueprint_for(Side.PUBLIC, "trouble", __name__)

    @blueprint.post("/trouble/<string:kind>")
    def trouble(kind: str) -> str:
        stand_in(PRACTICE)
        if kind == "bug":
            raise ZeroDivisionError(WORDS)
        if kind == "paper":
            raise TooLongError
        if kind == "conflict":
            session.execute(text("UPDATE person SET locale = 'de'"))
            raise ConflictError("Somebody was faster.")
        if kind == "twice":
            raise IntegrityError("INSERT", {"words": WORDS}, Exception(WORDS))
        session.execute(text("UPDATE person SET locale = 'de'"))
        after_commit(lambda: own_app.extensions.setdefault("told", []).append(kind))
        return "kept"

    own_app.register_blueprint(blueprint)
    # Our own page for a bug is what is tested, not the one for developers.
    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    return own_app


@pytest.fixture
def database(app: Flask) -> Engine:
    """The app’s own engine."""
    engine: Engine = app.extensions["database"]
    return engine


def locales(database: Engine) -> set[str]:
    """What stands in the database."""
    with within(Session(database), PRACTICE) as session:
        return set(session.scalars(text("SELECT locale FROM person")))


class TestTheEdge:
    def test_a_good_answer_is_committed_and_then_told(
        self, visitor: Visitor, cast: Cast, app: Flask, database: Engine
    ) -> None:
        visitor.client.post("/trouble/none", data={"csrf_token": visitor.token()})

        assert locales(database) == {"de"}
        assert app.extensions["told"] == ["none"]

    def test_a_refusal_is_not_committed(
        self, visitor: Visitor, cast: Cast, database: Engine
    ) -> None:
        page = visitor.post("/trouble/conflict", {"words": WORDS}, status=409)

        assert "Somebody was faster." in page.text
        assert locales(database) == {"en"}

    def test_what_happens_after_the_commit_cannot_take_it_back(
        self, visitor: Visitor, cast: Cast, app: Flask, database: Engine
    ) -> None:
        app.extensions["told"] = None

        visitor.client.post("/trouble/none", data={"csrf_token": visitor.token()})

        assert locales(database) == {"de"}


class TestTheWordsAreKept:
    @pytest.mark.parametrize(
        ("kind", "status"), [("bug", 500), ("conflict", 409), ("twice", 409), ("paper", 503)]
    )
    def test_whatever_went_wrong(
        self, visitor: Visitor, cast: Cast, kind: str, status: int
    ) -> None:
        page = visitor.post(f"/trouble/{kind}", {"words": WORDS}, status=status)

        assert page.find_all("textarea#typed-words") == [WORDS]

    def test_when_the_token_is_another_one(self, alex: Visitor) -> None:
        page = alex.post("/account/", {"name": WORDS, "csrf_token": "made up"}, status=400)

        assert page.h1 == "This page was open while something changed"
        assert page.find_all("textarea#typed-words") == [WORDS]

    @pytest.mark.parametrize(
        "words",
        ["きのうはふたりでながいさんぽをしてからゆっくりおちゃをのみました", "Διαβάζουμε" * 4],
    )
    def test_words_without_a_gap_are_words_too(
        self, visitor: Visitor, cast: Cast, words: str
    ) -> None:
        page = visitor.post("/trouble/bug", {"words": words}, status=500)

        assert page.find_all("textarea#typed-words") == [words]

    def test_but_no_password_is_shown_again(self, visitor: Visitor, cast: Cast) -> None:
        typed = {"password": "quite a secret", "new_password": "one more", "words": WORDS}

        page = visitor.post("/trouble/bug", typed, status=500)

        assert page.find_all("textarea#typed-words") == [WORDS]


class TestTheDatabaseIsGone:
    @pytest.fixture
    def impatient(self, database: Engine) -> None:
        """Give up at once; a practice waits fifteen seconds."""

        @event.listens_for(database, "connect")
        def give_up(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA busy_timeout=50")

        database.dispose()

    @pytest.fixture
    def locked(self, impatient: None, database: Engine) -> Iterator[None]:
        """Somebody else writes, and does not stop."""
        somebody = create_engine(database.url.render_as_string(hide_password=False))
        with for_writing(somebody).connect() as connection, connection.begin():
            yield
        somebody.dispose()

    @pytest.mark.only_on("sqlite", reason="PostgreSQL has many writers")
    def test_a_locked_one_keeps_the_words(self, visitor: Visitor, cast: Cast, locked: None) -> None:
        page = visitor.post("/trouble/none", {"words": WORDS}, status=503)

        assert page.h1 == "Mendwell cannot reach its records just now"
        assert page.find_all("textarea#typed-words") == [WORDS]
        assert page.response.headers["Retry-After"] == "60"

    @pytest.fixture
    def gone(
        self,
        alex: Visitor,
        database: Engine,
        dialect: str,
        all_databases: Callable[[str], Databases],
    ) -> None:
        """Somebody took the database away under a person who is signed in."""
        alex.open("/account/")
        database.dispose()
        all_databases(dialect).drop(database.url.render_as_string(hide_password=False))

    def test_a_missing_one_keeps_them_too(self, alex: Visitor, gone: None) -> None:
        page = alex.post("/account/", {"name": WORDS}, status=503)

        assert page.find_all("textarea#typed-words") == [WORDS]

    def test_no_page_needs_it_to_say_so(self, alex: Visitor, gone: None) -> None:
        page = alex.open("/nowhere", status=503)

        assert "Alex" not in page.soup.get_text()


class TestWhatIsLogged:
    @pytest.mark.parametrize("kind", ["bug", "twice"])
    def test_it_is_where_and_never_what(
        self, visitor: Visitor, cast: Cast, kind: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            visitor.post(f"/trouble/{kind}", {"words": WORDS}, status=500 if kind == "bug" else 409)

        assert "trouble.trouble" in caplog.text
        assert WORDS not in caplog.text
        assert f"/trouble/{kind}" not in caplog.text


class TestHiddenLooksLikeMissing:
    def test_a_page_of_the_other_side_is_the_page_that_is_not_there(self, alex: Visitor) -> None:
        hidden = alex.open("/counselor/today", status=404)
        missing = alex.open("/nowhere", status=404)

        assert hidden.text == missing.text
        assert hidden.title == missing.title


class TestIntake:
    def test_another_host_is_not_ours(self, visitor: Visitor) -> None:
        visitor.open("/sign-in", status=400, headers={"Host": "example.org"})
        visitor.open("/sign-in", status=400, headers={"Host": "localhost.example.org"})
        visitor.open("/sign-in", status=400, headers={"Host": "a" * 300})
        visitor.open("/sign-in", headers={"Host": "127.0.0.1:8123"})
        visitor.open("/sign-in", headers={"Host": "[::1]:8000"})

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_a_form_on_another_site_changes_nothing_and_signs_nobody_out(
        self, alex: Visitor, site: str
    ) -> None:
        page = alex.post(
            "/account/", {"name": "Mallory"}, status=400, headers={"Sec-Fetch-Site": site}
        )

        assert page.h1 == "This came from another site"
        assert "Set-Cookie" not in page.response.headers
        assert alex.open("/account/").value_of("Your name") == ["Alex"]

    @pytest.mark.parametrize("odd", ["a\x00b", "\x00"])
    def test_what_no_database_keeps_is_refused_in_one_place(self, alex: Visitor, odd: str) -> None:
        alex.post("/account/", {"name": odd}, status=400)
        alex.open("/account/", query_string={"next": odd}, status=400)

    def test_half_a_character_is_refused_too(self, alex: Visitor) -> None:
        answer = alex.client.post(
            "/account/",
            data=r'{"name": "\ud800"}',
            content_type="application/json",
            headers={"X-CSRFToken": alex.token()},
        )

        assert answer.status_code == 400

    def test_too_much_at_once_is_said_so(self, alex: Visitor) -> None:
        page = alex.post("/account/", {"name": "a" * 3_000_000}, status=413)

        assert page.h1 == "That was too much at once"

    def test_far_too_many_fields_are_refused_before_they_are_read(self, alex: Visitor) -> None:
        answer = alex.client.post(
            "/sign-in", data="a&" * 900_000, content_type="application/x-www-form-urlencoded"
        )

        assert answer.status_code == 413

    def test_as_many_fields_as_a_form_of_ours_has_are_read(self, alex: Visitor) -> None:
        many = {f"answer-{number}": "words" for number in range(2000)}

        alex.post("/account/", {"name": "Alexander", **many})

        assert alex.open("/account/").value_of("Your name") == ["Alexander"]

    @pytest.mark.parametrize("deep", ["[" * 200_000, '{"a":' * 50_000, "[" * 900 + "]" * 900])
    def test_what_is_nested_too_deep_is_refused_like_anything_odd(
        self, alex: Visitor, deep: str
    ) -> None:
        answer = alex.client.post("/sign-in", data=deep, content_type="application/json")

        assert answer.status_code == 400

    def test_every_change_needs_the_token(self, alex: Visitor, morgan: Visitor, app: Flask) -> None:
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or ()) and not rule.arguments:
                somebody = morgan if rule.rule.startswith("/counselor") else alex
                answer = somebody.client.post(rule.rule)
                assert answer.status_code == 400, f"{rule.rule} was done without a token."


class TestHeaders:
    @pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/static/css/base.css", "/"])
    def test_they_come_with_every_answer(self, visitor: Visitor, path: str) -> None:
        answer = visitor.client.get(path)

        page_rules.check_headers(path, answer)
        answer.close()


def test_a_page_without_a_side_does_not_start(settings: Settings) -> None:
    app = Flask("tests.no_side")
    app.add_url_rule("/open", "open", lambda: "open to everybody")

    with pytest.raises(RuntimeError, match="open has no side"):
        access.init_app(app)
