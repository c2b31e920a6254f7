"""The portal as a practice starts it: by https, and with nothing for developers switched on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from portal import create_app
from portal.access import Side, blueprint_for
from portal.settings import Settings
from tests.cast import Cast

YEAR = 365 * 24 * 60 * 60
HERE = "https://localhost"
WORDS = "We talked on the bench until it got cold."

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """It is not told that it is tested, and somebody left a switch for developers on."""
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = create_app(replace(settings, secure_cookies=True, base_url=HERE))
    blueprint = blueprint_for(Side.PUBLIC, "trouble", __name__)

    @blueprint.get("/trouble")
    def trouble() -> str:
        raise ZeroDivisionError(WORDS)

    app.register_blueprint(blueprint)
    yield app
    app.extensions["database"].dispose()


def everything(app: Flask) -> Iterator[tuple[str, int, Headers]]:
    """An answer of each kind: pages, files, redirects, refusals, and our own mistakes."""
    client = app.test_client()
    asked = [
        *("/sign-in", "/", "/nowhere", "/partner/this-week", "/static/css/base.css"),
        *("/trouble", "https://example.org/sign-in"),
    ]
    answers = {path: client.get(path, base_url=HERE) for path in asked}
    answers["no token"] = client.post("/sign-in", base_url=HERE, data={"email": "x"})
    answers["no method"] = client.delete("/sign-in", base_url=HERE)
    for what, answer in answers.items():
        yield what, answer.status_code, answer.headers
        answer.close()


def test_every_answer_asks_for_https_for_a_year(app: Flask, cast: Cast) -> None:
    seen = set()
    for what, status, headers in everything(app):
        found = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
        assert found, what
        assert int(found[1]) >= YEAR, what
        seen.add(status)

    assert seen >= {200, 302, 400, 404, 405, 500}


def test_every_cookie_belongs_to_this_host_and_to_no_script(app: Flask, cast: Cast) -> None:
    sent = [each for _, _, headers in everything(app) for each in headers.getlist("Set-Cookie")]

    assert sent
    for cookie in sent:
        said = {part.strip().casefold() for part in cookie.split(";")[1:]}
        assert cookie.startswith("__Host-"), cookie
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= said, cookie
        assert not any(part.startswith("domain") for part in said), cookie


def test_what_fails_tells_nobody_where_or_why(app: Flask, cast: Cast) -> None:
    answer = app.test_client().get("/trouble", base_url=HERE)

    assert not app.debug
    assert answer.status_code == 500
    told = answer.get_data(as_text=True)
    assert "Something went wrong on our side" in told
    for word in ("Traceback", "ZeroDivisionError", "portal/", "werkzeug", WORDS):
        assert word not in told
