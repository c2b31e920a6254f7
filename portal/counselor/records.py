"""Records that the counselor hands out: one partner's to that partner, and the one of both."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from couples.caseload.queries import get_couple
from couples.records import services, sharing
from couples.records.whose import Whose, record_of_both, record_of_partner
from couples.safety.queries import asks_before_paper
from couples.safety.services import confirm_paper
from portal.access import current_identity
from portal.asking_again import asks_again
from portal.counselor import blueprint
from portal.database import reading, session
from portal.record_files import file_of, made_record
from reports.record.gathering import gather_record


@blueprint.get("/couples/<public_id:couple_id>/records")
@asks_again
def records(couple_id: str) -> str:
    """What can be handed out, to whom, and what stands in it."""
    couple = get_couple(session, current_identity, couple_id)
    return render_template(
        "counselor/records.html",
        couple=couple,
        asks_first=asks_before_paper(session, current_identity, couple),
        made=sharing.find_shared_record(session, current_identity, couple),
    )


@blueprint.post("/couples/<public_id:couple_id>/records/<public_id:person_id>")
@asks_again
def partners_record(couple_id: str, person_id: str) -> Response:
    """One partner's record, as far as the counselor may read it too, to hand to that partner."""
    with reading() as look:
        whose = record_of_partner(look, current_identity, couple_id, person_id)
        found = gather_record(look, whose.with_kept_off())
    file = file_of(found)
    _note(record_of_partner(session, current_identity, couple_id, person_id))
    return file


@blueprint.post("/couples/<public_id:couple_id>/records/shared")
@asks_again
def couples_record(couple_id: str) -> Response:
    """The record that both said yes to, as it was made."""
    with reading() as look:
        found = made_record(look, get_couple(look, current_identity, couple_id))
    file = file_of(found)
    _note(record_of_both(get_couple(session, current_identity, couple_id)))
    return file


def _note(whose: Whose) -> None:
    """Keep that it left, and that the counselor was asked first where the page does that."""
    confirm_paper(session, current_identity, whose.couple)
    services.note_taken(session, whose, current_identity)
