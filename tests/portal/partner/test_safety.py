"""What either partner meets when a gate is held: the same as ever, and not a word more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Doer, Gate
from couples.models import Answer, Draft, Pause, Repair, SafetyFlag, Submission, Talk
from couples.people.models import Person
from couples.safety import services
from portal.access import Side, side_of
from reports.gathering import gather_for_period
from reports.progress import ProgressReport
from reports.states import Copy
from tests.cast import Cast
from tests.couples.safety.scene import answer_check, gated, hold, lift, shelve
from tests.homework import begin, give, give_feelings, hand_in
from tests.page import Visitor, without_tokens
from tests.portal.test_routes import paths, rules
from tests.portal.world import World

Writing = Callable[[], Session]

NOW = "Not scheduled at the moment."


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    """Pages that offer a time of day are compared at one and the same moment."""
    with clock.at(clock.now()):
        yield


@pytest.fixture
def held(writing: Writing, cast: Cast) -> list[str]:
    """Homework that a gate would hold, of every sort; their public ids."""
    with writing() as session, session.begin():
        pair = cast.alex_and_sam
        given = [
            give(session, pair, "calm-contract"),
            give(session, pair, "shared-ritual", cadence=Cadence.DAILY),
            give_feelings(session, pair),
            give(session, pair, "aftermath-debrief"),
        ]
        return [assignment.public_id for assignment in given]


def open_things(session: Session, cast: Cast) -> None:
    """Homework that nothing holds, some of it handed in."""
    wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME, doer=Doer.EACH)
    questions = give(session, cast.alex_and_sam, "open-questions")
    begin(session, cast.sam, questions, {"question": "What do you hope for?"})
    assert wins.id != questions.id


def everything(app: Flask, writing: Writing, visitor: Visitor) -> dict[str, tuple[int, str]]:
    """Every page of the partner’s side, with everything that there is to ask for."""
    world = World()
    with writing() as session:
        for noun, model in (
            ("assignment_id", Assignment),
            ("submission_id", Submission),
            ("answer_id", Answer),
            ("draft_id", Draft),
            ("pause_id", Pause),
            ("repair_id", Repair),
            ("talk_id", Talk),
        ):
            world.ids[noun] = list(session.scalars(select(model.public_id).order_by(model.id)))
    none = ("agreement_id", "device_id", "copy_id", "hand_over_id", "admission_id")
    world.ids |= {noun: [] for noun in none}
    seen = {}
    for rule in rules(app):
        if side_of(app, rule.endpoint) is not Side.PARTNER:
            continue
        for path in paths(app, rule, world):
            for method in {"GET", "POST"} & set(rule.methods or ()):
                if method == "POST" and rule.endpoint != "partner.start_homework":
                    continue
                token = {"csrf_token": visitor.token()} if method == "POST" else None
                answer = visitor.client.open(path, method=method, data=token)
                text = without_tokens(answer.get_data(as_text=True))
                seen[f"{method} {path}"] = (answer.status_code, text)
    return seen


def end(session: Session, ids: list[str], *, ended: bool) -> None:
    """Let this homework have ended, or run on as if it never had."""
    values = {"closed_at": clock.now() if ended else None}
    session.execute(update(Assignment).where(Assignment.public_id.in_(ids)).values(values))


class TestTheOtherPartner:
    def test_what_is_held_looks_like_what_has_ended(
        self, app: Flask, writing: Writing, cast: Cast, sam: Visitor, held: list[str]
    ) -> None:
        with writing() as session, session.begin():
            open_things(session, cast)
            end(session, held, ended=True)
        ended = everything(app, writing, sam)

        with writing() as session, session.begin():
            end(session, held, ended=False)
            hold(session, cast.alex_and_sam, Gate.G1, "what Alex told me")
        resting = everything(app, writing, sam)

        assert resting == ended
        assert all(NOW in resting[f"GET /partner/homework/{id_}"][1] for id_ in held)
        # What is asked of each before it begins leads to the page that says so.
        assert {resting[f"POST /partner/homework/{id_}/start"][0] for id_ in held} <= {302, 409}
        with writing() as session:
            begun = select(Draft.id).join(Draft.assignment).where(Assignment.public_id.in_(held))
            assert session.scalars(begun).all() == []

    @pytest.mark.parametrize("gate", [gate for gate in Gate if gate is not Gate.G6])
    def test_it_is_the_same_whatever_the_reason(
        self, app: Flask, writing: Writing, cast: Cast, sam: Visitor, gate: Gate
    ) -> None:
        named = (Gate.G1, gate) if gate is not Gate.G1 else (Gate.G1, Gate.G2)
        with writing() as session, session.begin():
            lift(session, cast.alex_and_sam, Gate.G5)
            give(session, cast.alex_and_sam, shelve(session, cast, gated(*named)).id)
            hold(session, cast.alex_and_sam, Gate.G1)
        first = everything(app, writing, sam)

        with writing() as session, session.begin():
            lift(session, cast.alex_and_sam, Gate.G1)
            hold(session, cast.alex_and_sam, gate)

        assert everything(app, writing, sam) == first

    def test_a_private_check_changes_not_a_byte(
        self, app: Flask, writing: Writing, cast: Cast, sam: Visitor
    ) -> None:
        """Given to both; Alex takes it, flags rise, and Dr. Morgan looks after them."""
        with writing() as session, session.begin():
            open_things(session, cast)
            calm = answer_check(session, cast, cast.sam)
            checking = calm.assignment_id
        before = everything(app, writing, sam)

        with writing() as session, session.begin():
            given = session.get_one(Assignment, checking)
            alarm = {"safe": "no", "pressured": "yes", "contact": "call", "mood": "some"}
            hand_in(session, cast.alex, given, alarm)
            for flag in session.scalars(select(SafetyFlag)).all():
                services.acknowledge(session, cast.morgan.identity, flag.public_id, done="called")
            hold(session, cast.alex_and_sam, Gate.G6)
        after = everything(app, writing, sam)

        assert {path: after[path] for path in before} == before
        new = after.keys() - before.keys()
        assert {after[path][0] for path in new} <= {404, 405}

    def test_no_paper_for_both_changes(self, writing: Writing, cast: Cast) -> None:
        with writing() as session, session.begin():
            open_things(session, cast)
            checking = answer_check(session, cast, cast.sam).assignment_id
        before = self.couples_copy(writing, cast)

        with writing() as session, session.begin():
            given = session.get_one(Assignment, checking)
            hand_in(session, cast.alex, given, {"safe": "no", "pressured": "yes"})
            morgan = cast.morgan.identity
            services.flag_couple(session, morgan, cast.alex_and_sam.public_id, word="quiet")
        after = self.couples_copy(writing, cast)

        assert replace(after, prepared_at="") == replace(before, prepared_at="")

    @staticmethod
    def couples_copy(writing: Writing, cast: Cast) -> ProgressReport:
        with writing() as session:
            today = clock.today("America/New_York")
            couple = cast.alex_and_sam.public_id
            return gather_for_period(
                session, cast.morgan.identity, couple, today, today, Copy.COUPLE
            )


class TestWhatSomebodyWrote:
    @pytest.fixture
    def draft_id(self, writing: Writing, cast: Cast, held: list[str]) -> str:
        with writing() as session, session.begin():
            given = session.scalars(select(Assignment).where(Assignment.public_id == held[2])).one()
            draft = begin(session, cast.sam, given, {"joy": "your hand in mine", "need": "quiet"})
            hold(session, cast.alex_and_sam, Gate.G1)
            return draft.public_id

    def test_its_page_says_that_it_is_kept_and_shows_it(self, sam: Visitor, draft_id: str) -> None:
        page = sam.open(f"/partner/drafts/{draft_id}")

        assert NOW in page.text
        assert "What you wrote is kept" in page.text
        assert "your hand in mine" in page.text
        assert page.buttons() == ["Sign out"]

    def test_it_is_found_from_this_week(self, sam: Visitor, draft_id: str) -> None:
        page = sam.open("/partner/this-week").click("Read what you wrote")

        assert page.path.endswith(draft_id)

    def test_what_is_typed_in_an_open_page_is_saved_and_not_handed_in(
        self, sam: Visitor, draft_id: str, writing: Writing
    ) -> None:
        there = f"/partner/drafts/{draft_id}"

        typed = {"answer-joy": "your whole hand", "revision": "1", "action": "check"}
        page = sam.post(there, typed)
        refused = sam.post(f"{there}/check", {"revision": "2", "key": "k" * 32})

        assert "your whole hand" in page.text
        assert "What you wrote is kept" in refused.text
        with writing() as session:
            assert session.scalars(select(Submission)).all() == []

    def test_it_goes_on_when_the_gate_opens(
        self, sam: Visitor, draft_id: str, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            lift(session, cast.alex_and_sam, Gate.G1)

        page = sam.open(f"/partner/drafts/{draft_id}")

        assert "Check and send" in page.buttons()


class TestWhoeverAnswers:
    def test_whoever_says_it_finds_whom_to_call_on_the_receipt(
        self, alex: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            id_ = answer_check(session, cast, cast.alex, mood="some").public_id

        page = alex.open(f"/partner/submissions/{id_}")

        assert "Nobody reads this in real time" in page.text
        assert "988, by call or text" in page.text
        assert "911" in page.text

    def test_whoever_says_that_all_is_well_finds_their_receipt_alone(
        self, alex: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            id_ = answer_check(session, cast, cast.alex).public_id

        page = alex.open(f"/partner/submissions/{id_}")

        assert "in real time" not in page.text

    def test_help_now_begins_with_the_country_where_they_are(
        self, alex: Visitor, writing: Writing, cast: Cast
    ) -> None:
        here = alex.open("/partner/help-now").text
        with writing() as session, session.begin():
            session.get_one(Person, cast.alex.id).time_zone = "Europe/Berlin"

        there = alex.open("/partner/help-now").text

        assert here.index("United States") < here.index("Somewhere else")
        assert there.index("TelefonSeelsorge") < there.index("Somewhere else")
        assert there.index("Somewhere else") < there.index("Samaritans")
