"""From a grievance to acts that mattered, through the services that the pages use."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.repairs import services
from couples.repairs.acts import list_acts, log_act, tallied
from couples.repairs.models import Stage, Word
from couples.repairs.reading import standing_of
from couples.repairs.standing import Place
from couples.safety import services as safety
from tests.cast import Cast
from tests.couples.repairs.mending import (
    CALL,
    act,
    heard,
    knows,
    open_for,
    planned,
    sign,
    stages,
    tell,
    write,
)
from tests.homework import give, hand_in, receive


def place(session: Session, cast: Cast, repair: object) -> Place:
    return standing_of(session, cast.morgan.identity, repair).place  # type: ignore[arg-type]


def test_each_stage_makes_way_for_the_next_and_nothing_comes_early(
    session: Session, cast: Cast
) -> None:
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    assert stages(session, repair) == [Stage.GRIEVANCE]

    write(session, cast.alex, repair, Stage.GRIEVANCE)
    assert stages(session, repair) == [Stage.GRIEVANCE]
    assert not knows(session, cast.sam, repair)

    tell(session, cast.alex, repair)
    assert stages(session, repair) == [Stage.GRIEVANCE, Stage.IMPACT]
    assert knows(session, cast.sam, repair)

    write(session, cast.alex, repair, Stage.IMPACT)
    assert place(session, cast, repair) is Place.IMPACT
    tell(session, cast.alex, repair)
    assert place(session, cast, repair) is Place.REFLECTION

    write(session, cast.sam, repair, Stage.IMPACT)
    assert stages(session, repair)[-1] is Stage.PLAN
    write(session, cast.sam, repair, Stage.PLAN)
    assert stages(session, repair)[-1] is Stage.PLAN
    sign(session, cast.alex)
    assert stages(session, repair)[-1] is Stage.ACTS
    assert place(session, cast, repair) is Place.ACTS


def test_acts_are_counted_by_whose_they_are_and_those_that_mattered_come_first(
    session: Session, cast: Cast
) -> None:
    repair = planned(session, cast)
    for mattered in ("9", "8"):
        noted = act(session, cast.sam, repair)
        receive(session, cast.alex, noted, {"noticed": "yes", "mattered": mattered})
    for _ in range(3):
        noted = act(session, cast.sam, repair, "Walk together after work")
        receive(session, cast.alex, noted, {"noticed": "no", "mattered": "2"})
    act(session, cast.alex, repair, "Walk together after work", "missed")

    first, *rest = tallied(list_acts(session, cast.morgan.identity, repair))

    assert (first.words, first.by_id, first.done, first.mattered) == (CALL, cast.sam.id, 2, 8.5)
    assert first.is_top
    assert [(t.by_id, t.is_never, t.missed) for t in rest] == [
        (cast.sam.id, True, 0),
        (cast.alex.id, False, 1),
    ]


def test_only_the_doer_notes_a_step_and_never_under_words_that_changed(
    session: Session, cast: Cast
) -> None:
    repair = planned(session, cast)

    with pytest.raises(ConflictError, match="Only whoever does this"):
        act(session, cast.alex, repair, CALL)
    for person, step, refusal in (
        (cast.sam, "0-1", ConflictError),
        (cast.kim, "1-1", NotFoundError),
    ):
        with pytest.raises(refusal):
            log_act(
                session,
                person.identity,
                repair.public_id,
                step=step,
                answers={"done": "done"},
                audiences={},
                key="a press",
            )


def test_a_couple_mends_one_thing_at_a_time_and_the_same_press_counts_once(
    session: Session, cast: Cast
) -> None:
    pair, morgan = cast.alex_and_sam, cast.morgan.identity
    first = services.open_repair(
        session, morgan, pair.public_id, hurt_id=cast.alex.public_id, token="once"
    )

    again = services.open_repair(
        session, morgan, pair.public_id, hurt_id=cast.alex.public_id, token="once"
    )

    assert again is first
    with pytest.raises(ConflictError, match="One hurt at a time"):
        open_for(session, pair, cast.sam)


def test_only_their_counselor_opens_one_and_for_one_of_the_two(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(NotFoundError):
        open_for(session, cast.alex_and_sam, cast.kim)
    for actor, refusal in ((cast.alex, NotAllowedError), (cast.lee, NotFoundError)):
        with pytest.raises(refusal):
            services.open_repair(
                session,
                actor.identity,
                cast.alex_and_sam.public_id,
                hurt_id=cast.alex.public_id,
                token="theirs",
            )


def test_a_gate_keeps_a_repair_from_beginning_and_holds_what_would_come_next(
    session: Session, cast: Cast
) -> None:
    id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
    safety.set_gate(session, morgan, id_, Gate.G1, held=True)
    with pytest.raises(DomainError, match="Held: violence"):
        open_for(session, cast.alex_and_sam, cast.alex)
    safety.set_gate(session, morgan, id_, Gate.G1, held=False)
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    write(session, cast.alex, repair, Stage.GRIEVANCE)

    safety.set_gate(session, morgan, id_, Gate.G2, held=True)
    tell(session, cast.alex, repair)
    waiting = stages(session, repair)
    safety.set_gate(session, morgan, id_, Gate.G2, held=False)

    assert waiting == [Stage.GRIEVANCE]
    assert stages(session, repair) == [Stage.GRIEVANCE, Stage.IMPACT]


def test_what_runs_already_is_taken_up_as_it_is(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    hand_in(
        session,
        cast.alex,
        given,
        {"what_happened": "The dinner", "hurts_now": "5", "ask_of_partner": "repair"},
        audiences={"what_happened": "couple"},
    )

    repair = open_for(session, cast.alex_and_sam, cast.alex)

    assert stages(session, repair) == [Stage.GRIEVANCE, Stage.IMPACT]
    assert repair.stages[0].assignment is given


def test_whoever_needs_time_lets_it_rest_until_they_are_back(session: Session, cast: Cast) -> None:
    repair = heard(session, cast)
    sam, alex = cast.sam.identity, cast.alex.identity

    services.need_time(session, sam, repair.public_id)
    services.need_time(session, sam, repair.public_id)
    services.need_time(session, alex, repair.public_id)
    services.come_back(session, sam, repair.public_id)

    assert standing_of(session, alex, repair).is_resting
    assert all(each.assignment.closed_at for each in repair.stages)
    services.come_back(session, alex, repair.public_id)
    assert not standing_of(session, sam, repair).is_resting
    assert not any(each.assignment.closed_at for each in repair.stages)


def test_what_is_handed_in_while_it_rests_makes_way_once_both_are_back(
    session: Session, cast: Cast
) -> None:
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    write(session, cast.alex, repair, Stage.GRIEVANCE)
    services.need_time(session, cast.alex.identity, repair.public_id)
    tell(session, cast.alex, repair)
    assert stages(session, repair) == [Stage.GRIEVANCE]

    services.come_back(session, cast.alex.identity, repair.public_id)

    assert stages(session, repair) == [Stage.GRIEVANCE, Stage.IMPACT]


@pytest.mark.parametrize(
    ("ask", "came"), [("hear", [Stage.GRIEVANCE, Stage.IMPACT]), ("not-yet", [Stage.GRIEVANCE])]
)
def test_no_more_comes_than_was_asked_for_until_its_author_asks_for_more(
    session: Session, cast: Cast, ask: str, came: list[Stage]
) -> None:
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    write(session, cast.alex, repair, Stage.GRIEVANCE, ask_of_partner=ask)
    tell(session, cast.alex, repair)
    if ask == "hear":
        write(session, cast.alex, repair, Stage.IMPACT)
        tell(session, cast.alex, repair)
        write(session, cast.sam, repair, Stage.IMPACT)
    assert stages(session, repair) == came

    with pytest.raises(NotFoundError):
        services.go_on(session, cast.sam.identity, repair.public_id)
    services.go_on(session, cast.alex.identity, repair.public_id)

    assert len(stages(session, repair)) == len(came) + 1


def test_it_ends_once_both_have_said_so_and_one_word_is_told_to_nobody(
    session: Session, cast: Cast
) -> None:
    repair = planned(session, cast)
    services.say_done(session, cast.sam.identity, repair.public_id)
    services.say_done(session, cast.sam.identity, repair.public_id)
    assert repair.ended_at is None
    services.take_back(session, cast.sam.identity, repair.public_id, Word.DONE)
    services.say_done(session, cast.alex.identity, repair.public_id)
    assert repair.ended_at is None

    services.say_done(session, cast.sam.identity, repair.public_id)

    assert repair.ended_at is not None
    closed = {each.stage for each in repair.stages if each.assignment.closed_at}
    assert closed == {Stage.GRIEVANCE, Stage.PLAN, Stage.ACTS}
    with pytest.raises(ConflictError):
        services.need_time(session, cast.sam.identity, repair.public_id)
    assert open_for(session, cast.alex_and_sam, cast.sam).hurt_id == cast.sam.id


def test_nobody_calls_it_done_before_it_was_heard_and_the_counselor_may_always_end_it(
    session: Session, cast: Cast
) -> None:
    repair = open_for(session, cast.alex_and_sam, cast.alex)
    with pytest.raises(ConflictError, match="not heard yet"):
        services.say_done(session, cast.alex.identity, repair.public_id)
    with pytest.raises(NotAllowedError):
        services.end(session, cast.alex.identity, repair.public_id)

    services.end(session, cast.morgan.identity, repair.public_id)

    assert repair.assignment_of(Stage.GRIEVANCE).closed_at is not None  # type: ignore[union-attr]
