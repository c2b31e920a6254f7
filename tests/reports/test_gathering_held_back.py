"""What a time-out or a parting holds back stands on the counselor's paper, and says so."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Doer
from couples.partings import services as partings
from couples.pauses import services as pauses
from couples.records.whose import own_record
from reports.gathering.copies import gather_partners_copy
from reports.html import render_paper
from reports.paper import Paper
from reports.record.files import render_record
from reports.record.gathering import gather_record
from reports.record.values import SeenBy as SeenByNow
from reports.states import Copy, SeenBy
from reports.written import HandedIn
from tests.cast import Cast
from tests.homework import FEELINGS, give, hand_in
from tests.reports.days import NEXT_TIME, Gather, Report, on

GIVEN, BEGINS, WRITTEN, LEFT, LOOKED_AT = 2, 13.997, 13.998, 13.999, 14
WORDS = {
    "what_happened": "FOR-BOTH",
    "when": "ONLY-ME",
    "why_it_matters": "FOR-SESSION",
    "hurts_now": "7",
    "ask_of_partner": "hear",
}
AUDIENCES = {
    "what_happened": Audience.COUPLE,
    "when": Audience.ME,
    "why_it_matters": Audience.SESSION,
    "hurts_now": Audience.COUNSELOR,
    "ask_of_partner": Audience.COUPLE,
}
HURT = {
    "What happened": SeenBy.HELD_BACK,
    "Why it matters to you": SeenBy.UNTIL_RELEASED,
    "How much it hurts now": SeenBy.COUNSELOR,
    "What you would want from your partner": SeenBy.HELD_BACK,
}


@pytest.fixture
def couple(session: Session, cast: Cast) -> Couple:
    """Sam began a time-out, in which Alex wrote for every audience, and both what is sealed."""
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    with on(GIVEN):
        hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        feelings = give(session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH)
    with on(BEGINS):
        pauses.start(session, cast.sam.identity, couple, 30)
    with on(WRITTEN):
        hand_in(session, cast.alex, hurt, WORDS, audiences=AUDIENCES)
        for each in (cast.alex, cast.sam):
            hand_in(session, each, feelings, {**FEELINGS, "fear": f"SEALED-{each.name}"})
    return couple


def _seen_by(written: tuple[HandedIn, ...], title: str) -> dict[str, SeenBy]:
    [work] = [each for each in written if each.title == title and each.who == "Alex"]
    return {excerpt.label: excerpt.seen_by for excerpt in work.excerpts}


def _says(paper: Paper) -> str:
    return " ".join(render_paper(paper).split())


@pytest.mark.parametrize("somebody_left", [False, True])
def test_each_paper_says_what_is_held_back_and_for_whom_it_was(
    session: Session,
    cast: Cast,
    couple: Couple,
    gather: Gather,
    report: Report,
    somebody_left: bool,
) -> None:
    if somebody_left:
        with on(LEFT):
            partings.leave(session, cast.sam.identity)

    whole, brief = report(), gather()

    assert _seen_by(whole.handed_in, "Naming what hurt") == HURT
    feelings = _seen_by(whole.handed_in, "A fear, a joy, a need")
    assert feelings["Something you are afraid of at the moment"] is SeenBy.UNTIL_BOTH
    for paper in (whole, brief):
        assert "FOR-BOTH" in _says(paper)
        assert "ONLY-ME" not in _says(paper)
    assert "For both partners and you, held back for now" in _says(whole)
    assert "for both, held back for now" in _says(brief)
    assert somebody_left is ("has ended: Sam left on" in " ".join(brief.carried))
    assert "Sam left" not in _says(gather(Copy.COUPLE))
    for paper in (report(Copy.COUPLE), gather(Copy.COUPLE)):
        for words in ("FOR-BOTH", "ONLY-ME", "FOR-SESSION", "SEALED-"):
            assert words not in _says(paper)


@pytest.mark.parametrize("somebody_left", [False, True])
def test_a_partners_copy_and_record_hold_what_is_held_back_for_its_author_alone(
    session: Session,
    cast: Cast,
    couple: Couple,
    somebody_left: bool,
) -> None:
    if somebody_left:
        with on(LEFT):
            partings.leave(session, cast.sam.identity)
    last = couple.day_of(NEXT_TIME)

    with on(LOOKED_AT):
        copies = [
            gather_partners_copy(
                session,
                cast.morgan.identity,
                couple.public_id,
                each.public_id,
                last.replace(day=1),
                last,
                with_own=True,
            )
            for each in (cast.alex, cast.sam)
        ]
        record = gather_record(session, own_record(session, cast.alex.identity))

    alexs, sams = copies
    assert alexs.own is not None
    assert _seen_by(alexs.own.written, "Naming what hurt") == HURT
    assert "for both of you, held back for now" in _says(alexs)
    for words in ("FOR-BOTH", "FOR-SESSION", "SEALED-Alex"):
        assert words in _says(alexs)
        assert words not in _says(sams)
    said = {each.lines[0]: each.seen_by for entry in record.entries for each in entry.said}
    assert said["FOR-BOTH"] is SeenByNow.HELD_BACK
    assert "the other partner once nothing holds it back" in " ".join(render_record(record).split())
