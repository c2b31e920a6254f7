"""The record: everything of one partner that may leave, and no word that the other kept."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.caseload.queries import get_couple
from couples.errors import NotFoundError
from couples.exercises.definition import Doer
from couples.records.whose import own_record, record_of_both, record_of_partner
from couples.submissions import own_accord, reviewing, sharing
from couples.submissions.queries import list_answers, list_submissions
from reports.pdf import write_pdf
from reports.record.files import as_json, from_json, print_record, render_record
from reports.record.gathering import gather_record
from reports.record.values import Record, SeenBy
from tests.cast import Cast, Member
from tests.homework import FEELINGS, RULES, begin, give, hand_in
from tests.reports.days import START, on
from tests.reports.paper import faults, printed


@pytest.fixture(autouse=True)
def _lived(session: Session, cast: Cast) -> None:
    """Alex wrote for every audience, Sam for some; both began something."""
    with on(2):
        pair = cast.alex_and_sam
        hurt = give(session, pair, "grievance", to=cast.alex)
        words = {
            "what_happened": "ALEX-ONLY-ME",
            "when": "ALEX-COUNSELOR",
            "why_it_matters": "ALEX-SESSION",
            "hurts_now": "7",
            "ask_of_partner": "hear",
        }
        chosen = {
            "what_happened": Audience.ME.value,
            "when": Audience.COUNSELOR.value,
            "why_it_matters": Audience.SESSION.value,
        }
        first = hand_in(session, cast.alex, hurt, words, audiences=chosen)
        reviewing.reply(
            session, cast.morgan.identity, first.public_id, words="REPLY-TO-ALEX\nand a line"
        )
        theirs = give(session, pair, "grievance", to=cast.sam)
        hand_in(session, cast.sam, theirs, {**words, "what_happened": "SAM-ONLY-ME"})
        contract = give(session, pair, "calm-contract")
        hand_in(session, cast.alex, contract, {**RULES, "pause_word": "OUR-WORD"})
        talk = give(session, pair, "needs-talk")
        for member in (cast.alex, cast.sam):
            begin(session, member, talk, {"topic": f"DRAFT-OF-{member.name.upper()}"})
        check = give(session, pair, "private-safety-check", to=cast.alex)
        begin(session, cast.alex, check, {"anything_else": "SAFETY"})
    with on(3):
        feelings = give(session, pair, "emotion-check-in", doer=Doer.EACH)
        hand_in(session, cast.sam, feelings, {**FEELINGS, "fear": "SAM-SEALED"})


def record_of(session: Session, member: Member) -> Record:
    with on(5):
        return gather_record(session, own_record(session, member.identity))


def test_it_holds_what_somebody_wrote_and_what_they_were_shown(
    session: Session, cast: Cast, tmp_path: Path
) -> None:
    record = record_of(session, cast.alex)
    pdf = write_pdf(render_record(record))
    on_paper, as_data = printed(pdf), as_json(record)

    for words in (
        *("ALEX-ONLY-ME", "ALEX-COUNSELOR", "ALEX-SESSION", "DRAFT-OF-ALEX"),
        *("REPLY-TO-ALEX", "OUR-WORD", "alex@example.org"),
    ):
        assert words in on_paper, words
        assert words in as_data, words
    for kept in ("SAM-ONLY-ME", "SAM-SEALED", "DRAFT-OF-SAM", "SAFETY", "sam@example.org"):
        assert kept not in on_paper
        assert kept not in as_data
    assert "Private checks" in on_paper
    assert faults(pdf, tmp_path) == []


def test_each_answer_says_who_may_read_it(session: Session, cast: Cast) -> None:
    [hurt] = [e for e in record_of(session, cast.alex).entries if e.exercise == "grievance"]

    seen_by = {said.lines[0]: said.seen_by for said in hurt.said}

    assert seen_by["ALEX-ONLY-ME"] is SeenBy.NOBODY
    assert seen_by["ALEX-COUNSELOR"] is SeenBy.COUNSELOR
    assert seen_by["ALEX-SESSION"] is SeenBy.UNTIL_RELEASED


def test_what_one_partner_does_in_private_changes_no_byte_of_the_others(
    session: Session, cast: Cast
) -> None:
    before = as_json(record_of(session, cast.alex))

    with on(4):
        found = list_submissions(session, cast.sam.identity)
        [hurt] = [each for each in found if each.assignment.definition.id == "grievance"]
        again = {"what_happened": "SAM-WROTE", "hurts_now": "7", "ask_of_partner": "not-yet"}
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, hurt.public_id, words="RETURNED-TO-SAM"
        )
        hand_in(session, cast.sam, hurt.assignment, again)
        own_accord.begin(session, cast.sam.identity, own_accord.MISSTEP, key="begun")
        reviewing.reply(session, cast.morgan.identity, hurt.public_id, words="REPLY-TO-SAM")

    assert as_json(record_of(session, cast.alex)) == before


def test_of_the_other_it_tells_the_newest_attempt_and_the_day_it_was_shown(
    session: Session, cast: Cast
) -> None:
    talk = {"theme": "hopes", "learned": "x", "curious": "6", "felt_known": "5"}
    with on(6):
        questions = give(session, cast.kim_and_robin, "open-questions")
        first = hand_in(session, cast.robin, questions, {**talk, "question": "ROBIN-FIRST-ATTEMPT"})
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="Once more."
        )
        hand_in(session, cast.robin, questions, {**talk, "question": "ROBIN-AGAIN"})
    with on(7):
        hurt = give(session, cast.kim_and_robin, "grievance", to=cast.robin)
        words = {"what_happened": "ROBIN-KEPT", "hurts_now": "7", "ask_of_partner": "hear"}
        kept = hand_in(
            session,
            cast.robin,
            hurt,
            words,
            audiences=dict.fromkeys(words, Audience.COUNSELOR.value),
        )
    with on(9):
        answers = list_answers(session, cast.robin.identity, [kept])[kept.id]
        ids = [each.public_id for each in answers if each.audience is Audience.COUNSELOR]
        sharing.widen_together(session, cast.robin.identity, ids, audience=Audience.COUPLE)
    couple = own_record(session, cast.kim.identity).couple

    for whose in (
        own_record(session, cast.kim.identity),
        record_of_partner(session, cast.morgan.identity, couple.public_id, cast.kim.public_id),
        record_of_both(couple),
    ):
        record = gather_record(session, whose)
        assert "ROBIN-FIRST-ATTEMPT" not in as_json(record)
        [again] = [e for e in record.entries if "ROBIN-AGAIN" in str(e.said)]
        assert again.attempt == 1
        [shown] = [e for e in record.entries if "ROBIN-KEPT" in str(e.said)]
        assert shown.handed_in_at == START + timedelta(days=9)
        assert shown.on == shown.is_for == (START + timedelta(days=9)).date()
        assert shown is record.entries[-1]
    own = gather_record(session, own_record(session, cast.robin.identity))
    assert [e.attempt for e in own.entries if e.exercise == "open-questions"] == [1, 2]
    assert {e.on.day for e in own.entries if "ROBIN-KEPT" in str(e.said)} == {8}


def test_the_data_reads_back_as_the_same_record(session: Session, cast: Cast) -> None:
    record = record_of(session, cast.alex)
    again = from_json(as_json(record))

    assert again == record
    assert render_record(again) == render_record(record)
    assert json.loads(as_json(record))["format"] == "mendwell-record/1"
    with pytest.raises(ValueError, match="no record of ours"):
        from_json('{"format": "something else"}')


def test_through_the_counselors_hands_it_holds_what_both_may_read(
    session: Session, cast: Cast
) -> None:
    couple_id, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
    whose = record_of_partner(session, morgan, couple_id, cast.alex.public_id)

    record = gather_record(session, whose)
    everything = as_json(record) + printed(write_pdf(render_record(record)))

    assert "ALEX-COUNSELOR" in everything
    assert "OUR-WORD" in everything
    for kept in ("ALEX-ONLY-ME", "DRAFT-OF-ALEX", "SAM-"):
        assert kept not in everything


def test_nobody_else_asks_for_it(session: Session, cast: Cast) -> None:
    couple_id, lee = cast.alex_and_sam.public_id, cast.lee.identity
    for viewer, person in (
        (lee, cast.alex),
        (cast.morgan.identity, cast.kim),
        (cast.morgan.identity, cast.morgan),
        (cast.sam.identity, cast.alex),
    ):
        with pytest.raises(NotFoundError):
            record_of_partner(session, viewer, couple_id, person.public_id)
    with pytest.raises(NotFoundError):
        own_record(session, cast.morgan.identity)


def test_the_shared_record_holds_only_what_both_may_read(session: Session, cast: Cast) -> None:
    morgans = get_couple(session, cast.morgan.identity, cast.alex_and_sam.public_id)
    theirs = [own_record(session, who.identity).couple for who in (cast.alex, cast.sam)]
    with clock.at(clock.now()):
        records = [
            as_json(gather_record(session, record_of_both(couple))) for couple in (*theirs, morgans)
        ]

    assert records[0] == records[1] == records[2]
    assert "OUR-WORD" in records[0]
    for kept in ("ALEX-", "SAM-", "DRAFT", "REPLY", "example.org"):
        assert kept not in records[0]


def test_a_long_one_is_printed_part_by_part_and_loses_nothing(
    session: Session, cast: Cast, tmp_path: Path
) -> None:
    record = record_of(session, cast.alex)
    whole = printed(write_pdf(render_record(record)))

    pdf = print_record(record, write_pdf, longest=1)

    assert len(record.entries) > 1
    words = printed(pdf)
    for said in ("ALEX-ONLY-ME", "ALEX-SESSION", "OUR-WORD", "DRAFT-OF-ALEX", "alex@example.org"):
        assert words.count(said) == whole.count(said), said
    assert words.count("Your record") == 1
    assert "part 2, page 1 of" in words
    assert faults(pdf, tmp_path) == []
    assert pdf == print_record(record, write_pdf, longest=1)


def test_somebody_who_wrote_nothing_has_a_page_that_says_so(session: Session, cast: Cast) -> None:
    record = record_of(session, cast.kim)

    assert record.is_empty
    assert "Nothing was written yet." in printed(write_pdf(render_record(record)))
