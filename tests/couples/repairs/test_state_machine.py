"""
Alex and Sam do what they may with a repair, in any order, and so does their counselor.

After every step a rule of a few lines, which knows nothing of the program, says where the
repair stands and who knows of it; and what somebody kept has changed nothing for the other.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from couples.database import create_engine, for_writing
from couples.exercises.definition import Gate
from couples.models import Base
from couples.repairs import services
from couples.repairs.acts import list_acts
from couples.repairs.models import Stage, Word
from couples.repairs.reading import standing_of
from couples.repairs.standing import Place
from couples.safety import services as safety
from tests.cast import Member, invite_cast
from tests.couples.repairs.mending import (
    WALK,
    act,
    knows,
    open_for,
    sign,
    stages,
    tell,
    write,
)
from tests.patience import is_at_length

ORDER = [Stage.GRIEVANCE, Stage.IMPACT, Stage.PLAN, Stage.ACTS]
BOTH = st.sampled_from(["alex", "sam"])


class Mending(RuleBasedStateMachine):
    """What they did, as plain facts beside the program."""

    @initialize(ask=st.sampled_from(["hear", "repair", "not-yet"]))
    def begin(self, ask: str) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        Base.metadata.create_all(self.engine)
        self.session = Session(for_writing(self.engine))
        self.cast = invite_cast(self.session)
        self.repair = open_for(self.session, self.cast.alex_and_sam, self.cast.alex)
        self.ask = ask
        self.done: list[str] = []
        self.signed: set[str] = set()
        self.waiting: set[str] = set()
        self.finished: set[str] = set()
        self.has_gone_on = self.is_held = self.is_over = False
        self.came = [Stage.GRIEVANCE]
        self.acts = 0

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.engine.dispose()

    def who(self, name: str) -> Member:
        return self.cast.alex if name == "alex" else self.cast.sam

    def follows(self) -> None:
        """What comes by itself once nothing stands in the way, by a rule of its own."""
        if self.waiting or self.is_held or self.is_over:
            return
        wants_more = self.has_gone_on or self.ask == "repair"
        reached = {
            Stage.IMPACT: "told" in self.done and (self.has_gone_on or self.ask != "not-yet"),
            Stage.PLAN: "heard" in self.done and wants_more,
            Stage.ACTS: len(self.signed) == 2,
        }
        self.came = [s for s in ORDER if s in self.came or reached.get(s)]

    @precondition(lambda self: not (self.waiting or self.is_held or self.is_over))
    @rule(name=BOTH)
    def the_next_thing_is_done(self, name: str) -> None:
        """Whatever lies nearest, by whoever it is asked of; where anybody may, by `name`."""
        alex, sam, repair = self.cast.alex, self.cast.sam, self.repair
        match self.done:
            case []:
                write(self.session, alex, repair, Stage.GRIEVANCE, ask_of_partner=self.ask)
                self.done.append("written")
            case [*_, "written" | "impact"]:
                tell(self.session, alex, repair)
                self.done.append("opened" if "impact" in self.done else "told")
            case [*_, "told"] if Stage.IMPACT in self.came:
                write(self.session, alex, repair, Stage.IMPACT)
                self.done.append("impact")
            case [*_, "opened"]:
                write(self.session, sam, repair, Stage.IMPACT)
                self.done.append("heard")
            case [*_, "heard"] if Stage.PLAN in self.came:
                self._plan_or_act(name)
            case _:
                services.go_on(self.session, alex.identity, repair.public_id)
                self.has_gone_on = True
        self.follows()

    def _plan_or_act(self, name: str) -> None:
        if not self.signed:
            write(self.session, self.who(name), self.repair, Stage.PLAN)
            self.signed.add(name)
        elif len(self.signed) == 1:
            [missing] = {"alex", "sam"} - self.signed
            sign(self.session, self.who(missing))
            self.signed.add(missing)
        else:
            act(self.session, self.who(name), self.repair, WALK)
            self.acts += 1

    @precondition(lambda self: not self.is_over)
    @rule(name=BOTH, is_back=st.booleans())
    def one_of_them_needs_time_or_is_back(self, name: str, is_back: bool) -> None:
        me = self.who(name).identity
        if is_back and name in self.waiting:
            services.come_back(self.session, me, self.repair.public_id)
            self.waiting.discard(name)
        elif not is_back and (name == "alex" or "told" in self.done):
            services.need_time(self.session, me, self.repair.public_id)
            self.waiting.add(name)
        self.follows()

    @precondition(lambda self: self.waiting and not self.is_over)
    @rule()
    def everybody_is_back(self) -> None:
        for name in sorted(self.waiting):
            services.come_back(self.session, self.who(name).identity, self.repair.public_id)
        self.waiting.clear()
        self.follows()

    @precondition(lambda self: "heard" in self.done and not self.is_over)
    @rule(name=BOTH, is_so=st.booleans())
    def one_of_them_says_whether_it_is_done(self, name: str, is_so: bool) -> None:
        me = self.who(name).identity
        if is_so:
            services.say_done(self.session, me, self.repair.public_id)
            self.finished.add(name)
        else:
            services.take_back(self.session, me, self.repair.public_id, Word.DONE)
            self.finished.discard(name)
        self.is_over = len(self.finished) == 2

    @precondition(lambda self: self.done)
    @rule()
    def the_counselor_turns_a_gate(self) -> None:
        id_, morgan = self.cast.alex_and_sam.public_id, self.cast.morgan.identity
        self.is_held = not self.is_held
        safety.set_gate(self.session, morgan, id_, Gate.G1, held=self.is_held)
        self.follows()

    @precondition(lambda self: self.acts > 1)
    @rule()
    def the_counselor_ends_it(self) -> None:
        services.end(self.session, self.cast.morgan.identity, self.repair.public_id)
        self.is_over = True

    @invariant()
    def it_stands_where_the_rule_says_for_whoever_knows_of_it(self) -> None:
        is_told = "told" in self.done
        assert knows(self.session, self.cast.sam, self.repair) is is_told
        readers = [self.cast.alex, self.cast.morgan, *([self.cast.sam] if is_told else [])]
        found = [standing_of(self.session, each.identity, self.repair) for each in readers]
        assert all(each == found[0] for each in found)
        reached = ["told", "opened", "heard"]
        missing = [n for n, deed in enumerate(reached) if deed not in self.done]
        places = [Place.GRIEVANCE, Place.IMPACT, Place.REFLECTION]
        if missing:
            assert found[0].place is places[missing[0]]
        else:
            assert found[0].place is (Place.ACTS if len(self.signed) == 2 else Place.PLAN)
        assert found[0].is_resting is bool(self.waiting)
        assert (found[0].ended_at is not None) is self.is_over

    @invariant()
    def exactly_that_homework_has_come_which_was_made_way_for(self) -> None:
        assert stages(self.session, self.repair) == self.came

    @invariant()
    def nothing_asks_while_it_rests_or_is_over(self) -> None:
        asking = [s for s in self.repair.stages if s.assignment.closed_at is None]
        if self.waiting and not self.is_over:
            assert asking == []
        if self.is_over:
            assert {each.stage for each in asking} <= {Stage.IMPACT}

    @invariant()
    def no_act_is_lost(self) -> None:
        assert len(list_acts(self.session, self.cast.alex.identity, self.repair)) == self.acts


def test_any_order_of_deeds_leaves_a_repair_where_the_rule_says() -> None:
    examples = 60 if is_at_length() else 8
    run_state_machine_as_test(
        Mending,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
