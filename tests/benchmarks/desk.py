"""The counselor's desk: the first page in a full database, and a page of sealed words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.caseload.models import Practice
from couples.database import for_writing
from couples.encryption import Keyring, Purpose
from couples.exercises.definition import Definition
from couples.exercises.models import Exercise, ExerciseVersion
from couples.exercises.services import stock_library
from couples.submissions import reviewing
from tests.benchmarks.caseload import add_colleagues, enter_hand_ins, open_practice
from tests.benchmarks.timing import Bar, Figure, in_turns
from tests.benchmarks.workshop import Portal, Workshop
from tests.cast import Cast, invite_cast
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import give, hand_in

COUPLES = 40
FEW, MANY, A_MILLION = 1_000, 100_000, 1_000_000
ROUNDS = 15
QUESTIONS = 50
WORDS = "That we sat down and talked it through, and nobody left the room. " * 4

TODAY = "/counselor/today"


def today(workshop: Workshop) -> Iterator[Figure]:
    """Today with forty couples: while colleagues fill the same tables, and after many years."""
    count = A_MILLION if workshop.is_long else MANY
    little = _desk(workshop)
    for what, of_others, of_own_past, bar in (
        (f"{count:,} hand-ins of colleagues’ couples besides", count, 0, Bar(1.2)),
        (f"{MANY:,} older hand-ins of the same 40 couples", 0, MANY, None),
    ):
        much = _desk(workshop, of_others=of_others, of_own_past=of_own_past)
        ours, theirs = in_turns(much.open, little.open, rounds=ROUNDS)
        yield Figure(
            what=f"Today, 40 couples, {what}",
            against=f"the same page, {FEW:,} hand-ins in all",
            ours=tuple(ours),
            theirs=tuple(theirs),
            unit="ms",
            bar=bar,
            note=f"{much.statements()} statements against {little.statements()}",
        )


class _Desk:
    """Dr. Morgan’s first page in a database of its own."""

    def __init__(self, portal: Portal, open_page: Callable[[], str]) -> None:
        self.portal = portal
        self.open = open_page

    def statements(self) -> int:
        """How many questions the page asks the database."""
        return self.portal.count_statements(self.open)


def _desk(workshop: Workshop, *, of_others: int = 0, of_own_past: int = 0) -> _Desk:
    portal = workshop.portal()
    morgan = open_practice(portal.engine, couples=COUPLES, hand_ins=FEW)
    if of_others:
        practice_id = morgan.counselor.practice_id
        add_colleagues(portal.engine, practice_id, couples=COUPLES * 10, hand_ins=of_others)
    if of_own_past:
        newest = clock.now() - timedelta(days=100)
        enter_hand_ins(portal.engine, morgan, of_own_past, newest=newest, days=1000)
    return _Desk(portal, portal.opener(morgan.counselor, TODAY))


class Unsealed(Keyring):
    """Keys that leave every word as it is: what the same page would be without encryption."""

    def seal(self, purpose: Purpose, text: str, place: str) -> bytes:
        """The text itself."""
        return text.encode()

    def open(self, purpose: Purpose, sealed: bytes, place: str) -> str:
        """The text itself."""
        return sealed.decode()


def review(workshop: Workshop) -> Iterator[Figure]:
    """One page with two hundred answers: both partners, two attempts each, fifty questions."""
    sealed, plain = workshop.portal(), workshop.portal()
    keyring = encryption.current()
    unsealed = Unsealed.from_json(keyring.to_json())
    open_sealed = _with(keyring, sealed)
    open_plain = _with(unsealed, plain)
    assert open_sealed().count(WORDS.strip()) == open_plain().count(WORDS.strip())
    ours, theirs = in_turns(open_sealed, open_plain, rounds=ROUNDS * 2)
    encryption.use(keyring)
    yield Figure(
        what=f"review, {4 * QUESTIONS} encrypted answers on the page",
        against="the same page with plain text",
        ours=tuple(ours),
        theirs=tuple(theirs),
        unit="ms",
        bar=Bar(1.3),
        note=f"answers of {len(WORDS)} characters",
    )


def _with(keyring: Keyring, portal: Portal) -> Callable[[], str]:
    """A way to open the page in a database that was filled with these keys."""
    encryption.use(keyring)
    with Session(for_writing(portal.engine)) as session, session.begin():
        cast = invite_cast(session)
        path = f"/counselor/review/{_two_attempts_each(session, cast)}"
    open_page = portal.opener(cast.morgan.identity, path)

    def open_with_keys() -> str:
        encryption.use(keyring)
        return open_page()

    return open_with_keys


def _two_attempts_each(session: Session, cast: Cast) -> str:
    _publish(session, cast.practice_id, _long_definition())
    given = give(session, cast.alex_and_sam, "evening-walk")
    answers = {f"q{number}": f"{WORDS}{number}" for number in range(QUESTIONS)}
    for author in (cast.alex, cast.sam):
        first = hand_in(session, author, given, answers)
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="Once more"
        )
        last = hand_in(session, author, given, answers)
    return last.public_id


def _long_definition() -> Definition:
    return make_definition(
        *(
            field_of("long-text", key=f"q{number}", label=f"Question {number}")
            for number in range(QUESTIONS)
        )
    )


def _publish(session: Session, practice_id: int, definition: Definition) -> None:
    practice = session.get_one(Practice, practice_id)
    stock_library(session, practice)
    exercise = Exercise(practice_id=practice.id, key=definition.id)
    exercise.versions.append(
        ExerciseVersion(
            practice_id=practice.id,
            number=1,
            content=definition.to_json(),
            digest=definition.digest,
        )
    )
    session.add(exercise)
    session.flush()
