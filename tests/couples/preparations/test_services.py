"""One row for a session and a reader, and one brief in the end, whoever dies on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload.models import Practice
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.models import HistoryEntry, Preparation
from couples.preparations import services
from couples.preparations.models import Failure, Reader, Stage
from couples.preparations.queries import find_preparation, get_preparation, list_failed
from couples.preparations.services import LEASE, MOST_ATTEMPTS, is_wanted
from couples.visibility import known_preparations
from tests.cast import Cast
from tests.couples.preparations.scene import keep_a_brief
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import MORGAN

NOW = datetime(2096, 11, 23, 17, tzinfo=UTC)
MINE, PAGES = Reader.COUNSELOR, b"%PDF \x00\xff pages"


@pytest.fixture
def soon(session: Session, cast: Cast) -> str:
    """A session of Alex and Sam."""
    who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
    at = NOW + timedelta(hours=6)
    return appointments.schedule(session, who, couple, starts_at=at).public_id


def found(session: Session, cast: Cast, appointment_id: str) -> Preparation:
    row = find_preparation(session, cast.morgan.identity, appointment_id, MINE)
    assert row is not None
    return row


def claim(session: Session, cast: Cast, soon: str, digest: str = "one") -> str | None:
    return services.claim(session, cast.morgan.identity, soon, MINE, digest=digest)


def finish(session: Session, cast: Cast, name: str, pages: bytes = PAGES) -> bool:
    who = cast.morgan.identity
    return services.finish(
        session, who, name, people=(), made_from="{}", pages=pages, edition="first"
    )


def test_what_is_claimed_is_brought_once_and_kept_as_it_was_brought(
    session: Session, cast: Cast, soon: str
) -> None:
    with clock.at(NOW):
        name = claim(session, cast, soon)
        assert name is not None
        assert claim(session, cast, soon) is None
        assert finish(session, cast, name)
        assert not finish(session, cast, name, pages=b"once more")

    kept = found(session, cast, soon)
    assert kept.stage is Stage.READY
    assert kept.pages == PAGES
    assert kept.says("one", "first")
    assert not kept.says("two", "first")
    assert not kept.says("one", "second")


def test_who_died_with_it_loses_the_claim_and_brings_nothing_any_more(
    session: Session, cast: Cast, soon: str
) -> None:
    with clock.at(NOW):
        died = claim(session, cast, soon)
        assert not is_wanted(found(session, cast, soon), "one", "first")
    with clock.at(NOW + LEASE + timedelta(seconds=1)):
        assert is_wanted(found(session, cast, soon), "one", "first")
        alive = claim(session, cast, soon)
        assert died is not None
        assert alive is not None
        assert not finish(session, cast, died, pages=b"from the dead")
        assert finish(session, cast, alive)

    assert found(session, cast, soon).pages == PAGES
    assert session.scalar(select(func.count(Preparation.id))) == 1


def test_what_fails_is_tried_three_times_and_again_when_it_says_something_else(
    session: Session, cast: Cast, soon: str
) -> None:
    with clock.at(NOW):
        for number in range(1, MOST_ATTEMPTS + 1):
            assert number == 1 or is_wanted(found(session, cast, soon), "one", "first")
            name = claim(session, cast, soon)
            services.give_up(session, cast.morgan.identity, name or "", Failure.TOO_LONG)
        failed = found(session, cast, soon)

        assert not is_wanted(failed, "one", "first")
        assert is_wanted(failed, "another text", "first")
        assert list_failed(session, cast.morgan.identity) == {failed.appointment_id: failed}
        assert list_failed(session, cast.lee.identity) == {}
        assert failed.printed is None
        assert failed.made_from is None


def test_pressing_try_again_twice_is_pressing_it_once(
    session: Session, cast: Cast, soon: str
) -> None:
    name = claim(session, cast, soon)
    services.give_up(session, cast.morgan.identity, name or "", Failure.BROKEN_OFF)
    id_ = found(session, cast, soon).public_id

    for _ in range(2):
        services.try_again(session, cast.morgan.identity, id_)

    assert found(session, cast, soon).stage is Stage.WAITING
    again = select(func.count()).where(HistoryEntry.event == "preparation:try-again")
    assert session.scalar(again) == 1


def test_it_is_nobody_elses(session: Session, cast: Cast, soon: str) -> None:
    name = claim(session, cast, soon) or ""
    id_ = found(session, cast, soon).public_id
    lee, alex = cast.lee.identity, cast.alex.identity

    with pytest.raises(NotFoundError):
        services.claim(session, lee, soon, MINE, digest="one")
    with pytest.raises(NotFoundError):
        services.try_again(session, lee, id_)
    for act in (
        lambda: services.claim(session, alex, soon, MINE, digest="one"),
        lambda: services.try_again(session, alex, id_),
        lambda: services.prepare_ahead(session, alex, 12),
        lambda: services.give_up(session, alex, name, Failure.TOO_LONG),
    ):
        with pytest.raises(NotAllowedError):
            act()
    for viewer in (lee, alex, cast.morgan.identity.for_copy_of(cast.alex_and_sam.id)):
        assert find_preparation(session, viewer, soon, MINE) is None
        with pytest.raises(NotFoundError):
            get_preparation(session, viewer, id_)


def test_both_copies_are_the_counselors_to_hand_out(session: Session, cast: Cast) -> None:
    keep_a_brief(session, cast, "{}")

    finding = {
        name: len(session.scalars(select(Preparation).where(known_preparations(viewer))).all())
        for name, viewer in everybody(cast).items()
    }

    assert {name: found for name, found in finding.items() if found} == {MORGAN: 2}


def test_a_practice_says_how_long_before(session: Session, cast: Cast) -> None:
    practice = session.get_one(Practice, cast.practice_id)
    assert practice.brief_hours == 12

    services.prepare_ahead(session, cast.lee.identity, 48)

    assert practice.brief_hours == 48
    for wrong in (0, -1, 73):
        with pytest.raises(DomainError, match="between 1 and 72"):
            services.prepare_ahead(session, cast.lee.identity, wrong)
