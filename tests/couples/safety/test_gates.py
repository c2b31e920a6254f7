"""Gates: each of them with every kind of homework, given and opened, with and without a reason."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.exercises.loading import builtin_definitions
from couples.history.models import HistoryEntry
from couples.safety import services
from couples.safety.holding import HOLDS_NOTHING, Hold, why_held
from couples.safety.models import GateOverride, GateSetting
from couples.safety.queries import asks_before_paper, list_holds, list_overrides, list_settings
from tests.cast import Cast, Pair
from tests.couples.safety.scene import gated, hold, lift, opens, shelve
from tests.homework import give, order

HOMEWORK: tuple[tuple[Gate, ...], ...] = (
    (),
    *((gate,) for gate in Gate),
    (Gate.G1, Gate.G2),
    (Gate.G1, Gate.G2, Gate.G3, Gate.G5),
    (Gate.G1, Gate.G2, Gate.G4, Gate.G5),
    (Gate.G1, Gate.G6),
)
TABLE = {
    (gate, named): gate in named and gate is not Gate.G6 for gate, named in product(Gate, HOMEWORK)
}
"""Whether homework that names these gates is held while this one gate is."""


Keys = dict[tuple[Gate, ...], str]
Given = dict[tuple[Gate, ...], Assignment]


@pytest.fixture
def couple(session: Session, cast: Cast) -> Couple:
    return session.get_one(Couple, cast.alex_and_sam.id)


def rehearse(session: Session, pair: Pair, key: str, reason: str = "") -> str | None:
    """Why the couple would be left out, if it would."""
    reasons = {pair.public_id: reason}
    [plan] = assigning.rehearse(
        session, pair.counselor.identity, order(session, key, pair, reasons=reasons)
    )
    return plan.skipped


def only(session: Session, pair: Pair, gate: Gate) -> None:
    """Let this gate alone be held."""
    lift(session, pair, Gate.G5)
    hold(session, pair, gate)


@pytest.mark.parametrize("gate", Gate)
class TestTheTable:
    """One gate is held; each row is a kind of homework, by the gates that it names."""

    @pytest.fixture
    def keys(self, session: Session, cast: Cast) -> Keys:
        return {named: shelve(session, cast, gated(*named)).id for named in HOMEWORK}

    @pytest.fixture
    def given(self, session: Session, cast: Cast, keys: Keys, gate: Gate) -> Given:
        """All of it, given before the gate was closed."""
        lift(session, cast.alex_and_sam, Gate.G5)
        given = {named: give(session, cast.alex_and_sam, key) for named, key in keys.items()}
        hold(session, cast.alex_and_sam, gate)
        return given

    def test_giving(self, session: Session, cast: Cast, keys: Keys, gate: Gate) -> None:
        only(session, cast.alex_and_sam, gate)

        for named, key in keys.items():
            skipped = rehearse(session, cast.alex_and_sam, key)

            assert (skipped is not None) == TABLE[gate, named], named
            assert skipped is None or skipped.startswith("Held: ")

    def test_giving_for_a_reason(
        self, session: Session, cast: Cast, keys: Keys, gate: Gate
    ) -> None:
        pair = cast.alex_and_sam
        only(session, pair, gate)

        for named, key in keys.items():
            given = give(session, pair, key, reasons={pair.public_id: "They asked for it."})

            assert opens(session, cast.sam, given)
            kept = select(GateOverride).where(GateOverride.assignment_id == given.id)
            assert (session.scalar(kept) is not None) == TABLE[gate, named], named

    def test_opening(self, session: Session, cast: Cast, given: Given, gate: Gate) -> None:
        for named, assignment in given.items():
            assert opens(session, cast.alex, assignment) != TABLE[gate, named], named

    def test_opening_for_a_reason(
        self, session: Session, cast: Cast, given: Given, gate: Gate
    ) -> None:
        for assignment in given.values():
            services.override(
                session, cast.morgan.identity, assignment.public_id, reason="A reason"
            )

            assert opens(session, cast.alex, assignment), gate


def test_the_table_is_complete() -> None:
    assert set(TABLE) == set(product(Gate, HOMEWORK))


def test_each_definition_of_the_library_is_held_by_the_gates_that_it_names() -> None:
    for definition, gate in product(builtin_definitions(), Gate):
        is_held = why_held(definition, {gate: Hold(gate)}) is not None

        assert is_held == (gate in definition.gates and gate not in HOLDS_NOTHING), definition.id


class TestHolds:
    def test_at_first_only_what_the_counselor_has_to_open_is_held(
        self, session: Session, cast: Cast, couple: Couple
    ) -> None:
        holds = list_holds(session, cast.morgan.identity, [couple])

        assert holds == {couple.id: {Gate.G5: Hold(Gate.G5)}}

    def test_a_hold_says_who_and_why_and_opening_it_ends_it(
        self, session: Session, cast: Cast, couple: Couple
    ) -> None:
        hold(session, cast.alex_and_sam, Gate.G2, "since the call")

        found = list_holds(session, cast.morgan.identity, [couple])[couple.id][Gate.G2]
        assert (found.set_by, found.note, found.is_automatic) == (
            "Dr. Morgan",
            "since the call",
            False,
        )

        lift(session, cast.alex_and_sam, Gate.G2, "it is over")
        assert Gate.G2 not in list_holds(session, cast.morgan.identity, [couple])[couple.id]
        said = [setting.note for setting in list_settings(session, cast.morgan.identity, couple)]
        assert said == ["it is over", "since the call"]

    def test_the_same_press_again_changes_nothing(self, session: Session, cast: Cast) -> None:
        hold(session, cast.alex_and_sam, Gate.G3, "a word")
        hold(session, cast.alex_and_sam, Gate.G3, "a word ")
        lift(session, cast.alex_and_sam, Gate.G3)
        lift(session, cast.alex_and_sam, Gate.G3)

        assert len(session.scalars(select(GateSetting)).all()) == 2

    def test_one_couple_s_gate_holds_nothing_of_another(self, session: Session, cast: Cast) -> None:
        key = shelve(session, cast, gated(Gate.G1)).id
        hold(session, cast.alex_and_sam, Gate.G1)

        assert rehearse(session, cast.kim_and_robin, key) is None
        assert rehearse(session, cast.alex_and_sam, key) is not None

    def test_a_legal_dispute_asks_before_paper_leaves(
        self, session: Session, cast: Cast, couple: Couple
    ) -> None:
        assert not asks_before_paper(session, cast.morgan.identity, couple)

        hold(session, cast.alex_and_sam, Gate.G6)

        assert asks_before_paper(session, cast.morgan.identity, couple)

    def test_nobody_else_sets_a_gate(self, session: Session, cast: Cast) -> None:
        id_ = cast.alex_and_sam.public_id

        with pytest.raises(NotAllowedError):
            services.set_gate(session, cast.alex.identity, id_, Gate.G1, held=False)
        with pytest.raises(NotFoundError):
            services.set_gate(session, cast.lee.identity, id_, Gate.G1, held=False)


class TestOverride:
    def test_it_wants_a_reason(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
        hold(session, cast.alex_and_sam, Gate.G1)

        with pytest.raises(DomainError, match="Write why"):
            services.override(session, cast.morgan.identity, given.public_id, reason=" \u200b ")

    def test_an_empty_reason_gives_nothing(self, session: Session, cast: Cast) -> None:
        key = shelve(session, cast, gated(Gate.G1)).id
        hold(session, cast.alex_and_sam, Gate.G1)

        with pytest.raises(DomainError, match="Nobody would get this"):
            give(session, cast.alex_and_sam, key, reasons={cast.alex_and_sam.public_id: "  "})

    def test_it_is_in_the_history_without_its_words(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
        hold(session, cast.alex_and_sam, Gate.G1)

        kept = services.override(session, cast.morgan.identity, given.public_id, reason="So.")

        assert kept is not None
        [entry] = session.scalars(
            select(HistoryEntry).where(HistoryEntry.event == "gate:override")
        ).all()
        assert (entry.subject_id, entry.actor_id) == (kept.public_id, cast.morgan.id)

    def test_a_second_press_keeps_one_reason(
        self, session: Session, cast: Cast, couple: Couple
    ) -> None:
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)
        hold(session, cast.alex_and_sam, Gate.G1)

        for _press in range(2):
            services.override(session, cast.morgan.identity, given.public_id, reason="So.")

        assert len(list_overrides(session, cast.morgan.identity, couple)) == 1

    def test_what_nothing_holds_needs_none(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)

        assert (
            services.override(session, cast.morgan.identity, given.public_id, reason="So.") is None
        )

    def test_it_speaks_about_one_piece_of_homework(self, session: Session, cast: Cast) -> None:
        pair = cast.alex_and_sam
        one = give(session, pair, shelve(session, cast, gated(Gate.G1)).id)
        other = give(session, pair, shelve(session, cast, gated(Gate.G1, id="another")).id)
        hold(session, pair, Gate.G1)

        services.override(session, cast.morgan.identity, one.public_id, reason="So.")

        assert not opens(session, cast.alex, other)

    @pytest.mark.parametrize("closing", ["another gate", "the same gate once more"])
    def test_a_gate_that_closes_later_holds_until_it_is_overridden_too(
        self, session: Session, cast: Cast, closing: str
    ) -> None:
        pair, morgan = cast.alex_and_sam, cast.morgan.identity
        given = give(session, pair, shelve(session, cast, gated(Gate.G1, Gate.G2)).id)
        hold(session, pair, Gate.G1)
        services.override(session, morgan, given.public_id, reason="So.")

        if closing == "another gate":
            hold(session, pair, Gate.G2)
        else:
            lift(session, pair, Gate.G1)
            hold(session, pair, Gate.G1)

        assert not opens(session, cast.alex, given)
        services.override(session, morgan, given.public_id, reason="Still so.")
        assert opens(session, cast.alex, given)

    def test_a_word_added_to_a_hold_closes_nothing_anew(self, session: Session, cast: Cast) -> None:
        pair = cast.alex_and_sam
        given = give(session, pair, shelve(session, cast, gated(Gate.G1)).id)
        hold(session, pair, Gate.G1)
        services.override(session, cast.morgan.identity, given.public_id, reason="So.")

        hold(session, pair, Gate.G1, "what I meant")

        assert opens(session, cast.alex, given)

    def test_another_counselor_finds_nothing_to_override(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id)

        with pytest.raises(NotFoundError):
            services.override(session, cast.lee.identity, given.public_id, reason="So.")
        with pytest.raises(NotAllowedError):
            services.override(session, cast.alex.identity, given.public_id, reason="So.")

    def test_the_same_press_of_the_batch_gives_one_reason(
        self, session: Session, cast: Cast
    ) -> None:
        pair, key, token = cast.alex_and_sam, shelve(session, cast, gated(Gate.G1)).id, uuid4().hex
        hold(session, pair, Gate.G1)
        wanted = order(session, key, pair, reasons={pair.public_id: "So."})

        for _press in range(2):
            assigning.assign(session, cast.morgan.identity, wanted, token=token)

        assert len(session.scalars(select(GateOverride)).all()) == 1
