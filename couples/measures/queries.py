"""Finding scores, each as far as the viewer may, and what a practice counts as a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from couples.caseload.models import Couple
from couples.discretion import known_bases, readable_scores
from couples.identity import Identity
from couples.measures.instrument import Change, Instrument
from couples.measures.keys import find_instrument
from couples.measures.models import MeasureBasis, MeasureScore
from couples.measures.scoring import Status
from couples.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest complete score of one partner on one measure, and when it was handed in."""

    measure: str
    person_id: int
    at: datetime
    total: int | None
    subscales: Mapping[str, int]
    band: str | None


def list_scores(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> list[MeasureScore]:
    """
    The scores of these couples that the viewer may read, oldest first, in one statement.

    Of several attempts at the same time of the same homework only the newest counts.
    """
    found = session.scalars(
        select(MeasureScore)
        .join(MeasureScore.submission)
        .where(readable_scores(viewer), MeasureScore.couple_id.in_([each.id for each in couples]))
        .options(contains_eager(MeasureScore.submission))
        .order_by(Submission.submitted_at, Submission.id)
    )
    return _newest_attempts(found)


def find_score(session: Session, viewer: Identity, submission: Submission) -> MeasureScore | None:
    """What a submission came to, where the viewer may read it."""
    return session.scalar(
        select(MeasureScore).where(
            readable_scores(viewer), MeasureScore.submission_id == submission.id
        )
    )


def latest_scores(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, dict[str, dict[int, Latest]]]:
    """
    The newest complete scores: by couple, by measure, by partner.

    In one statement however many couples there are, so that a programme can ask
    whether a score, or the gap between two, lets the next step begin: see `gap`.
    """
    found: dict[int, dict[str, dict[int, Latest]]] = {couple.id: {} for couple in couples}
    for kept in list_scores(session, viewer, couples):
        if kept.status is Status.COMPLETE:
            person_id = kept.submission.author_id
            told = kept.score
            found[kept.couple_id].setdefault(kept.measure, {})[person_id] = Latest(
                kept.measure,
                person_id,
                kept.submission.submitted_at,
                told.total,
                told.subscales,
                told.band,
            )
    return found


def gap(latest: Mapping[int, Latest]) -> int | None:
    """How far two partners' newest totals lie apart; None unless both have one."""
    totals = [each.total for each in latest.values() if each.total is not None]
    return abs(totals[0] - totals[1]) if len(totals) == 2 else None  # noqa: PLR2004 - the two partners of a couple


def bases(session: Session, viewer: Identity) -> dict[str, Change]:
    """What the practice counts as a change, by measure, where it has an idea of its own."""
    rows = session.scalars(
        select(MeasureBasis).where(known_bases(viewer)).order_by(MeasureBasis.id)
    )
    newest = {row.measure: row for row in rows}
    return {
        measure: _change(row, find_instrument(measure))
        for measure, row in newest.items()
        if row.is_own
    }


def _change(row: MeasureBasis, instrument: Instrument | None) -> Change:
    """A practice's own basis; a published value that it kept is still the exact one."""
    own = instrument.change if instrument else None
    return Change(
        method=row.method,
        sd=Decimal(row.sd) if row.sd else None,
        reliability=Decimal(row.reliability) if row.reliability else None,
        points=row.points,
        value=own.value if own and own.points == row.points else None,
        source=row.source or "",
        verified=row.verified,
    )


def _newest_attempts(found: Iterable[MeasureScore]) -> list[MeasureScore]:
    """The newest attempt of each author at each occurrence, in the order given."""
    scores = list(found)
    newest = {
        (s.submission.assignment_id, s.submission.author_id, s.submission.occurrence): s.id
        for s in scores
    }
    return [s for s in scores if s.id in newest.values()]
