"""
Who may see what is for one pair of eyes: conditions beside those of `visibility`.

What somebody says before something begins, and what the counselor knows and watches over
so that nobody is hurt. Some of it decides what opens for a partner; it is asked then, and
never told. The rules are the same: what may not be seen cannot be loaded, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from couples import visibility
from couples.admissions.models import Way
from couples.admissions.running import couples_let_into
from couples.audiences import Audience
from couples.exercises.vocabulary import FlagKind
from couples.identity import Identity, Role
from couples.measures.instrument import About
from couples.measures.models import MeasureBasis, MeasureScore
from couples.notices.models import NoticeChoice
from couples.own_pages import own_submissions
from couples.safety.models import GateOverride, GateSetting, SafetyFlag
from couples.submissions.models import ReadyAnswer, Submission


def readable_ready_answers(viewer: Identity) -> ColumnElement[bool]:
    """
    What was answered before the rest may begin: read by its author, and by the counselor.

    The counselor reads it where the question says so. The other partner never reads it,
    nor learns that it was given.
    """
    of_their_couples = ReadyAnswer.couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return and_(
                of_their_couples,
                ReadyAnswer.audience == Audience.COUNSELOR,
            )
        case Role.PARTNER:
            return and_(
                of_their_couples,
                ReadyAnswer.author_id == viewer.person_id,
            )
        case Role.COUPLE:
            return false()


def weighed_ready_answers(viewer: Identity) -> ColumnElement[bool]:
    """
    What is weighed to say whether both partners may begin.

    Only `couples.submissions.readiness` asks for it, and gives a yes or a no to both
    alike; none of it is ever shown.
    """
    match viewer.role:
        case Role.PARTNER:
            return ReadyAnswer.couple_id.in_(visibility.couples_of(viewer))
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def own_notice_choices(viewer: Identity) -> ColumnElement[bool]:
    """How often somebody wants to be reminded is theirs; not even their counselor is told."""
    match viewer.role:
        case Role.PARTNER:
            return and_(
                NoticeChoice.practice_id == viewer.practice_id,
                NoticeChoice.person_id == viewer.person_id,
            )
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def known_gates(viewer: Identity) -> ColumnElement[bool]:
    """
    How the gates of a couple stand, which their counselor knows, and whoever stands in.

    Whoever reads along knows of what the counselor held. What held by itself would tell them
    what a partner said to their counselor alone.
    """

    def for_guests() -> ColumnElement[bool]:
        stands_in = GateSetting.couple_id.in_(couples_let_into(viewer, Way.TAKEN))
        return or_(GateSetting.set_by_id.is_not(None), stands_in)

    return _as_counselor(viewer, GateSetting.couple_id, for_guests)


def known_overrides(viewer: Identity) -> ColumnElement[bool]:
    """What was given in spite of a gate, and why, which only the counselor knows."""
    return visibility.of_the_counselors_couples(viewer, GateOverride.couple_id)


def known_flags(viewer: Identity) -> ColumnElement[bool]:
    """
    What there is to look at, which the counselor knows.

    Whoever reads along knows what an answer raised, since they read the answer. What a partner
    told their counselor outside of homework is for whoever stands in as well: an emergency is
    about just that. Neither knows what the counselor noted, or was told by a colleague.
    """

    def for_guests() -> ColumnElement[bool]:
        stands_in = SafetyFlag.couple_id.in_(couples_let_into(viewer, Way.TAKEN))
        was_told = SafetyFlag.kind.not_in([FlagKind.COUNSELOR, FlagKind.STOOD_IN])
        return or_(SafetyFlag.submission_id.is_not(None), and_(stands_in, was_told))

    return _as_counselor(viewer, SafetyFlag.couple_id, for_guests)


def _as_counselor(
    viewer: Identity,
    couple_id: InstrumentedAttribute[int],
    for_guests: Callable[[], ColumnElement[bool]],
) -> ColumnElement[bool]:
    """What a counselor knows of their couples, and whoever reads along only within limits."""
    theirs = couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return theirs
        case Role.GUEST:
            return and_(theirs, for_guests())
        case Role.PARTNER | Role.COUPLE:
            return false()


def known_signals(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer's own answers raised, which they wrote themselves; nothing else of it."""
    match viewer.role:
        case Role.PARTNER:
            own = select(Submission.id).where(own_submissions(viewer))
            return and_(
                SafetyFlag.couple_id.in_(visibility.couples_of(viewer)),
                SafetyFlag.submission_id.in_(own),
            )
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def standing_gates(viewer: Identity) -> ColumnElement[bool]:
    """
    The gates by which it is decided whether the viewer's homework can be opened.

    They are asked on behalf of a partner and never told: `couples.safety.queries` makes
    of them no more than which homework is not scheduled. Whoever reads along can open none,
    so their page is made of the gates that they may know of, or it would tell of the others.
    """
    if viewer.role is Role.GUEST:
        return known_gates(viewer)
    return GateSetting.couple_id.in_(visibility.couples_of(viewer))


def standing_overrides(viewer: Identity) -> ColumnElement[bool]:
    """The overrides that belong to that decision, asked and never told in the same way."""
    return GateOverride.couple_id.in_(visibility.couples_of(viewer))


def readable_scores(viewer: Identity) -> ColumnElement[bool]:
    """
    What answers to a measure came to; never the other partner's, and in no copy for both.

    A partner reads their own on the relationship and no screen of a person, so that nobody
    is alone with such a number.
    """
    known = select(Submission.id).where(visibility.known_submissions(viewer))
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return MeasureScore.submission_id.in_(known)
        case Role.PARTNER:
            own = MeasureScore.submission_id.in_(known.where(own_submissions(viewer)))
            return and_(own, MeasureScore.about == About.RELATIONSHIP)
        case Role.COUPLE:
            return false()


def known_bases(viewer: Identity) -> ColumnElement[bool]:
    """What the practice counts as a change on a measure, for its counselors."""
    is_counselor = viewer.role is Role.COUNSELOR
    return MeasureBasis.practice_id == viewer.practice_id if is_counselor else false()
