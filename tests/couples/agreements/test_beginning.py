"""An agreement that one partner begins by themselves is their own until they propose it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import services
from couples.agreements.queries import list_agreements
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment, list_assignments
from couples.caseload.queries import get_couple
from couples.errors import NotAllowedError, NotFoundError
from couples.progress.work import load_work
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts, handing_in, own_accord
from couples.submissions.models import Draft
from couples.submissions.own_accord import AGREEMENT
from couples.submissions.queries import list_for_review
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.couples.agreements.test_living import BOOK


def begun(session: Session, cast: Cast, key: str = "press") -> Draft:
    draft = own_accord.begin(session, cast.alex.identity, AGREEMENT, key=key)
    drafts.save(
        session, cast.alex.identity, draft.public_id, typed=Typed(BOOK), revision=draft.revision
    )
    return draft


def test_nobody_else_knows_of_it_before_it_is_proposed(session: Session, cast: Cast) -> None:
    draft = begun(session, cast)
    begun(session, cast, "another press")

    assert list_assignments(session, cast.sam.identity, begun=True) == []
    with pytest.raises(NotFoundError):
        get_assignment(session, cast.sam.identity, draft.assignment.public_id)
    assert list_agreements(session, cast.sam.identity) == []


def test_one_press_begins_one(session: Session, cast: Cast) -> None:
    assert begun(session, cast).id == begun(session, cast).id

    assert session.scalar(select(func.count(Assignment.id))) == 1
    # The same name of a press, from somebody else, begins nothing and finds nothing of it.
    with pytest.raises(NotScheduledError):
        own_accord.begin(session, cast.kim.identity, AGREEMENT, key="press")


def test_handed_in_it_waits_for_the_other_to_sign(session: Session, cast: Cast) -> None:
    draft = begun(session, cast)

    handing_in.submit(session, cast.alex.identity, draft.public_id, revision=1, key="in")

    [view] = list_agreements(session, cast.sam.identity)
    assert view.title == "Phones at dinner"
    assert view.signed_by_ids == {cast.alex.id}
    services.sign(session, cast.sam.identity, view.id, version_id=view.version_id)
    [view] = list_agreements(session, cast.alex.identity)
    assert view.is_in_force
    assert list_agreements(session, cast.kim.identity) == []


def test_it_is_homework_of_nobody_and_the_counselor_reads_it_once(
    session: Session, cast: Cast
) -> None:
    draft = begun(session, cast)
    couple = get_couple(session, cast.morgan.identity, cast.alex_and_sam.public_id)
    assert list_for_review(session, cast.morgan.identity) == []

    handing_in.submit(session, cast.alex.identity, draft.public_id, revision=1, key="in")

    work = load_work(session, cast.morgan.identity, [couple], since=clock.now() - timedelta(days=7))
    assert work.assignments == ()
    [unread] = list_for_review(session, cast.morgan.identity)
    assert unread.author_id == cast.alex.id
    with pytest.raises(NotScheduledError):
        drafts.start(session, cast.sam.identity, unread.assignment.public_id)


def test_only_a_partner_begins_one(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        own_accord.begin(session, cast.morgan.identity, AGREEMENT, key="press")
