"""What stands in a record beside the answers: agreements, scores, days and consents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session as Database

from couples.agreements import models
from couples.agreements.models import StepKind
from couples.agreements.queries import select_whole, view_of
from couples.agreements.telling import lines_of
from couples.appointments.queries import list_appointments
from couples.measures.keys import find_instrument
from couples.measures.queries import list_scores
from couples.measures.telling import band_name, score_words
from couples.pauses.queries import list_pauses
from couples.people.queries import list_consents
from couples.records.whose import Whose
from couples.wording import gettext as _
from reports import moments, words
from reports.agreed import Line, since_of, state_of
from reports.record.values import (
    Account,
    Agreement,
    Consent,
    Score,
    Session,
    Signature,
    TimeOut,
    Wording,
)
from reports.states import AgreementState, LookedAt


def gather_agreements(session: Database, whose: Whose) -> tuple[Agreement, ...]:
    """Every agreement with every wording of it, the ended ones too."""
    rows = session.scalars(
        select_whole(whose.holder)
        .where(models.Agreement.couple_id == whose.couple.id)
        .order_by(models.Agreement.created_at, models.Agreement.id)
    )
    return tuple(_agreement(whose, whole) for whole in rows)


def _agreement(whose: Whose, whole: models.Agreement) -> Agreement:
    view, day, names = view_of(whole), whose.couple.day_of, _names(whose)
    return Agreement(
        title=view.title,
        state=state_of(view),
        since=since_of(view, whose.couple),
        review_on=view.review_on,
        wordings=tuple(
            Wording(
                number=version.number,
                proposed_by=names.get(version.proposed_by_id, ""),
                on=day(version.created_at),
                lines=tuple(
                    Line(line.words, line.parts)
                    for line in lines_of((version.text or "").splitlines())
                ),
                signatures=tuple(
                    Signature(names.get(each.person_id, ""), day(each.created_at))
                    for each in sorted(version.signatures, key=lambda each: each.id)
                ),
            )
            for version in whole.versions
            if version.withdrawn_at is None
        ),
        steps=tuple(_step(whose, step, names) for step in whole.steps),
    )


def _step(whose: Whose, step: models.AgreementStep, names: Mapping[int, str]) -> str:
    """What became of it. What was found on looking again is nobody's in particular."""
    on = moments.full_day(whose.couple.day_of(step.created_at))
    name = names.get(step.person_id, "")
    match step.kind:
        case StepKind.PAUSED:
            return _("%(name)s let it rest on %(day)s.", name=name, day=on)
        case StepKind.RESUMED:
            return _("It goes on again from %(day)s.", day=on)
        case StepKind.WITHDRAWN:
            return _("%(name)s ended it on %(day)s.", name=name, day=on)
        case StepKind.ERASED:
            return _("It ended on %(day)s, when one of the two was erased.", day=on)
        case StepKind.KEPT | StepKind.RETIRED:
            found = words.AGREEMENT[AgreementState[step.kind.name]]
        case _:
            found = words.LOOKED_AT[LookedAt[step.kind.name]]
    return _("Looked at on %(day)s: %(found)s.", day=on, found=str(found))


def gather_scores(session: Database, whose: Whose) -> tuple[Score, ...]:
    """What the holder's answers to measures of the relationship came to."""
    return tuple(_scores(session, whose))


def _scores(session: Database, whose: Whose) -> Iterator[Score]:
    for kept in list_scores(session, whose.holder, [whose.couple]):
        if (instrument := find_instrument(kept.measure)) is None:
            continue
        said = score_words(instrument, kept.score)
        band = band_name(kept.band)
        yield Score(
            title=kept.submission.assignment.definition.title,
            on=whose.couple.day_of(kept.submission.submitted_at),
            words=_("%(score)s, %(band)s", score=said, band=band) if band else said,
        )


def gather_sessions(session: Database, whose: Whose) -> tuple[Session, ...]:
    """Every session that was or will be held."""
    found = list_appointments(session, whose.holder, couple_ids=[whose.couple.id])
    zone_at = whose.couple.zone_at
    return tuple(
        Session(
            each.starts_at,
            moments.dated_moment(each.starts_at, zone_at(each.starts_at)),
            each.minutes,
        )
        for each in found
    )


def gather_time_outs(session: Database, whose: Whose) -> tuple[TimeOut, ...]:
    """Every time-out that the holder may know of, oldest first."""
    found = list_pauses(session, whose.holder, [whose.couple.id])
    return tuple(
        TimeOut(
            each.began_at,
            each.over_at,
            moments.dated_moment(each.began_at, whose.couple.zone_at(each.began_at)),
        )
        for each in reversed(found)
    )


def gather_consents(session: Database, whose: Whose) -> tuple[Consent, ...]:
    """What the holder agreed to, oldest first."""
    if whose.person is None:
        return ()
    return tuple(
        Consent(each.subject, each.version, whose.couple.day_of(each.created_at), each.text)
        for each in reversed(list_consents(session, whose.holder))
    )


def account_of(whose: Whose) -> Account | None:
    """What is kept about the holder as a person."""
    person = whose.person
    if person is None:
        return None
    return Account(
        name=person.name or "",
        address=person.email or "",
        time_zone=person.time_zone,
        language=person.locale,
        joined_on=whose.couple.day_of(person.joined_at) if person.joined_at else None,
    )


def _names(whose: Whose) -> dict[int, str]:
    return {person.id: person.name or "" for person in whose.couple.partners}
