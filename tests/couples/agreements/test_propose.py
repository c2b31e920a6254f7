from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.models import AgreementVersion
from couples.agreements.queries import AgreementView, list_agreements
from couples.assignments.models import Assignment
from couples.submissions import drafts, handing_in, reviewing
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import RULES, give, hand_in

WHOLE = RULES | {
    "ground_rules": ["One speaks at a time", "Nobody shouts"],
    "review_on": "2027-01-10",
}


def _agreement(session: Session, cast: Cast) -> tuple[Assignment, AgreementView]:
    assignment = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, cast.alex, assignment, WHOLE)
    (agreement,) = list_agreements(session, cast.sam.identity)
    return assignment, agreement


def test_what_one_adds_stands_beside_what_the_other_wrote(session: Session, cast: Cast) -> None:
    assignment, _first = _agreement(session, cast)

    hand_in(
        session,
        cast.sam,
        assignment,
        {"ground_rules": ["Phones stay away"], "pause_minutes": "45", "confidence": "6"},
    )

    (agreement,) = list_agreements(session, cast.alex.identity)
    assert agreement.number == 2
    assert agreement.told[0].parts == ("One speaks at a time", "Nobody shouts", "Phones stay away")
    assert "How long a pause lasts: 45 minutes" in agreement.lines
    assert "The word that means “I need a pause”: Lighthouse" in agreement.lines
    assert agreement.review_on is not None
    assert agreement.signed_by_ids == {cast.sam.id}


def test_handing_in_without_a_word_for_both_proposes_nothing(session: Session, cast: Cast) -> None:
    assignment, _first = _agreement(session, cast)

    hand_in(session, cast.sam, assignment, {"confidence": "6"})

    (agreement,) = list_agreements(session, cast.alex.identity)
    assert agreement.number == 1
    assert not agreement.is_in_force


def test_saying_the_same_again_proposes_nothing(session: Session, cast: Cast) -> None:
    assignment, _first = _agreement(session, cast)

    hand_in(session, cast.sam, assignment, {"pause_minutes": "30", "confidence": "6"})

    (agreement,) = list_agreements(session, cast.alex.identity)
    assert agreement.number == 1


def test_words_that_were_set_down_in_one_line_before_are_the_same_words(
    session: Session, cast: Cast
) -> None:
    assignment, first = _agreement(session, cast)
    version = session.scalars(select(AgreementVersion)).one()
    version.text = "\n".join(
        "; ".join(line.parts).join((f"{line.words} ", "")) if line.parts else line.words
        for line in first.told
    )
    session.flush()
    [before] = list_agreements(session, cast.alex.identity)
    assert before.lines[0].endswith(": One speaks at a time; Nobody shouts")

    hand_in(session, cast.sam, assignment, {"pause_minutes": "30", "confidence": "6"})

    [agreement] = list_agreements(session, cast.alex.identity)
    assert agreement.number == 1


def test_another_attempt_replaces_only_what_its_author_wrote(session: Session, cast: Cast) -> None:
    assignment = give(session, cast.alex_and_sam, "calm-contract")
    first = hand_in(session, cast.alex, assignment, WHOLE)
    hand_in(
        session, cast.sam, assignment, {"ground_rules": ["Phones stay away"], "confidence": "6"}
    )
    reviewing.return_for_another_attempt(
        session, cast.morgan.identity, first.public_id, words="Which of these can you keep?"
    )

    draft = drafts.try_again(session, cast.alex.identity, first.public_id)
    typed = Typed({**drafts.typed_in(draft).answers, "ground_rules": ["Nobody shouts"]})
    drafts.save(session, cast.alex.identity, draft.public_id, typed=typed, revision=0)
    handing_in.submit(session, cast.alex.identity, draft.public_id, revision=1, key="again")

    (agreement,) = list_agreements(session, cast.sam.identity)
    assert agreement.told[0].parts == ("Phones stay away", "Nobody shouts")


def test_a_wording_names_who_does_what(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "repair-plan")
    step = {"action": "Calls the bank", "frequency": "once", "matters": "8", "willing": "5"}
    steps = [step | {"doer": who, "feasible": "yes"} for who in ("author", "other", "both")]
    plan = {"window_days": "21", "steps": steps, "review_on": "2026-12-20"}
    hand_in(session, cast.alex, given, plan)

    [agreement] = list_agreements(session, cast.sam.identity)

    told = next(line for line in agreement.told if line.parts)
    assert told.words == "Your steps:"
    for who, part in zip(("Alex", "Sam", "both"), told.parts, strict=True):
        assert part.startswith(f"{who}: Calls the bank, Once")
