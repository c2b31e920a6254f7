"""What somebody's own answers to a measure of the relationship come to, in plain words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.measures.keys import find_instrument
from couples.measures.queries import find_score, list_scores
from couples.measures.telling import for_its_author
from couples.submissions.models import Submission
from portal.partner.us import Us


def own_score(session: Session, us: Us, submission: Submission) -> str | None:
    """A few sentences about what the viewer handed in; None where there is nothing to say."""
    kept = find_score(session, us.viewer, submission)
    instrument = find_instrument(kept.measure) if kept else None
    if kept is None or instrument is None:
        return None
    earlier = [
        each.score
        for each in list_scores(session, us.viewer, [us.couple])
        if each.measure == kept.measure
        and each.total is not None
        and each.submission.submitted_at < submission.submitted_at
    ]
    return for_its_author(instrument, kept.score, earlier[-1] if earlier else None)
