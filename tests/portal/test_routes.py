"""
Every route, with every method, as everybody, with everything there is to ask for.

Nobody meets a word that was not for them, nobody gets an error of ours, and
nothing changes without a token. A route that the walk cannot fill in fails it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice, product

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from couples import clock
from couples.database import Base
from couples.people import throttle
from couples.people.models import Person
from portal.access import Side, side_of
from tests import page_rules
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.patience import is_at_length, wait_for_hours
from tests.portal.pdf_words import words_of_pdf
from tests.portal.world import NOT_HERE, World, build
from tests.portal.world_further import further_people, strangers

READING_AND_WRITING = frozenset({"GET", "POST"})
"""Tried with every id there is, where a route takes them; the others never look at an id."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
AT_ONCE = ("nobody", "alex", "sam", "kim", "robin", "morgan", "lee", "noor")
FURTHER = ("owner", "closed", "pat", "uma", "stranger", "ari")
"""Who walks in the long form only: see `tests.portal.world_further`."""

IS_FULL = is_at_length()
PEOPLE = (*AT_ONCE, *FURTHER) if IS_FULL else AT_ONCE
COUNSELORS = frozenset({"morgan", "lee", "owner", "stranger"})
OUTSIDE = frozenset({"nobody", "closed"})
TOKEN = "b" * 43
LEAVES = frozenset({"public.sign_out", "account.end_other_devices", "account.end_device"})
"""They end the session that is walking; tests of devices walk them."""
LED_TO_SIGN_IN = {"nobody": (401,), "alex": (), "morgan": ()}
"""Who is asked to sign in before their form is looked at."""

pytestmark = (
    pytest.mark.on_both("only PostgreSQL has roles and walls")
    if IS_FULL
    else pytest.mark.only_on("sqlite")
)


@pytest.fixture
def still() -> Iterator[None]:
    """
    The clock stands. A device notes once a minute that it is in use, which is not what a
    walk that takes longer than a minute asks about.
    """
    with clock.at(clock.now()):
        yield


@pytest.fixture(autouse=True)
def _as_much_time_as_it_takes() -> None:
    """A walk as everybody is long."""
    if IS_FULL:
        wait_for_hours()


@pytest.fixture(autouse=True)
def _as_much_paper_as_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """One walk asks for more paper than anybody at work; how much is tested beside the limit."""
    monkeypatch.setattr(throttle, "WORK", ((1_000_000, timedelta(hours=1)),))


@pytest.fixture
def world(writing: Callable[[], Session], cast: Cast) -> World:
    with writing() as session, session.begin():
        return build(session, cast)


@pytest.fixture
def further(writing: Callable[[], Session], cast: Cast, world: World) -> dict[str, Member]:
    """Everybody else who might stand somewhere to a couple, by their name in the walk."""
    if not IS_FULL:
        return {}
    with writing() as session, session.begin():
        people = further_people(session, cast, world)
    # PostgreSQL lets one transaction write in one practice only.
    with writing() as session, session.begin():
        return people | strangers(session, world)


@pytest.fixture
def visitors(
    app: Flask,
    cast: Cast,
    further: dict[str, Member],
    sign_in_as: Callable[[Member], Visitor],
) -> dict[str, Visitor]:
    members = {name: getattr(cast, name) for name in AT_ONCE if name != "nobody"} | further
    return {"nobody": Visitor(app)} | {name: sign_in_as(who) for name, who in members.items()}


def rules(app: Flask) -> list[Rule]:
    """Every rule but the static files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def paths(app: Flask, rule: Rule, world: World) -> Iterator[str]:
    """The rule filled in with everything there is of its nouns, and with what is nowhere."""
    choices = []
    for name in sorted(rule.arguments):
        if name == "token":
            choices.append([TOKEN])
            continue
        assert name in world.ids, f"The walk has nothing to ask for as {name} in {rule.rule}"
        choices.append([*world.ids[name], NOT_HERE])
    adapter = app.url_map.bind("localhost")
    for values in product(*choices):
        filled = dict(zip(sorted(rule.arguments), values, strict=True))
        yield adapter.build(rule.endpoint, filled, force_external=False)


def words_in(response: TestResponse) -> str:
    """Everything that an answer tells, wherever it tells it."""
    heads = " ".join(f"{name}: {value}" for name, value in response.headers)
    if response.mimetype == "application/pdf" and response.data:
        return heads + words_of_pdf(response.data)
    return heads + response.get_data(as_text=True)


def test_every_route_has_a_side_and_a_kebab_case_path_with_typed_ids(app: Flask) -> None:
    for rule in rules(app):
        assert isinstance(side_of(app, rule.endpoint), Side), rule.endpoint
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), f"{rule.rule} is not kebab-case"
        for converter in re.findall(r"<([^>]+)>", rule.rule):
            assert ":" in converter, f"{rule.rule} has an id without a type"


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_reads_a_word_that_was_not_for_them(
    app: Flask, world: World, visitors: dict[str, Visitor], name: str
) -> None:
    visitor, seen = visitors[name], set()
    for rule in rules(app):
        # Whoever is asked for by another side is turned away before any id is looked at,
        # which the next test asks with every id there is.
        once = not _is_for(app, rule, name)
        for number, path in enumerate(paths(app, rule, world)):
            if number and once:
                break
            for method in METHODS if number == 0 else READING_AND_WRITING & (rule.methods or set()):
                if method == "POST" and rule.endpoint in LEAVES:
                    continue
                response = visitor.client.open(path, method=method)
                assert response.status_code < 500, f"{method} {path} as {name}"
                # A method that the page does not take is answered before there is a page.
                reached = method in (rule.methods or set())
                page_rules.check_headers(path if reached else "/", response)
                told = words_in(response)
                found = {words for words in world.canaries if words in told}
                wrong = {words for words in found if name not in world.canaries[words]}
                assert not wrong, f"{method} {path} told {name}: {wrong}"
                seen |= found

    allowed = {words for words, readers in world.canaries.items() if name in readers}
    assert seen == allowed, "Some words can be read nowhere by those they are for."


@pytest.mark.only_on("postgresql")
def test_every_page_opens_in_a_role_that_may_do_no_more_than_it_must(
    app: Flask, world: World, visitors: dict[str, Visitor]
) -> None:
    """No right is missing, and no wall stands in a page: nothing fails, and nothing is empty."""
    for name in ("alex", "morgan"):
        missing = {words for words, readers in world.canaries.items() if name in readers}
        for rule in rules(app):
            if "GET" not in (rule.methods or ()) or not _is_for(app, rule, name):
                continue
            # Everything with everything is asked where it costs less, on SQLite.
            for path in islice(paths(app, rule, world), None if len(rule.arguments) < 2 else 1):
                response = visitors[name].client.get(path)
                assert response.status_code < 500, f"{path} as {name}"
                told = words_in(response)
                missing -= {words for words in missing if words in told}
        assert not missing, f"These can be read nowhere by {name}."


def _is_for(app: Flask, rule: Rule, name: str) -> bool:
    side = Side.COUNSELOR if name in COUNSELORS else None if name in OUTSIDE else Side.PARTNER
    return side_of(app, rule.endpoint) in (side, Side.PUBLIC, Side.ACCOUNT)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_other_side_and_strangers_find_nothing(
    app: Flask, world: World, visitors: dict[str, Visitor], name: str
) -> None:
    for rule in rules(app):
        if _is_for(app, rule, name):
            continue
        filled = paths(app, rule, world)
        # Sides know no ids, so that one from each side and a stranger try them all.
        for path in filled if name in {"alex", "lee", "nobody"} else islice(filled, 1):
            response = visitors[name].client.get(path)
            if name in OUTSIDE:
                assert response.status_code in (302, 404, 405), path
            else:
                assert response.status_code in (404, 405), path


def _everything(session: Session) -> dict[str, list[str]]:
    return {
        name: sorted(repr(row) for row in session.execute(select(table)))
        for name, table in Base.metadata.tables.items()
    }


def test_looking_changes_nothing_and_a_form_without_its_token_changes_nothing(
    still: None,
    app: Flask,
    world: World,
    visitors: dict[str, Visitor],
    writing: Callable[[], Session],
    cast: Cast,
) -> None:
    with writing() as session:
        before = _everything(session)
    app.config["WTF_CSRF_ENABLED"] = True

    for rule in rules(app):
        for number, path in enumerate(paths(app, rule, world)):
            for name in ("nobody", "alex", "morgan"):
                tried = {"GET", "HEAD", "OPTIONS", "POST"} if number == 0 else READING_AND_WRITING
                for method in tried & (rule.methods or set()):
                    response = visitors[name].client.open(
                        path, method=method, data={"x": "y"} if method == "POST" else None
                    )
                    if method == "POST" and response.status_code not in (404, 405):
                        refused = {400, 401} if name == "nobody" else {400}
                        assert response.status_code in refused, (
                            f"{path} took a form without a token"
                        )

    with writing() as session:
        after = _everything(session)
        counts = _counted(session, cast.alex) | _counted(session, cast.morgan)
    new = [row for row in after["sign_in_attempt"] if row not in before["sign_in_attempt"]]
    assert all(any(count in row for count in counts) for row in new), "Paper is counted, no more."
    changed = {table for table in before if before[table] != after[table]} - {"sign_in_attempt"}
    # Pages that were made to be looked at are kept, so that nobody waits for them again.
    assert changed - {"preparation"} == {"history_entry"}, "Looking leaves its line, no more."


def _counted(session: Session, member: Member) -> set[str]:
    """What of somebody’s asking is counted: paper, how paper looks, and names."""
    public_id = session.get_one(Person, member.id).public_id
    trials = (throttle.work_trial, throttle.design_trial, throttle.names_trial)
    return {trial(public_id).account for trial in trials}
