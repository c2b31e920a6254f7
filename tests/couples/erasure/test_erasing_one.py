"""Of one partner who is erased no word is left, and the other keeps every word of theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, LargeBinary, String, func, select
from sqlalchemy.orm import Session

from couples.admissions.standing_in import NotOneCoupleError, stand_in
from couples.agreements.queries import AgreementView, list_agreements
from couples.agreements.standing import AgreementState
from couples.appraisals.services import appraise
from couples.caseload.queries import get_couple
from couples.database import Base, for_writing
from couples.encryption import current
from couples.erasure.one import close_for_good, erase_person, left_of, refuse_leftovers
from couples.erasure.one_plan import ALONE, OF_BOTH, OF_ONE, STAYS, UNTIED, WITH_ANOTHER
from couples.erasure.plan import BY_COUPLE, BY_PERSON, KEPT, THROUGH
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.history.verifying import first_break
from couples.models import (
    Agreement,
    Answer,
    Assignment,
    Couple,
    Draft,
    HistoryEntry,
    Person,
    Practice,
    Submission,
)
from couples.partings.queries import list_leavings
from couples.people import invitations, sign_in
from couples.submissions import attribution
from couples.submissions.asked import ANEW
from couples.submissions.models import Standing
from couples.submissions.queries import list_submissions
from couples.talks.models import Talk
from tests.cast import Cast, invite_cast
from tests.couples.erasure.one_scene import ALEXS, JOINT, SAMS, write_all
from tests.couples.erasure.test_erasing import TABLES
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in

NUMBERS_THAT_STAY = {
    *("agreement_signature.person_id", "agreement_step.person_id"),
    "agreement_version.proposed_by_id",
    *("assignment.begun_by_id", "assignment.first_person_id", "assignment_batch.assigned_by_id"),
    *("assignment.for_person_id", "couple_partner.person_id", "enrolment.first_person_id"),
    *("history_entry.actor_id", "history_entry.about_id", "parting.left_by_id"),
    *("pause.called_by_id", "repair.hurt_id", "repair.opened_by_id", "talk.begun_by_id"),
    *("submission.set_aside_by_id", "submission.written_as_id", "talk.first_person_id"),
}
"""By these the other’s own rows, joint ones and the history name a number without a name."""


def test_no_table_is_forgotten() -> None:
    going = {*OF_ONE, *WITH_ANOTHER, *ALONE, *OF_BOTH}

    of_couples = {*BY_COUPLE, *BY_PERSON, *THROUGH, "couple", "person"}
    assert going.isdisjoint(STAYS)
    assert going | set(STAYS) == of_couples, (
        "Say in couples/erasure/one_plan.py what becomes of it."
    )
    columns = [(name, column) for name, each in OF_ONE.items() for column in each]
    columns += [(name, column) for name, each in WITH_ANOTHER.items() for column in each]
    columns += [(name, column) for name, (column, _) in UNTIED.items()]
    assert all(column in TABLES[name].c for name, column in columns)
    assert going.isdisjoint(KEPT)


def erase(engine: Engine, person_id: str) -> dict[str, int]:
    """As it is done at the terminal: each step kept before the next begins."""
    with Session(for_writing(engine)) as session, session.begin():
        close_for_good(session, person_id)
    with Session(for_writing(engine)) as session, session.begin():
        erased = erase_person(session, person_id)
    with Session(for_writing(engine)) as session, session.begin():
        refuse_leftovers(session, person_id)
    return erased


def opened(session: Session) -> str:
    """Every sealed text of every table, opened, and every plain one."""
    found = []
    for mapper in Base.registry.mappers:
        names = sorted(getattr(mapper.class_, "encrypted_names", ()))
        plain = [c.key for c in mapper.columns if isinstance(c.type, String)]
        sealed = {c.key for c in mapper.columns if isinstance(c.type, LargeBinary)}
        assert {f"{name}_sealed" for name in names} <= sealed
        for row in session.query(mapper.class_):
            found += [getattr(row, name) or "" for name in plain]
            # What is sealed is asked for, also where something else is shown in its place.
            for words in (getattr(mapper.class_, name) for name in names):
                if bytes_ := getattr(row, words.column):
                    found.append(current().open(words.purpose, bytes_, words.place_of(row)))
    return "\n".join(found)


def states(session: Session, cast: Cast) -> dict[str, AgreementView]:
    return {each.id: each for each in list_agreements(session, cast.sam.identity)}


def test_what_is_theirs_goes_and_the_other_keeps_what_is_theirs(
    fresh_database: Engine,
) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = write_all(session)
    alex, sam = cast.alex, cast.sam
    with Session(fresh_database) as session:
        before, stood = opened(session), states(session, cast)
        theirs: list[str] = [*ALEXS, "Alex", alex.email]
        assert [words for words in (*theirs, *SAMS, *JOINT) if words not in before] == []
        alone = select(Answer.id, Answer.words_sealed, Answer.number).join(Answer.submission)
        of_sam = alone.where(
            Submission.author_id == sam.id,
            Submission.standing == Standing.STANDS,
            ~Submission.occurrence.startswith(ANEW),
            Submission.assignment_id.not_in(select(Talk.assignment_id)),
        ).order_by(Answer.id)
        written = session.execute(of_sam).all()
        assert len(written) > 8
    assert {each.state for each in stood.values()} >= {
        *(AgreementState.IN_FORCE, AgreementState.WITHDRAWN, AgreementState.PAUSED),
    }

    erase(fresh_database, alex.public_id)

    with Session(fresh_database) as session:
        after = opened(session)
        assert [words for words in theirs if words in after] == []
        assert [words for words in sorted(SAMS) if words not in after] == []
        assert [words for words in JOINT if words in after] == []
        assert session.execute(of_sam).all() == written
        assert named_still(session, alex.id) <= NUMBERS_THAT_STAY

        stand = states(session, cast)
        assert set(stand) == set(stood)
        for id_, view in stand.items():
            assert view.has_ended, view.title
            assert not view.is_in_force
            assert view.in_force_number is None
            assert not view.may_sign
            if stood[id_].has_ended:
                assert (view.state, view.since) == (stood[id_].state, stood[id_].since)

        person, couple = (
            session.get_one(Person, alex.id),
            session.get_one(Couple, cast.alex_and_sam.id),
        )
        assert (person.name, person.email, person.password_hash) == ("A former partner", "", None)
        assert (person.time_zone, person.locale, person.totp_secret) == ("UTC", "en", None)
        assert sign_in.find_account(session, alex.email) is None
        assert couple.erased_at is None
        assert first_break(session, session.scalars(select(Practice)).one()) is None
        left = list_leavings(session, cast.morgan.identity, couple)
        assert [each.left_by_id for each in left] == [alex.id]
        lines = select(func.count()).where(
            HistoryEntry.event.in_(["couple:leave", "talk:drop"]), HistoryEntry.actor_id == alex.id
        )
        assert session.scalar(lines) == 1  # The talk that Alex let go, in the scene.
        for viewer in (sam.identity, cast.morgan.identity):
            seen = list_submissions(session, viewer, couple_ids=[couple.id])
            assert {each.author_id for each in seen} == {sam.id}


def named_still(session: Session, person_id: int) -> set[str]:
    """Every column by which a row still names this number."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "person" for key in column.foreign_keys)
        if session.scalar(select(func.count()).where(column == person_id))
    }


def test_nobody_is_erased_twice_or_brought_back_and_the_last_one_takes_all_along(
    fresh_database: Engine,
) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = invite_cast(session)
        both = give_feelings(session, cast.alex_and_sam)
        for member in (cast.alex, cast.sam):
            hand_in(session, member, both, FEELINGS)
        begin(session, cast.sam, give(session, cast.alex_and_sam, "calm-contract"), RULES)
    alex, morgan = cast.alex, cast.morgan.identity
    with Session(for_writing(fresh_database)) as session, session.begin():
        for nobody in ("a" * 26, cast.morgan.public_id, cast.alex_and_sam.public_id):
            with pytest.raises(NotFoundError):
                close_for_good(session, nobody)
        with pytest.raises(ConflictError, match="closed first"):
            erase_person(session, alex.public_id)
        homework = session.scalars(select(Assignment.public_id).order_by(Assignment.id)).first()
        assert homework is not None

    # Stopped between the two steps: nobody signs in, and it is begun again.
    with Session(for_writing(fresh_database)) as session, session.begin():
        close_for_good(session, alex.public_id)
    with Session(for_writing(fresh_database)) as session, session.begin():
        assert sign_in.find_account(session, alex.email) is None
        with pytest.raises(DomainError, match="closed"):
            invitations.invite(session, morgan, session.get_one(Person, alex.id))
        assert session.get_one(Person, alex.id).name == "Alex"
        with pytest.raises(ConflictError, match="is left in answer, "):
            refuse_leftovers(session, alex.public_id)
    erase(fresh_database, alex.public_id)

    with Session(for_writing(fresh_database)) as session, session.begin():
        with pytest.raises(ConflictError, match="erased already"):
            close_for_good(session, alex.public_id)
        for one in ("a former partner", "", "Sam"):
            with pytest.raises(NotOneCoupleError):
                stand_in(session, cast.lee.identity, one=one, other="Sam", reason="It burns")
        with pytest.raises(NotFoundError):
            appraise(session, morgan, homework, alex.id, how_well=3, in_the_way="Work")
    # What was written in their name while it went on is found, and goes the next time.
    with Session(for_writing(fresh_database)) as session, session.begin():
        late = session.scalars(select(Draft).where(Draft.author_id == cast.sam.id)).first()
        assert late is not None
        session.add(
            Draft(
                **{name: getattr(late, name) for name in ("practice_id", "couple_id", "part")},
                **{
                    name: getattr(late, name)
                    for name in ("assignment_id", "saved_at", "occurrence")
                },
                author_id=alex.id,
                typed="late",
            )
        )
        session.flush()
        assert left_of(session, session.get_one(Person, alex.id)) == ["draft"]
    assert erase(fresh_database, alex.public_id)["draft"] == 1

    erase(fresh_database, cast.sam.public_id)

    with Session(for_writing(fresh_database)) as session, session.begin():
        assert session.get_one(Couple, cast.alex_and_sam.id).erased_at is not None
        for model in (Agreement, Draft, Submission):
            theirs = select(func.count()).where(model.couple_id == cast.alex_and_sam.id)
            assert session.scalar(theirs) == 0
        with pytest.raises(NotFoundError):
            get_couple(session, morgan, cast.alex_and_sam.public_id)
        with pytest.raises(ConflictError):
            close_for_good(session, cast.sam.public_id)


def test_whose_something_is_has_to_be_settled_first(session: Session) -> None:
    cast = invite_cast(session)
    morgan = cast.morgan.identity
    wrong = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
    attribution.quarantine(session, morgan, wrong.public_id)

    with pytest.raises(ConflictError, match="not settled whose it is"):
        close_for_good(session, cast.alex.public_id)

    assert session.get_one(Person, cast.alex.id).deactivated_at is None
    attribution.restore(session, morgan, wrong.public_id)
    close_for_good(session, cast.alex.public_id)
    erase_person(session, cast.alex.public_id)
    assert wrong.author_id == cast.sam.id
