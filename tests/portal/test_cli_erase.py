"""Erasing at a terminal leaves nothing in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.agreements.services import sign
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.models import AgreementVersion, Answer, Person
from couples.records.whose import own_record
from portal import erasing
from reports.record.gathering import gather_record
from tests.cast import Cast
from tests.couples.at_rest import readable_bytes
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in
from tests.page import Visitor

pytestmark = pytest.mark.on_both("each database forgets in its own way")


def test_what_was_erased_is_not_in_the_file_and_the_two_are_signed_out(
    app: Flask, writing: Callable[[], Session], cast: Cast, alex: Visitor, morgan: Visitor
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        sealed = [each for each in session.scalars(select(Answer.words_sealed)) if each]
    engine = app.extensions["database"]
    assert all(each in readable_bytes(engine) for each in sealed)
    id_ = cast.alex_and_sam.public_id

    asked = app.test_cli_runner().invoke(args=["erase", "couple", id_], input="n\n")
    assert asked.exit_code == 1
    done = app.test_cli_runner().invoke(args=["erase", "couple", id_, "--yes"])
    assert done.exit_code == 0, f"{done.output}\n{done.exc_info}"

    assert "answer" in done.output
    assert not any(each in readable_bytes(engine) for each in sealed)
    assert "Sign in" in alex.open("/partner/this-week").text
    morgan.open(f"/counselor/couples/{id_}", status=404)
    morgan.open("/counselor/couples")
    morgan.open("/counselor/today")
    again = app.test_cli_runner().invoke(args=["erase", "couple", id_, "--yes"])
    assert again.exit_code == 1
    assert "has been erased already" in again.output


@pytest.mark.only_on("sqlite")
def test_a_log_that_somebody_reads_from_is_not_said_to_be_cleared(
    app: Flask, writing: Callable[[], Session], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE", timedelta(seconds=1))
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        sealed = [each for each in session.scalars(select(Answer.words_sealed)) if each]
    engine = app.extensions["database"]
    args = ["erase", "couple", cast.alex_and_sam.public_id, "--yes"]

    with Session(engine) as reader:
        reader.scalars(select(Couple)).all()
        told = app.test_cli_runner().invoke(args=args)
        assert told.exit_code == 1
        assert "run this command once more" in told.output
        assert "Nothing of it is left" not in told.output
        assert any(each in readable_bytes(engine) for each in sealed)
    again = app.test_cli_runner().invoke(args=args)

    assert "has been erased already" in again.output
    assert "once more" not in again.output
    assert not any(each in readable_bytes(engine) for each in sealed)


@pytest.mark.only_on("sqlite")
def test_whoever_names_nobody_is_not_told_that_what_was_erased_stays(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE", timedelta(seconds=1))
    couple = ["erase", "couple", cast.alex_and_sam.public_id, "--yes"]
    with Session(app.extensions["database"]) as reader:
        reader.scalars(select(Couple)).all()
        for what in ("couple", "person"):
            nobody = app.test_cli_runner().invoke(args=["erase", what, "a" * 26, "--yes"])
            assert nobody.exit_code == 1
            assert "What was erased stays" not in nobody.output

        for said in ("", "has been erased already"):
            told = app.test_cli_runner().invoke(args=couple)
            assert "What was erased stays" in told.output
            assert said in told.output


def write_both(session: Session, cast: Cast) -> tuple[str, list[bytes]]:
    """What Sam handed in, beside an agreement, and all that holds a word or the name of Alex."""
    both = give_feelings(session, cast.alex_and_sam)
    for member, joy in ((cast.alex, "only the sea"), (cast.sam, "only the hills")):
        sams = hand_in(session, member, both, {**FEELINGS, "joy": joy}).public_id
    contract = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, contract, {**RULES, "pause_word": "only the tide"})
    added = {"ground_rules": ["only the trail"], "confidence": "5"}
    hand_in(session, cast.sam, contract, added)
    [rules] = list_agreements(session, cast.alex.identity)
    sign(session, cast.alex.identity, rules.id, version_id=rules.version_id)
    theirs = select(Answer.words_sealed).where(Answer.author_id == cast.alex.id)
    sealed = [each for each in session.scalars(theirs) if each]
    sealed += session.scalars(select(AgreementVersion.text_sealed))
    return sams, [*sealed, session.get_one(Person, cast.alex.id).name_sealed]


def test_one_of_two_is_erased_and_the_other_reads_no_more_than_must_be_said(
    app: Flask,
    writing: Callable[[], Session],
    cast: Cast,
    sam: Visitor,
    alex: Visitor,
    morgan: Visitor,
) -> None:
    with writing() as session, session.begin():
        sams, sealed = write_both(session, cast)
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    assert cast.alex.public_id in morgan.open(f"{couple}/records").text

    nobody = app.test_cli_runner().invoke(args=["erase", "person", "a" * 26, "--yes"])
    assert nobody.exit_code == 1
    args = ["erase", "person", cast.alex.public_id]
    asked = app.test_cli_runner().invoke(args=args, input="n\n")
    assert asked.exit_code == 1
    assert "may\nname them" in asked.output
    done = app.test_cli_runner().invoke(args=[*args, "--yes"])
    assert done.exit_code == 0, f"{done.output}\n{done.exc_info}"

    assert not any(each in readable_bytes(app.extensions["database"]) for each in sealed)
    assert "Sign in" in alex.open("/partner/this-week").text
    first = sam.open("/partner/this-week")
    assert first.h1 == "Your work here as a couple has ended"
    assert "What your former partner wrote was removed for good" in first.text
    assert "Everything you wrote" not in first.text
    assert "Leave as well" not in first.text
    own = sam.open(f"/partner/submissions/{sams}").text
    assert "only the hills" in own
    assert "You and Dr. Morgan can read this, now and later." in own
    assert "For A former partner it is sealed" not in own
    with writing() as session:
        record = str(gather_record(session, own_record(session, cast.sam.identity)))
    for said in ("only the hills", "only the trail", "These words were removed."):
        assert said in record
    assert "when one of the two was erased" in record
    assert not [each for each in ("Alex", "only the sea", "only the tide") if each in record]
    for there in ("this-week", "handed-in", "privacy", "privacy/looks", "help-now"):
        told = sam.open(f"/partner/{there}").text
        assert "Alex" not in told
        assert "only the sea" not in told
    assert "can read of yours now" not in sam.open("/partner/privacy").text
    assert "Their shared record" not in morgan.open(f"{couple}/records").text
    page = morgan.open(couple)
    assert "A former partner and Sam" in page.text
    assert "What they wrote is gone for good." in page.text
    assert "Invite A former partner back" not in page.buttons()
    assert "only the hills" in morgan.open(f"/counselor/review/{sams}").text
    assert "left on" not in page.text
    for there in ("copies", "safety"):
        assert "A former partner alone" not in morgan.open(f"{couple}/{there}").text
    assert "has not joined yet" not in morgan.open("/counselor/today").text
    assert "These words were removed." in page.text
    assert "only the tide" not in page.text
    for there in ("today", "couples", "review"):
        assert "Alex" not in morgan.open(f"/counselor/{there}").text
    invite = f"{couple}/invitations/{cast.alex.public_id}"
    morgan.post(invite, status=409)
    again = app.test_cli_runner().invoke(args=[*args, "--yes"])
    assert "has been erased already" in again.output
    morgan.post(f"{couple}/records/{cast.alex.public_id}", {"as": "data"}, status=404)


def test_afterwards_nothing_waits_for_whoever_was_erased(
    app: Flask, writing: Callable[[], Session], cast: Cast, sam: Visitor, morgan: Visitor
) -> None:
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        sealed = hand_in(session, cast.sam, given, FEELINGS).public_id
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    matrix = f"{couple}/matrix"
    before = morgan.open(matrix).text
    assert "Waiting for the other" in before
    assert "Erased" not in before

    done = app.test_cli_runner().invoke(args=["erase", "person", cast.alex.public_id, "--yes"])
    assert done.exit_code == 0, f"{done.output}\n{done.exc_info}"

    page = morgan.open(matrix)
    [row] = page.find_all("tbody tr")
    assert "Erased" in row
    for gone in ("Waiting for the other", "Not opened", "Nothing due yet"):
        assert gone not in row
    assert "Give homework" not in page.text
    with writing() as session:
        [assignment] = list_assignments(session, cast.morgan.identity)
        given_page = morgan.open(f"/counselor/assignments/{assignment.public_id}")
    assert "Erased" in given_page.text
    assert sam.open("/partner/this-week").h1 == "Your work here as a couple has ended"
    leaving = sam.open("/partner/leave").press("Go on", {"Your password": cast.sam.password})
    assert leaving.h1 == "Your work here as a couple has ended"
    assert "Your shared record" not in sam.open("/account/record").text
    for shared in ("shared-record", "shared-record/yes"):
        sam.open(f"/account/{shared}", status=404)

    morgan.post(f"/counselor/set-aside/{sealed}", {"act": "quarantine"})
    sam.post(f"/partner/set-aside/{sealed}", {"answer": "not-mine"})
    aside = morgan.open(f"/counselor/set-aside/{sealed}")
    assert "The other partner was erased." in aside.text
    assert "Ask A former partner whether it was theirs" not in aside.buttons()
    refused = morgan.post(f"/counselor/set-aside/{sealed}", {"act": "reattribute"}, status=409)
    assert "The other partner was erased." in refused.text
    assert "What you wrote" not in refused.text


def test_it_names_who_has_been_kept_long_enough_and_erases_nothing(
    app: Flask, writing: Callable[[], Session], cast: Cast
) -> None:
    def due() -> str:
        result = app.test_cli_runner().invoke(args=["erase", "due"])
        assert result.exit_code == 0, result.output
        return result.output

    assert "Nobody has been kept for that long" in due()
    long_ago = clock.now() - timedelta(days=8 * 366)
    with writing() as session, session.begin():
        for pair in (cast.alex_and_sam, cast.kim_and_robin):
            session.get_one(Couple, pair.id).created_at = long_ago
        hand_in(session, cast.kim, give_feelings(session, cast.kim_and_robin), FEELINGS)

    assert f"{cast.alex_and_sam.public_id}  nothing since {long_ago:%Y-%m-%d}" in due()
    assert cast.kim_and_robin.public_id not in due()
    with writing() as session:
        assert session.get_one(Couple, cast.alex_and_sam.id).erased_at is None
