"""Drafts of programmes: what is typed is kept, what is published stays, nobody else looks in."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.services import stock_library
from couples.exercises.sheet import Typed
from couples.programmes import authoring, publishing
from couples.programmes.authoring import written_in
from couples.programmes.checking import check
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.loading import builtin_programmes, parse
from couples.programmes.models import ProgrammeDraft, ProgrammeVersion
from couples.programmes.publishing import UnfinishedProgrammeError
from couples.programmes.queries import list_programmes
from couples.programmes.taking_apart import taken_apart
from couples.programmes.written import WrittenProgramme, WrittenStep
from tests.cast import Cast
from tests.couples.programmes.test_exporting import AWKWARD
from tests.courses import HEAD, programme

IDENTITY = {"id": "own-course", "code": "", "version": 1}
CONTRACT: Typed = {
    "week": "1",
    "exercise": "calm-contract",
    "doer": "together",
    "cadence": "once",
    "lasts": "1",
    "when": "week",
}


def sheet(*steps: Typed, **head: object) -> WrittenProgramme:
    """A sheet with a sound head and these steps, called one, two, three."""
    said = {"title": "A course", "purpose": "P", "about": "A", "origin": "O", "not_when": "N"}
    names = ("one", "two", "three", "four")
    pieces = (WrittenStep(id=name, typed=step) for name, step in zip(names, steps, strict=False))
    return WrittenProgramme(head={**said, **head}, pieces=tuple(pieces))


def slips(written: WrittenProgramme) -> set[tuple[str, str]]:
    """What is still to do: where, and at which control."""
    return {(s.place, s.control) for s in check(written, identity=IDENTITY, shelf={}).slips}


def begun(session: Session, cast: Cast) -> ProgrammeDraft:
    return authoring.begin(session, cast.morgan.identity, programme(TWO_STEPS), token="one")


def publish(session: Session, cast: Cast, draft: ProgrammeDraft, *, seen: int) -> ProgrammeVersion:
    return publishing.publish_draft(session, cast.morgan.identity, draft.public_id, seen=seen)


TWO_STEPS = """
[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"

[[steps]]
key = "daily"
week = 2
exercise = "daily-ritual"
doer = "each"
cadence = "daily"
release = { when = "handed-in", step = "contract", by = "both", days = 2 }
"""


class TestTakingApart:
    @pytest.mark.parametrize(
        "definition",
        [*builtin_programmes(), parse(HEAD + AWKWARD), programme(TWO_STEPS)],
        ids=lambda definition: f"{definition.id}-{len(definition.steps)}",
    )
    def test_every_programme_comes_together_again_as_it_was(
        self, definition: ProgrammeDefinition
    ) -> None:
        kept = WrittenProgramme.from_json(taken_apart(definition).to_json())

        identity = {"id": definition.id, "code": definition.code, "version": definition.version}
        checked = check(kept, identity=identity, shelf={})

        assert checked.slips == ()
        assert checked.definition == definition


class TestChecking:
    def test_what_a_rule_does_not_take_is_not_looked_at(self) -> None:
        left_over = {"date": "soon", "percent": "many", "measured": "x", "times_a_week": "no"}

        assert slips(sheet({**CONTRACT, **left_over})) == set()

    @pytest.mark.parametrize(
        ("typed", "control"),
        [
            ({"week": ""}, "week"),
            ({"week": "53"}, "week"),
            ({"week": "²"}, "week"),
            ({"exercise": ""}, "exercise"),
            ({"doer": "nobody"}, "doer"),
            ({"doer": "one"}, "who"),
            ({"cadence": "days"}, "days"),
            ({"cadence": "times-a-week", "times_a_week": "15"}, "times_a_week"),
            ({"lasts": "99"}, "lasts"),
            ({"when": "full-moon"}, "when"),
            ({"when": "date"}, "date"),
            ({"when": "date", "date": "24.12."}, "date"),
            ({"when": "days-after"}, "after"),
            ({"when": "days-after", "after": "366"}, "after"),
            ({"when": "handed-in", "by": "one"}, "step"),
            ({"when": "handed-in", "by": "one", "step": "two"}, "step"),
            ({"when": "score", "by": "one", "at_least": "1"}, "measured"),
            ({"when": "gap", "measured": "csi-16 total"}, "at_least"),
            ({"when": "gap", "measured": "csi-16 total", "at_least": "nan"}, "at_least"),
            ({"when": "gap", "measured": "csi-16 total", "at_least": "1" * 400}, "at_least"),
            ({"when": "share-done", "by": "one", "percent": "101", "step": "one"}, "percent"),
        ],
    )
    def test_each_slip_stands_at_its_control(self, typed: Typed, control: str) -> None:
        assert ("two", control) in slips(sheet(CONTRACT, {**CONTRACT, **typed}))

    def test_a_number_may_have_a_comma(self) -> None:
        rule = {"when": "gap", "measured": "csi-16 total", "at_most": "2,5"}
        checked = check(sheet({**CONTRACT, **rule}), identity=IDENTITY, shelf={})

        assert checked.definition is not None
        assert checked.definition.steps[0].release.at_most == 2.5

    def test_names_for_the_two_are_asked_for_only_where_a_step_tells_them_apart(self) -> None:
        alone = {**CONTRACT, "doer": "one", "who": "first"}

        assert ("", "variants_first") in slips(sheet(alone))
        assert slips(sheet(CONTRACT, variants_first="Hurt", variants_second="Repairs")) == set()
        assert slips(sheet(alone, variants_first="Hurt", variants_second="Repairs")) == set()

    def test_rules_for_going_on_are_checked_one_by_one(self) -> None:
        sound = {"first": "1", "last": "3", "percent": "60", "by": "one", "clear": ["G1"]}
        faulty = [{**sound, "percent": "a lot"}, {**sound, "first": "4"}, {"clear": ["G1"]}]

        assert slips(sheet(CONTRACT, go_on=[sound])) == set()
        for rule in faulty:
            assert slips(sheet(CONTRACT, go_on=[sound, rule])) == {("", "go_on")}

    def test_nothing_at_all_is_said_so(self) -> None:
        assert ("", "") in slips(sheet())


class TestMoving:
    def test_the_two_buttons_reach_every_place(self) -> None:
        written = sheet(CONTRACT, CONTRACT, {**CONTRACT, "week": "3"}, {**CONTRACT, "week": "x"})

        def order(now: WrittenProgramme) -> list[tuple[str, int | None]]:
            return [(step.id, step.week) for step in now.steps]

        assert order(written) == [("one", 1), ("two", 1), ("three", 3), ("four", None)]
        down = written.moving("one", 1)
        assert order(down)[:2] == [("two", 1), ("one", 1)]
        further = down.moving("one", 1)
        assert order(further)[:3] == [("two", 1), ("one", 2), ("three", 3)]
        last = further.moving("one", 1).moving("one", 1)
        assert order(last)[:3] == [("two", 1), ("three", 3), ("one", 3)]
        back = last.moving("one", -1).moving("one", -1).moving("one", -1).moving("one", -1)
        assert order(back) == order(written)
        assert order(written.moving("four", -1)) == order(written)
        assert order(sheet({**CONTRACT, "week": "0"}).moving("one", -1)) == [("one", 0)]
        assert order(sheet({**CONTRACT, "week": "52"}).moving("one", 1)) == [("one", 52)]


class TestPublish:
    @pytest.fixture(autouse=True)
    def _library(self, session: Session, cast: Cast) -> None:
        stock_library(session, session.get_one(Practice, cast.practice_id))

    def test_it_goes_onto_the_shelf_and_its_next_version_beside_it(
        self, session: Session, cast: Cast
    ) -> None:
        first = publish(session, cast, begun(session, cast), seen=0)
        again = publish(session, cast, begun(session, cast), seen=0)
        draft = authoring.begin_version(session, cast.morgan.identity, first.programme.public_id)
        with pytest.raises(DomainError, match="Nothing in it is different"):
            publish(session, cast, draft, seen=1)
        daily = written_in(draft).steps[1]
        authoring.move_step(session, cast.morgan.identity, draft.public_id, daily.id, by=1)
        with pytest.raises(ConflictError, match="Look at it first"):
            publish(session, cast, draft, seen=0)

        second = publish(session, cast, draft, seen=1)

        assert first.programme.key == "own-small-steps"
        assert again.programme.key == "own-small-steps-2"
        assert (second.number, second.definition.version) == (2, 2)
        assert [step.key for step in second.definition.steps] == ["contract", "daily"]
        assert [step.week for step in second.definition.steps] == [1, 3]
        assert [step.week for step in first.definition.steps] == [1, 2]
        assert session.get(ProgrammeDraft, draft.id) is None

    def test_what_ships_is_copied_and_never_changed(self, session: Session, cast: Cast) -> None:
        shipped = list_programmes(session, cast.morgan.identity)[0]

        with pytest.raises(DomainError, match="Make a copy"):
            authoring.begin_version(session, cast.morgan.identity, shipped.programme.public_id)

    def test_what_is_unfinished_is_refused_and_kept(self, session: Session, cast: Cast) -> None:
        draft = authoring.begin(session, cast.morgan.identity, None, token="one")

        with pytest.raises(UnfinishedProgrammeError) as refusal:
            publish(session, cast, draft, seen=0)

        assert "Add at least one step." in {s.sentence for s in refusal.value.checked.slips}
        assert session.get(ProgrammeDraft, draft.id) is draft

    def test_an_older_page_overwrites_nothing_also_after_a_move(
        self, session: Session, cast: Cast
    ) -> None:
        morgan, draft = cast.morgan.identity, begun(session, cast)
        daily = written_in(draft).steps[1]
        authoring.move_step(session, morgan, draft.public_id, daily.id, by=1)

        with pytest.raises(WrittenElsewhereError):
            authoring.save_step(
                session,
                morgan,
                draft.public_id,
                daily.id,
                typed={**daily.typed, "note": "Later."},
                stamp=daily.stamp,
            )

    def test_nobody_else_writes_in_it(self, session: Session, cast: Cast) -> None:
        draft = begun(session, cast)

        with pytest.raises(NotFoundError):
            authoring.add_step(session, cast.lee.identity, draft.public_id, CONTRACT)
        with pytest.raises(NotAllowedError):
            authoring.add_step(session, cast.alex.identity, draft.public_id, CONTRACT)
        with pytest.raises(NotAllowedError):
            authoring.begin(session, cast.sam.identity, None, token="one")
