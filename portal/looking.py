"""
Who looked at what, written down at the edge of the request that showed it.

Nothing has to say that it shows somebody's words: whatever was opened for a page, of what
somebody else wrote, was looked at. A few pages show numbers of both and open no word; they
are named below. A line is written for each author, at most one of each kind in ten
minutes of one sign-in, and so it is with what was refused.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from couples import clock, encryption
from couples.appointments.models import Appointment
from couples.caseload.models import Couple, CouplePartner
from couples.database import PUBLIC_ID_LENGTH
from couples.history import services as history
from couples.people.models import Person
from couples.submissions.models import Answer, ReadyAnswer, Submission
from portal.access import UNATTENDED, current_identity
from portal.database import READING_METHODS, after_commit, let_go, writing
from portal.places import READ_THROUGH

SHOWS_BOTH = frozenset(
    {
        "account.take_shared_record",
        "counselor.brief",
        "counselor.couples_record",
        "counselor.measures",
        "counselor.partners_record",
        "counselor.report",
        "counselor.report_pdf",
        "counselor.summaries",
        "partner.copy_pages",
    }
)
"""Pages about what both partners wrote, whether or not a word of it was opened for them."""

_ONCE_IN = timedelta(minutes=10)
_MOST_REMEMBERED = 4_096
_OK, _NOT_FOUND, _REFUSED = 200, 404, 409


@dataclass(frozen=True, slots=True)
class _Look:
    author_id: int
    couple_id: int
    submission_id: int | None


def init_app(app: Flask) -> None:
    """Watch what is opened, and write it down before the answer leaves."""
    encryption.tell_when_opened(_note_opened)
    app.extensions["looks_lately"] = OrderedDict()
    app.after_request(_write_down)


def _note_opened(row: Any, author_id: int) -> None:
    if has_request_context() and isinstance(row, Answer | ReadyAnswer):
        look = _Look(author_id, row.couple_id, getattr(row, "submission_id", None))
        g.setdefault("opened", set()).add(look)


def note_shown(couple_ids: Sequence[str]) -> None:
    """Say that a page about several couples shows what the partners of these wrote."""
    g.shown_couples = tuple(couple_ids)


def note_place(place: str) -> None:
    """Say as what the page was opened, where one page is opened in several ways."""
    g.look_place = place


def note_asked_in_vain() -> None:
    """Say that somebody asked for what is not theirs, though the page goes on for them."""
    g.asked_in_vain = True


def _write_down(response: Response) -> Response:
    if request.endpoint in {None, "static", *UNATTENDED}:
        return response
    refused = _is_refused(response)
    looked = response.status_code == _OK and ("opened" in g or _shows_both())
    # Who it was is asked last: an error page must not need the database.
    if not (refused or looked) or not current_user.is_authenticated:
        return response
    if refused:
        _at_best(_record_refusal)
    elif request.method in READING_METHODS:
        _at_best(_record_looks)
    else:
        # What was done is kept first, so that a line that fails takes nothing with it.
        after_commit(lambda: _at_best(_record_looks))
    return response


def _is_refused(response: Response) -> bool:
    """Whether somebody asked for what is not theirs."""
    if response.status_code == _REFUSED:
        return "not_allowed" in g or "asked_in_vain" in g
    return response.status_code == _NOT_FOUND


def _at_best(write: Callable[[], None]) -> None:
    """
    Somebody in a session needs the page more than we need the line.

    Whoever reads the couple of a colleague does not: no page without its line.
    """
    try:
        write()
    except SQLAlchemyError as error:
        if "look_place" in g:
            raise
        current_app.logger.error("No line in the history: %s", type(error).__name__)  # noqa: TRY400 - its message may hold an address


def _record_refusal() -> None:
    ids = [str(value) for value in (request.view_args or {}).values()]
    asked = next((value for value in ids if len(value) == PUBLIC_ID_LENGTH), "-")
    if not _is_new("refused"):
        return
    let_go()
    with writing() as own:
        place = str(request.endpoint)
        history.record_refusal(own, current_identity, place=place, subject_id=asked)
    _remember("refused")


def _record_looks() -> None:
    opened = {look for look in g.get("opened", ()) if look.author_id != current_identity.person_id}
    looks = {look for look in _by_author(opened) if _is_new(look)}
    shows_both = _shows_both() and _is_new(_asked_for())
    if not looks and not shows_both:
        return
    let_go()
    with writing() as own:
        _record(own, looks, shows_both=shows_both)
    _remember(*looks, *([_asked_for()] if shows_both else []))


def _shows_both() -> bool:
    return request.endpoint in SHOWS_BOTH or "shown_couples" in g


def _record(session: Session, looks: set[_Look], *, shows_both: bool) -> None:
    if shows_both:
        looks = {*looks, *_at_both(session)}
    couples = _names(session, Couple, {look.couple_id for look in looks})
    wholes = _names(session, Submission, {look.submission_id for look in looks})
    for look in sorted(looks, key=lambda look: (look.author_id, look.submission_id or 0)):
        history.record_look(
            session,
            current_identity,
            place=str(g.get("look_place", request.endpoint)),
            subject_id=wholes.get(look.submission_id) or couples[look.couple_id],
            couple_id=look.couple_id,
            about_id=look.author_id,
        )


def _by_author(opened: set[_Look]) -> Iterator[_Look]:
    """
    One look for each author: at one thing that they wrote, or at several.

    What is read through is named one by one, so that each can be told of by itself.
    """
    if request.endpoint in READ_THROUGH:
        yield from opened
        return
    for author_id, couple_id in {(look.author_id, look.couple_id) for look in opened}:
        things = {
            look.submission_id
            for look in opened
            if (look.author_id, look.couple_id) == (author_id, couple_id)
        }
        yield _Look(author_id, couple_id, things.pop() if len(things) == 1 else None)


def _asked_for() -> tuple[str, ...]:
    asked = (str(value) for value in (request.view_args or {}).values())
    return (*asked, *g.get("shown_couples", ()))


def _at_both(session: Session) -> Iterator[_Look]:
    """A look at each partner whom the page is about, but for whoever looks."""
    asked = request.view_args or {}
    found = (
        select(CouplePartner.person_id, CouplePartner.couple_id)
        .join(CouplePartner.couple)
        .join(Person, CouplePartner.person_id == Person.id)
        .where(CouplePartner.person_id != current_identity.person_id)
    )
    if "shown_couples" in g:
        found = found.where(Couple.public_id.in_(g.shown_couples))
    elif "couple_id" in asked:
        found = found.where(Couple.public_id == asked["couple_id"])
    elif "appointment_id" in asked:
        by_appointment = select(Appointment.couple_id).where(
            Appointment.public_id == asked["appointment_id"]
        )
        found = found.where(Couple.id.in_(by_appointment))
    else:
        found = found.where(Couple.id == current_identity.couple_id)
    if "person_id" in asked:
        found = found.where(Person.public_id == asked["person_id"])
    for person_id, couple_id in session.execute(found):
        yield _Look(person_id, couple_id, None)


def _names(
    session: Session, what: type[Couple | Submission], ids: set[int | None]
) -> dict[int | None, str]:
    known = ids - {None}
    if not known:
        return {}
    rows = session.execute(select(what.id, what.public_id).where(what.id.in_(known)))
    return {row.id: row.public_id for row in rows}


def _is_new(what: object) -> bool:
    """Whether this sign-in left no such line lately. Each worker remembers for itself."""
    before = _lately().get(_key(what))
    return before is None or clock.now() - before >= _ONCE_IN


def _remember(*written: object) -> None:
    """Keep in mind what was written, which what could not be written is not."""
    lately = _lately()
    for what in written:
        lately[_key(what)] = clock.now()
        lately.move_to_end(_key(what))
    while len(lately) > _MOST_REMEMBERED:
        lately.popitem(last=False)


def _lately() -> OrderedDict[object, datetime]:
    return cast("OrderedDict[object, datetime]", current_app.extensions["looks_lately"])


def _key(what: object) -> tuple[object, ...]:
    return (current_user.get_id(), g.get("look_place", request.endpoint), what)
