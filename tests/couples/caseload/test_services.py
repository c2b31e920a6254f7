"""Taking couples into a caseload, each person with an address of their own."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.caseload import services
from couples.caseload.models import ConfidentialityPolicy
from couples.caseload.queries import get_couple, list_couples
from couples.caseload.services import NewPartner
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.identity import Identity
from tests.cast import Cast


def _add(session: Session, actor: Identity, *emails: str, zone: str = "UTC") -> str:
    first, second = emails
    couple = services.add_couple(
        session,
        actor,
        partners=(NewPartner("Ana", first), NewPartner("Bo", second)),
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone=zone,
    )
    return couple.public_id


def test_a_couple_belongs_to_the_counselor_who_added_it(session: Session, cast: Cast) -> None:
    couple_id = _add(session, cast.morgan.identity, "ana@example.org", "bo@example.org")

    assert get_couple(session, cast.morgan.identity, couple_id).public_id == couple_id
    with pytest.raises(NotFoundError):
        get_couple(session, cast.lee.identity, couple_id)


@pytest.mark.parametrize("second", ["ana@example.org", " ANA@example.org ", "alex@example.org"])
def test_two_people_never_share_an_address(session: Session, cast: Cast, second: str) -> None:
    with pytest.raises(DomainError, match="Each person needs their own"):
        _add(session, cast.morgan.identity, "ana@example.org", second)


def test_a_time_zone_has_to_exist(session: Session, cast: Cast) -> None:
    with pytest.raises(DomainError, match="time zone"):
        _add(session, cast.morgan.identity, "a@example.org", "b@example.org", zone="Mars/North")


def test_a_name_is_kept_in_one_line(session: Session, cast: Cast) -> None:
    partners = (
        NewPartner(" Ana\r\nBcc:  x ", "ana@example.org"),
        NewPartner("Bo", "bo@example.org"),
    )
    couple = services.add_couple(
        session,
        cast.morgan.identity,
        partners=partners,
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone="UTC",
    )

    assert sorted(person.name or "" for person in couple.partners) == ["Ana Bcc: x", "Bo"]


def test_a_partner_adds_nobody(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        _add(session, cast.alex.identity, "ana@example.org", "bo@example.org")


def test_everybody_sees_only_their_own_couples(session: Session, cast: Cast) -> None:
    def ids(viewer: Identity) -> list[int]:
        return [couple.id for couple in list_couples(session, viewer)]

    assert ids(cast.morgan.identity) == [cast.alex_and_sam.id, cast.kim_and_robin.id]
    assert ids(cast.lee.identity) == [cast.noor_and_jo.id]
    assert ids(cast.sam.identity) == [cast.alex_and_sam.id]
