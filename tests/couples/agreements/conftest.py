"""An agreement that Alex proposed, and one that both have signed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from couples.agreements import services
from couples.agreements.queries import AgreementView, list_agreements
from tests.cast import Cast, Member
from tests.homework import RULES, give, hand_in

Read = Callable[[], AgreementView]


@pytest.fixture
def key() -> Callable[[], str]:
    """The name of one press of a button."""
    return lambda: uuid4().hex


@pytest.fixture
def read(session: Session, cast: Cast) -> Read:
    """The couple’s one agreement as it stands now, the same for both."""

    def now() -> AgreementView:
        [alexs], [sams] = (list_agreements(session, m.identity) for m in (cast.alex, cast.sam))
        assert alexs == sams
        return alexs

    return now


@pytest.fixture
def proposed(session: Session, cast: Cast, read: Read) -> str:
    hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)
    return read().id


@pytest.fixture
def sign(session: Session, read: Read) -> Callable[[Member], None]:
    def now(member: Member) -> None:
        view = read()
        services.sign(session, member.identity, view.id, version_id=view.version_id)

    return now


@pytest.fixture
def in_force(proposed: str, cast: Cast, sign: Callable[[Member], None]) -> str:
    sign(cast.sam)
    return proposed
