"""
The switchboard: each fault by its name, how it is planted, and the test that must notice.

They are planted from here and nowhere else. The program has no switch for any of them, so
that none can be left on: docs/decisions/0037.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from couples import encryption, visibility
from couples.caseload.models import Couple
from couples.identity import Identity, Role
from couples.people import services, sign_in
from couples.records import queries as records
from couples.safety import queries as safety_queries
from couples.submissions import arriving
from couples.submissions import queries as submissions
from couples.submissions.models import Answer, Standing, Submission
from portal import database
from portal.counselor import reports
from tests import source

Planting = pytest.MonkeyPatch
LATE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake that somebody could make, and the test that says `says` because of it."""

    plant: Callable[[Planting], None]
    proof: str
    says: str


def acknowledge_before_commit(planting: Planting) -> None:
    """Answer first, and keep it a moment later."""

    def answer_first(response: Response) -> Response:
        own: Session | None = g.pop("database_session", None)
        if own is not None:
            threading.Thread(target=_commit_late, args=(own,)).start()
        return response

    planting.setattr(database, "_commit", answer_first)


def _commit_late(own: Session) -> None:
    time.sleep(LATE_SECONDS)
    own.commit()
    own.close()


def logout_only_clears_the_cookie(planting: Planting) -> None:
    """Forget the session in this browser, and let the server go on knowing it."""
    for room in (sign_in, services):
        planting.setattr(room, "end_session", lambda _session, _token: None)


def missing_no_store(planting: Planting) -> None:
    """Let a browser keep what it likes."""
    whole = Flask.process_response

    def without(app: Flask, response: Response) -> Response:
        answer = whole(app, response)
        answer.headers.pop("Cache-Control", None)
        return answer

    planting.setattr(Flask, "process_response", without)


def idor_in_pdf(planting: Planting) -> None:
    """Look up a couple by the address of its report, whoever asks for the file."""
    for name in ("get_couple", "gather_for_period"):
        planting.setattr(reports, name, _as_whoever_may(getattr(reports, name)))


def _as_whoever_may(look: Callable[..., Any]) -> Callable[..., Any]:
    def looking(session: Session, viewer: Identity, *asked: Any) -> Any:
        if not request.path.endswith(".pdf"):
            return look(session, viewer, *asked)
        owner = session.scalars(select(Couple.counselor_id).order_by(Couple.id)).first()
        assert owner is not None
        return look(session, Identity(viewer.role, viewer.practice_id, owner), *asked)

    return looking


def export_by_practice(planting: Planting) -> None:
    """Take along whatever the practice has, instead of what its holder may read."""

    careful = visibility.readable_answers

    def of_the_practice(viewer: Identity) -> ColumnElement[bool]:
        # What both may read is asked for beside it, to say of each answer whether it is shared.
        if viewer.role is Role.COUPLE:
            return careful(viewer)
        return Answer.practice_id == viewer.practice_id

    planting.setattr(submissions, "readable_answers", of_the_practice)
    planting.setattr(records, "list_submissions", _all_of_the_couple)


def _all_of_the_couple(
    session: Session, viewer: Identity, *, couple_ids: list[int]
) -> list[Submission]:
    found = select(Submission).where(Submission.couple_id.in_(couple_ids))
    found = found.where(Submission.standing == Standing.STANDS)
    return list(session.scalars(found.order_by(Submission.id)))


def reveal_too_early(planting: Planting) -> None:
    """Open a seal for whoever asks, before both have handed in."""
    planting.setattr(visibility, "_both_handed_in", lambda: Answer.id.is_not(None))
    planting.setattr(
        visibility, "_shared_between_partners", visibility._shared_between_partners.__wrapped__
    )


def count_leak(planting: Planting) -> None:
    """Let one partner count what the other handed in, without a word of it."""
    known = visibility.known_submissions

    def of_their_couple(viewer: Identity) -> ColumnElement[bool]:
        is_theirs = Submission.couple_id == viewer.couple_id
        stands = Submission.standing == Standing.STANDS
        return and_(is_theirs, stands) if viewer.role is Role.PARTNER else known(viewer)

    planting.setattr(visibility, "known_submissions", of_their_couple)


def unescaped_text(planting: Planting) -> None:
    """Take what people wrote for a part of the page."""
    read: Callable[..., Any] = encryption.EncryptedText.__get__

    def marked(self: Any, row: Any, owner: type) -> Any:
        words = read(self, row, owner)
        return Markup(words) if isinstance(words, str) else words  # noqa: S704 - the very fault

    planting.setattr(encryption.EncryptedText, "__get__", marked)


def no_csrf(planting: Planting) -> None:
    """Take a form from anywhere."""
    planting.setattr(CSRFProtect, "protect", lambda _self: None)


def forgotten_fear(planting: Planting) -> None:
    """Let a seal open while somebody’s fear holds it."""
    planting.setattr(arriving, "stays_sealed", lambda *_where: false())
    planting.setattr(visibility, "_both_handed_in", visibility._both_handed_in.__wrapped__)
    planting.setattr(
        visibility, "_shared_between_partners", visibility._shared_between_partners.__wrapped__
    )


def shown_fear(planting: Planting) -> None:
    """Let homework rest where somebody asked that nothing changes."""
    planting.setattr(safety_queries, "stopping", dict)


def order_by_text(planting: Planting) -> None:
    """Sort a list by whatever stands in the address."""
    module, line = Path("couples/caseload/queries.py"), 'query.order_by(text(asked["sort"]))\n'
    read = source.text

    def with_it(path: Path) -> str:
        return read(path) + line if path == module else read(path)

    planting.setattr(import_module("tests.test_house"), "text", with_it)


FAULTS = {
    "acknowledge before commit": Fault(
        acknowledge_before_commit,
        "tests/portal/test_errors.py::TestTheEdge::test_a_good_answer_is_committed_and_then_told",
        "locales",
    ),
    "logout only clears the cookie": Fault(
        logout_only_clears_the_cookie,
        "tests/portal/test_sign_in.py::TestSigningOut"
        "::test_a_copied_cookie_is_worth_nothing_afterwards",
        "assert 200 == 302",
    ),
    "missing no-store": Fault(
        missing_no_store,
        "tests/portal/test_errors.py::TestHeaders::test_they_come_with_every_answer"
        "[sqlite-/sign-in]",
        "it could be kept",
    ),
    "IDOR in PDF": Fault(
        idor_in_pdf,
        "tests/portal/counselor/test_strangers.py::test_another_counselor_opens_none_of_it",
        r"report\.pdf.*: 200 OK",
    ),
    "export by practice": Fault(
        export_by_practice,
        "tests/reports/test_record.py"
        "::test_what_one_partner_does_in_private_changes_no_byte_of_the_others",
        "an answer of the other that was not shown",
    ),
    "reveal too early": Fault(
        reveal_too_early,
        "tests/couples/test_visibility.py"
        "::test_an_answer_is_read_by_exactly_whom_the_table_says[sqlite-sealed-alex_handed_in]",
        "assert who_reads",
    ),
    "count leak": Fault(
        count_leak,
        "tests/couples/test_visibility.py"
        "::test_between_partners_a_submission_is_known_only_as_far_as_it_is_read"
        "[sqlite-sealed-alex_handed_in]",
        "assert knowing ==",
    ),
    "unescaped text": Fault(
        unescaped_text,
        "tests/portal/test_markup.py"
        "::test_forty_texts_that_would_do_something_are_words_on_every_page",
        "took words for a page",
    ),
    "no CSRF": Fault(
        no_csrf,
        "tests/portal/test_errors.py::TestIntake::test_every_change_needs_the_token",
        "was done without a token",
    ),
    "ORDER BY text": Fault(
        order_by_text, "tests/test_house.py::test_code_goes_without", "ordered by columns"
    ),
    "fear forgotten": Fault(
        forgotten_fear,
        "tests/couples/safety/test_sealing.py"
        "::test_what_one_of_two_hands_in_after_fear_was_told_opens_for_neither",
        "what Alex wrote",
    ),
    "fear shown": Fault(
        shown_fear,
        "tests/portal/partner/test_quiet_fear.py::test_no_page_of_either_changes_by_a_byte",
        "What reaches Sam is not as it was",
    ),
}
