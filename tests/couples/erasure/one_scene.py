"""Alex and Sam wrote a good deal, apart and together; each of these words tells whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import living
from couples.agreements.queries import list_agreements
from couples.agreements.rewording import propose_anew
from couples.assignments.changing import finish
from couples.assignments.models import Assignment
from couples.exercises.definition import Gate
from couples.safety import services as safety
from couples.safety.telling import tell_of_fear
from couples.submissions import attribution, drafts, handing_in, own_accord, reviewing
from couples.submissions.queries import find_draft
from couples.submissions.typed import Typed
from couples.talks import services as talks
from couples.talks import writing
from couples.talks.queries import list_words
from tests.cast import Cast, Member
from tests.couples.repairs import mending
from tests.couples.test_words_at_rest import CANARIES, tell_a_story
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in

ALEXS = (
    *(CANARIES["an answer for both"], CANARIES["an answer for nobody else"]),
    *(CANARIES["an answer before it begins"], CANARIES["what is written in a talk"]),
    *(CANARIES["a line of an agreement"], CANARIES["a record of both"]),
    CANARIES["what a kept report was made from"],
    *(FEELINGS["fear"], mending.CALL, mending.WALK),
    *(mending.GRIEVANCE["why_it_matters"], str(mending.IMPACT["meaning"])),
    "alexword",
)
"""Words of Alex's, and what was made of the words of both."""

SAMS = {
    "samword in a draft",
    "samword of a rule",
    "samword beside it",
    "samword of the book",
    "samword of the talk",
    "samword below",
    "samword of the hills",
    "samword of fear",
    CANARIES["a draft"],
    mending.REFLECTION["reflection"],
}
"""Words of Sam's own, wherever they were written."""

JOINT = {"samword in other words of alexword", "samword of both"}
"""What Sam wrote where nobody can tell it from Alex's any more, so that it goes as well."""


def write_all(session: Session) -> Cast:
    """Everything that two can write here, and much of it together."""
    cast = tell_a_story(session)
    morgan = cast.morgan.identity
    safety.set_gate(session, morgan, cast.alex_and_sam.public_id, Gate.G1, held=False, note="")
    for running in talks_that_run(session, cast):
        talks.let_go(session, cast.alex.identity, running)
    _end_all(session, cast)
    _agree(session, cast)
    _end_all(session, cast)
    _lose_a_phone(session, cast)
    _talk(session, cast)
    mending.planned(session, cast)
    given = give(session, cast.alex_and_sam, "open-questions")
    for member, joy in ((cast.alex, "alexword of the sea"), (cast.sam, "samword of the hills")):
        words = {"theme": "hopes", "question": joy, "learned": joy}
        hand_in(session, member, given, {**words, "curious": "6", "felt_known": "5"})
    own_accord.begin(session, cast.alex.identity, own_accord.AGREEMENT, key="begun-alone")
    tell_of_fear(session, cast.alex.identity, words="alexword of fear")
    tell_of_fear(session, cast.sam.identity, words="samword of fear")
    return cast


def _end_all(session: Session, cast: Cast) -> None:
    """End what runs, so that the same can be given once more."""
    for each in session.scalars(
        select(Assignment).where(
            Assignment.couple_id == cast.alex_and_sam.id, Assignment.closed_at.is_(None)
        )
    ):
        finish(each)
    session.flush()


def talks_that_run(session: Session, cast: Cast) -> list[str]:
    """The talks that nobody has ended."""
    from couples.talks.queries import find_under_way  # noqa: PLC0415 - for this alone

    found = find_under_way(session, cast.alex.identity, cast.alex_and_sam.id)
    return [found.public_id] if found else []


def _agree(session: Session, cast: Cast) -> None:
    """One that holds, one that Alex ended, one that rests, one replaced by Sam's own words."""
    alex, sam = cast.alex, cast.sam
    rules = {**RULES, "ground_rules": ["alexword of a rule"], "pause_word": "alexword"}
    held = give(session, cast.alex_and_sam, "calm-contract")
    hand_in(session, alex, held, rules)
    hand_in(session, sam, held, {"ground_rules": ["samword of a rule"], "confidence": "5"})
    _sign(session, alex)
    reword(
        session, sam, ground_rules=["alexword of a rule", "samword of a rule", "samword beside it"]
    )
    _sign(session, alex)
    reword(
        session,
        sam,
        ground_rules=["samword in other words of alexword"],
        pause_word="samword of both",
    )
    draft = propose_anew(session, sam.identity, _newest(session, alex))
    typed = drafts.typed_in(draft).answers
    rows = ["alexword of a rule", "samword in a draft"]
    both = Typed({**typed, "paused_topics": ["samword in a draft"], "ground_rules": rows})
    drafts.save(session, sam.identity, draft.public_id, typed=both, revision=draft.revision)

    ended = book(session, sam, cast, "samword of the book")
    _sign(session, alex)
    living.withdraw(session, alex.identity, ended, key="over")
    resting = book(session, alex, cast, "alexword of the book")
    _sign(session, sam)
    living.pause(session, sam.identity, resting, key="rests")


def book(session: Session, author: Member, cast: Cast, words: str) -> str:
    """An agreement in the book, proposed by one of the two."""
    day = (clock.today("America/New_York") + timedelta(days=20)).isoformat()
    said = {"title": words, "text": words, "kind": "logistics", "review_on": day}
    _end_all(session, cast)
    given = give(session, cast.alex_and_sam, "agreement-book")
    hand_in(session, author, given, {**said, "owner": [{"who": "author"}]})
    return _newest(session, author)


def reword(session: Session, member: Member, **changes: object) -> None:
    """Propose other words for the newest agreement, beginning with those that are there."""
    draft = propose_anew(session, member.identity, _newest(session, member))
    typed = Typed({**drafts.typed_in(draft).answers, **changes})
    drafts.save(session, member.identity, draft.public_id, typed=typed, revision=draft.revision)
    handing_in.submit(
        session, member.identity, draft.public_id, revision=draft.revision, key=draft.public_id
    )


def _newest(session: Session, member: Member) -> str:
    return list_agreements(session, member.identity)[-1].id


def _sign(session: Session, member: Member) -> None:
    mending.sign(session, member)


def _lose_a_phone(session: Session, cast: Cast) -> None:
    """Alex wrote on Sam's phone; Sam wrote on below, and it was put right."""
    morgan, alex, sam = cast.morgan.identity, cast.alex.identity, cast.sam.identity
    given = give_feelings(session, cast.alex_and_sam)
    wrong = hand_in(session, cast.sam, given, {**FEELINGS, "joy": "alexword on a phone"})
    reviewing.return_for_another_attempt(session, morgan, wrong.public_id, words="Once more")
    more = {**FEELINGS, "joy": "alexword on a phone\nsamword below"}
    begin(session, cast.sam, given, more)
    attribution.quarantine(session, morgan, wrong.public_id)
    attribution.say_not_mine(session, sam, wrong.public_id)
    attribution.reattribute(session, morgan, wrong.public_id)
    attribution.say_mine(session, alex, wrong.public_id)
    _end_all(session, cast)
    lost = give_feelings(session, cast.alex_and_sam)
    void = hand_in(session, cast.sam, lost, {**FEELINGS, "joy": "alexword that nobody claims"})
    attribution.say_not_mine(session, sam, void.public_id)
    attribution.void(session, morgan, void.public_id)


def _talk(session: Session, cast: Cast) -> None:
    """
    A talk: what is written once for both lies in the draft of both.

    Sam had begun alone, so what was said there otherwise lies beside Sam's draft.
    """
    given = give(session, cast.alex_and_sam, "needs-talk")
    begin(session, cast.sam, given, {"topic": "samword of both"})
    talk = talks.begin(
        session,
        cast.alex.identity,
        given.public_id,
        first=cast.alex.public_id,
        is_on_one_phone=False,
    )
    joined = {"topic": "alexword of both"}
    alexs = {"when": "alexword", "feelings": ["alone"], "need": "alexword", "request": "alexword"}
    sams = {
        "when": "samword of the talk",
        "feelings": ["tired"],
        "need": "Sleep",
        "request": "Rest",
    }
    turns: list[tuple[Member, Mapping[str, object]]] = [
        (cast.alex, joined),
        (cast.alex, alexs),
        (cast.sam, {"reflection": "samword of the talk"}),
        (cast.sam, sams),
        (cast.alex, {"reflection": "alexword of the talk"}),
        (cast.alex, {"outcome": "understood"}),
    ]
    for who, said in turns:
        row = list_words(session, who.identity, talk).get(talk.holder_id or 0)
        revision = row.revision if row else 0
        writing.keep(
            session,
            who.identity,
            talk.public_id,
            typed=Typed(said),
            turn=talk.turn,
            revision=revision,
        )
        talks.go_on(session, who.identity, talk.public_id, turn=talk.turn)
    _finish(session, cast.sam, given)


def _finish(session: Session, who: Member, given: Assignment) -> None:
    """Answer the last questions alone, and hand in before the other does."""
    draft = find_draft(session, who.identity, given)
    assert draft is not None
    typed = drafts.typed_in(draft)
    rated = Typed({**typed.answers, "accuracy": "8", "heard": "7"}, typed.audiences)
    saved = drafts.save(
        session, who.identity, draft.public_id, typed=rated, revision=draft.revision
    )
    handing_in.submit(
        session, who.identity, draft.public_id, revision=saved.revision, key=draft.public_id
    )
