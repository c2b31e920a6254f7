"""The door: closed, and opened by each side for its own people."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal import create_app
from portal.access import Side, side_of
from portal.settings import Settings
from tests.cast import Cast
from tests.page import Visitor

# Made like a public id, and nobody's.
NOBODYS = "a" * 26
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def rules(app: Flask, *sides: Side) -> Iterator[Rule]:
    """The routes of these sides."""
    return (rule for rule in app.url_map.iter_rules() if side_of(app, rule.endpoint) in sides)


def address(rule: Rule) -> str:
    """An address that this route takes, of something that is not there."""
    return re.sub(r"<[^>]+>", NOBODYS, rule.rule)


class TestSides:
    def test_somebody_who_is_not_signed_in_is_asked_to(self, visitor: Visitor) -> None:
        page = visitor.open("/counselor/today")

        assert page.h1 == "Sign in"

    def test_the_other_side_is_not_there(self, alex: Visitor, morgan: Visitor) -> None:
        alex.open("/counselor/today", status=404)
        morgan.open("/partner/this-week", status=404)

    def test_everybody_reaches_their_own_side(self, alex: Visitor, morgan: Visitor) -> None:
        assert alex.open("/").path == "/partner/this-week"
        assert morgan.open("/").path == "/counselor/today"

    @pytest.mark.parametrize("method", METHODS)
    def test_no_route_answers_a_stranger(
        self, app: Flask, cast: Cast, visitor: Visitor, method: str
    ) -> None:
        for rule in rules(app, Side.ACCOUNT, Side.COUNSELOR, Side.PARTNER):
            answer = visitor.client.open(address(rule), method=method)

            assert answer.status_code in {302, 401, 404, 405}, f"{method} {rule.rule}"
            if answer.status_code == 302:
                assert answer.location.startswith("/sign-in"), f"{method} {rule.rule}"

    @pytest.mark.parametrize("method", METHODS)
    def test_no_route_answers_the_other_side(
        self, app: Flask, alex: Visitor, morgan: Visitor, method: str
    ) -> None:
        for side, somebody in ((Side.COUNSELOR, alex), (Side.PARTNER, morgan)):
            for rule in rules(app, side):
                answer = somebody.client.open(
                    address(rule), method=method, headers={"X-CSRFToken": somebody.token()}
                )
                assert answer.status_code in {404, 405}, f"{method} {rule.rule}"


class TestRoutes:
    @pytest.fixture
    def app(self, settings: Settings) -> Iterator[Flask]:
        """The portal as it is delivered, without pages of any test."""
        app = create_app(settings)
        yield app
        app.extensions["database"].dispose()

    def test_every_route_has_a_side(self, app: Flask) -> None:
        without = {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if side_of(app, rule.endpoint) is None
        }

        assert without == {"static"}

    def test_addresses_are_in_kebab_case(self, app: Flask) -> None:
        for rule in app.url_map.iter_rules():
            plain = re.sub(r"<[^>]+>", "x", rule.rule.removeprefix("/static"))

            assert re.fullmatch(r"/[a-z0-9/.-]*", plain), f"{rule.rule}: small letters and hyphens."

    def test_what_stands_in_an_address_is_typed(self, app: Flask) -> None:
        for rule in app.url_map.iter_rules():
            untyped = [part for part in re.findall(r"<([^>]+)>", rule.rule) if ":" not in part]

            assert untyped == [], f"{rule.rule}: say <public_id:…>, so that nothing else matches."
            assert "<int" not in rule.rule, (
                f"{rule.rule}: numbers of rows never leave the database."
            )

    def test_what_changes_something_is_a_post(self, app: Flask) -> None:
        methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}

        assert methods == {"GET", "HEAD", "OPTIONS", "POST"}
