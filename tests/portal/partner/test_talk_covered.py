"""What one types on the other’s phone after a talk does not show up there, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence
from couples.pauses import services as pauses
from couples.pauses.queries import find_running
from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft, Submission
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_handing_over import SAMS, needs, talked

SignIn = Callable[[Member], Visitor]
SECRET = SAMS["answer-private_note"]
BUTTON = "Hand in and cover"
BACK = "Please hand the phone back to Alex"
UNFINISHED = {name: words for name, words in SAMS.items() if name != "answer-heard"}

__all__ = ["needs"]


def is_covered(page: Page) -> bool:
    """Whether this is the cover, on which nothing stands that was typed."""
    return BACK in page.text and SECRET not in page.response.get_data(as_text=True)


def test_a_second_press_and_a_form_that_is_sent_again_find_the_cover(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    there = f"{talk}/hand-over"
    form = alex.open(f"{there}?open=1")
    wrong = form.press(BUTTON, UNFINISHED, status=422)
    assert SECRET in wrong.text

    assert is_covered(wrong.press("Not now, cover this page"))
    kept = sam.open(talk).click("My last questions")
    assert kept.value_of("answer-private_note") == [SECRET], "What was refused is not lost."
    assert SECRET not in alex.open(f"{there}?open=1").text
    assert is_covered(form.press(BUTTON, UNFINISHED))
    assert is_covered(wrong.press(BUTTON, SAMS))
    assert is_covered(wrong.press(BUTTON, SAMS))
    assert is_covered(form.press(BUTTON, UNFINISHED))
    assert is_covered(alex.post(there, {**SAMS, "key": "of another tab"}))

    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert SECRET in mine.text
    assert "was not handed in" not in mine.text
    assert "Carry on" not in sam.open("/partner/this-week").text


def test_a_form_that_came_from_elsewhere_or_too_late_shows_none_of_the_words(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, kim = sign_in_as(cast.alex), sign_in_as(cast.kim)
    there = f"{talked(alex, needs)}/hand-over"

    stale = alex.client.post(there, data=SAMS)
    hidden = kim.client.post(there, data={**SAMS, "csrf_token": kim.token()})
    with alex.client.session_transaction() as cookie:
        cookie["_user_id"] = "over"
    signed_out = alex.client.post(there, data={**SAMS, "csrf_token": alex.token()})

    assert [stale.status_code, hidden.status_code] == [400, 404]
    assert signed_out.status_code in {302, 401}
    for response in (stale, hidden, signed_out):
        assert SECRET not in response.get_data(as_text=True)


def test_a_time_out_that_begins_meanwhile_leaves_the_words_in_their_authors_draft(
    cast: Cast, sign_in_as: SignIn, needs: str, writing: Callable[[], Session]
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    form = alex.open(f"{talk}/hand-over?open=1")
    with writing() as session, session.begin():
        given = session.scalars(select(Assignment).where(Assignment.public_id == needs)).one()
        pauses.start(session, cast.sam.identity, given.couple, 20)

    one_more = {**SAMS, "action": "add-line:need", "page": form.value_of("page")[0]}
    assert is_covered(alex.post(f"{talk}/hand-over", one_more))
    assert is_covered(form.press(BUTTON, SAMS))

    with writing() as session, session.begin():
        paused = find_running(session, cast.sam.identity, cast.sam.identity.couple_id or 0)
        assert paused is not None
        pauses.come_back(session, cast.sam.identity, paused.public_id)
    assert is_covered(form.press(BUTTON, SAMS))
    with writing() as session:
        drafts = {each.author_id: typed_in(each).answers for each in session.scalars(select(Draft))}
        assert drafts[cast.sam.id]["private_note"] == SECRET
        assert drafts[cast.sam.id]["need"] == "Sleep"
        assert "private_note" not in drafts[cast.alex.id]
        assert not list(session.scalars(select(Submission)))
    assert SECRET not in alex.open(talk).text
    draft = sam.open(talk).click("My last questions")
    assert draft.value_of("answer-private_note") == [SECRET]
    assert is_covered(alex.open(f"{talk}/hand-over?open=1").press(BUTTON, SAMS))


@pytest.mark.parametrize("has_handed_in", [False, True])
def test_the_phone_tells_nobody_whether_its_other_has_handed_in(
    cast: Cast, sign_in_as: SignIn, needs: str, *, has_handed_in: bool
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    own = {**SAMS, "answer-private_note": "From my own phone"}
    if has_handed_in:
        sam.open(talk).click("My last questions").press("Check and send", own).press("Hand in")

    empty = alex.open(f"{talk}/hand-over?open=1").press(BUTTON, status=422)
    assert "Hand the phone to Sam" in alex.open(talk).text
    assert is_covered(empty.press(BUTTON, SAMS))
    after = alex.open(talk)

    assert "Hand the phone to Sam" not in after.text
    assert SECRET not in after.text
    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert SECRET in mine.text
    assert ("Answered on Alex’s phone" in mine.text) is not has_handed_in
    assert ("was not handed in" in mine.text) is has_handed_in
    assert ("From my own phone" in mine.text) is has_handed_in
    theirs = alex.open(f"/partner/homework/{needs}")
    assert SECRET not in theirs.text
    note = sign_in_as(cast.morgan).open("/counselor/review").click("Fifteen minutes about a need")
    assert ("both on the phone of Alex" in note.text) is not has_handed_in
    assert (SECRET in note.text) is not has_handed_in


@pytest.mark.parametrize("has_handed_in", [False, True])
def test_a_tab_left_open_adds_no_line_once_the_phone_was_handed_back(
    cast: Cast, sign_in_as: SignIn, needs: str, *, has_handed_in: bool
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    if has_handed_in:
        own = {**SAMS, "answer-topic": "What Sam says at home"}
        sam.open(talk).click("My last questions").press("Check and send", own).press("Hand in")
    left_open = alex.open(f"{talk}/hand-over?open=1")
    alex.open(f"{talk}/hand-over?open=1").press(BUTTON, SAMS)

    late = {**SAMS, "answer-private_note": "Typed too late", "action": "add-line:need"}
    sent = {name: left_open.value_of(name)[0] for name in ("page", "key")}
    after = alex.post(f"{talk}/hand-over", {**late, **sent})

    assert is_covered(after)
    assert not after.soup.select("[name^=answer-]")
    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "Typed too late" in mine.text


@pytest.mark.parametrize("is_given_back", [False, True])
def test_after_the_cut_off_it_looks_the_same_whatever_the_other_was_given_back(
    cast: Cast, sign_in_as: SignIn, desk: Desk, *, is_given_back: bool
) -> None:
    weekly = {"cadence": Cadence.TIMES_A_WEEK, "times_a_week": 2}
    needs = desk.give("needs-talk", **weekly, cut_off_days=0)
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    if is_given_back:
        sam.open(talk).click("My last questions").press("Check and send", SAMS).press("Hand in")
        mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
        desk.give_back(mine.path.rpartition("/")[2], "Once more, please.")
    with clock.at(clock.now() + timedelta(days=8)):
        alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
        form = alex.open(f"{talk}/hand-over?open=1")
        refused = form.press(BUTTON, UNFINISHED, status=422)
        assert is_covered(refused.press(BUTTON, SAMS))
        assert "Hand the phone to Sam" not in alex.open(talk).text
        if not is_given_back:
            draft = sam.open(talk).click("My last questions")
            assert draft.value_of("answer-private_note") == [SECRET]


def test_another_attempt_from_ones_own_phone_is_not_said_to_be_from_the_others(
    cast: Cast, sign_in_as: SignIn, needs: str, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    alex.open(f"{talked(alex, needs)}/hand-over?open=1").press(BUTTON, SAMS)
    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "Answered on Alex’s phone" in mine.text
    desk.give_back(mine.path.rpartition("/")[2], "Once more, please.")

    draft = sam.open(mine.path).press("Try again")
    draft.press("Check and send", {"answer-heard": "4"}).press("Hand in")

    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "Answered on Alex’s phone" not in mine.text
