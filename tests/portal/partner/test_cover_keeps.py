"""What one types on the other’s phone is shown there by no refusal, and lost to none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from couples import clock
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.partner.test_handing_over import SAMS, needs, talked
from tests.portal.partner.test_nothing_lost import only_to_be_read
from tests.portal.partner.test_talk_covered import (
    BACK,
    BUTTON,
    SECRET,
    UNFINISHED,
    is_covered,
)
from tests.portal.test_kept_words import sign_in

SignIn = Callable[[Member], Visitor]
NOTE = "answer-private_note"

__all__ = ["needs"]


def opened(alex: Visitor, talk: str) -> Page:
    """The covered page on the phone of Alex, for Sam to write on."""
    return alex.open(f"{talk}/hand-over?open=1")


def refused_sealed(alex: Visitor, talk: str, sent: dict[str, str]) -> dict[str, str]:
    """The hidden fields in which a page that was refused carries what Sam typed."""
    refused = opened(alex, talk).press(BUTTON, {**sent, "csrf_token": "stale"}, status=400)
    return {name: refused.value_of(name)[0] for name in ("page", "key", "sealed")}


def hides(page: Page) -> bool:
    """Whether nothing on this page, seen or unseen, is what was typed."""
    return SECRET not in page.response.get_data(as_text=True)


def what_sam_finds(sam: Visitor, talk: str) -> list[str]:
    return sam.open(talk).click("My last questions").value_of(NOTE)


def test_a_phone_that_was_signed_out_meanwhile_keeps_it_once_its_owner_is_back(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    now, alex = clock.now(), sign_in_as(cast.alex)
    talk = talked(alex, needs)
    form = opened(alex, talk)

    with clock.at(now + timedelta(minutes=17)):
        again = form.press(BUTTON, SAMS, status=401)
        waiting = sign_in(again, cast.alex)
        done = waiting.press("Carry on")

        assert all(map(hides, (again, waiting, done)))
        assert BACK in done.text
        assert hides(alex.open(talk))
        assert hides(opened(alex, talk))
        assert what_sam_finds(sign_in_as(cast.sam), talk) == [SECRET]


def test_words_typed_after_the_owner_signed_out_in_another_tab_wait_for_them(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex = sign_in_as(cast.alex)
    talk = talked(alex, needs)
    form = opened(alex, talk)
    alex.open("/partner/this-week").press("Sign out")

    again = form.press(BUTTON, SAMS, status=401)

    assert again.response.headers["X-Mendwell-Carries"] == "1"
    assert "nothing was saved" not in again.text
    assert "Your words are still here" not in again.text, "They are not whose phone it is."
    assert "hand the phone back" in again.text
    waiting = sign_in(again, cast.alex)
    assert "Words that wait to be kept" in waiting.text
    assert all(map(hides, (again, waiting)))
    assert is_covered(waiting.press("Carry on"))
    assert what_sam_finds(sign_in_as(cast.sam), talk) == [SECRET]


@pytest.mark.parametrize("who", ["sam", "kim"])
def test_they_wait_for_nobody_but_the_owner_of_the_phone(
    cast: Cast, sign_in_as: SignIn, needs: str, who: str
) -> None:
    alex = sign_in_as(cast.alex)
    form = opened(alex, talked(alex, needs))
    alex.open("/partner/this-week").press("Sign out")

    landed = sign_in(form.press(BUTTON, SAMS, status=401), getattr(cast, who))

    assert "Carry on" not in landed.buttons()
    assert hides(landed)


def test_only_an_answer_that_carries_the_words_lets_the_script_leave_the_page(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex = sign_in_as(cast.alex)
    talk = talked(alex, needs)
    [page] = opened(alex, talk).value_of("page")

    def carries(**sent: str) -> bool:
        sent = {"page": page, "key": "a press", "action": "keep", **SAMS, **sent}
        answer = alex.client.post(f"{talk}/hand-over", data=sent)
        assert SECRET not in answer.get_data(as_text=True)
        return "X-Mendwell-Carries" in answer.headers

    assert carries(csrf_token="stale")
    assert not carries(csrf_token=alex.token()), "It is kept."
    assert not carries(csrf_token="stale", page="of another site")
    assert not carries(csrf_token=alex.token(), **{NOTE: "a" * 3_000_000})


@pytest.mark.on_both("each database fails in its own way")
def test_records_that_cannot_be_written_just_now_are_no_loss(
    app: Flask, cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    form = opened(alex, talk)

    with only_to_be_read(app.extensions["database"]):
        failed = form.press(BUTTON, SAMS, status=503)
        still = failed.press("Keep it for them", status=503)
    done = still.press("Keep it for them")

    assert all(map(hides, (failed, still)))
    assert is_covered(done)
    assert is_covered(still.press("Keep it for them"))
    assert what_sam_finds(sam, talk) == [SECRET]


@pytest.mark.parametrize("odd", ["a stale token", "a character that cannot be kept"])
def test_a_page_that_was_refused_offers_to_keep_it_and_does_not_show_it(
    cast: Cast, sign_in_as: SignIn, needs: str, odd: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    form = opened(alex, talk)
    wrong = {"csrf_token": "stale"} if "token" in odd else {NOTE: f"{SECRET}\x00"}

    refused = form.press(BUTTON, {**SAMS, **wrong}, status=400)

    assert hides(refused)
    assert is_covered(refused.press("Keep it for them"))
    assert what_sam_finds(sam, talk) == [SECRET]


def test_nobody_else_can_have_it_kept_or_read_it_from_the_page(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, kim = sign_in_as(cast.alex), sign_in_as(cast.kim)
    talk = talked(alex, needs)
    sealed = refused_sealed(alex, talk, SAMS)

    kim.post(f"{talk}/hand-over", sealed, status=404)
    forged = alex.client.post(f"{talk}/hand-over", data={**SAMS, "page": "of another site"})

    assert forged.status_code == 400
    assert "Keep it for them" not in forged.get_data(as_text=True)


@pytest.mark.parametrize("action", ["add-line:need", "keep", "cover", "hand-in", ""])
def test_no_button_opens_what_was_sealed_for_the_other(
    cast: Cast, sign_in_as: SignIn, needs: str, action: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    for sent in (SAMS, UNFINISHED):
        sealed = refused_sealed(alex, talk, sent)
        for _time in range(2):
            assert is_covered(alex.post(f"{talk}/hand-over", {**sealed, "action": action}))

    assert what_sam_finds(sam, talk) == [SECRET]


def test_while_it_is_typed_it_is_kept_for_its_author_and_changes_no_draft(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    form = opened(alex, talk)
    [page] = form.value_of("page")
    before = opened(alex, talk).text

    for words in ("Only", "Only for", SECRET):
        sent = {"page": page, "key": "a press", NOTE: words, "action": "keep"}
        kept = alex.post(f"{talk}/hand-over", sent)
        assert kept.response.json == {"kept": True}

    assert opened(alex, talk).text == before
    mine = sam.open(talk).click("My last questions")
    assert mine.value_of(NOTE) == [""]
    assert mine.find_all(".read-back .words__text") == [SECRET]
    assert is_covered(form.press(BUTTON, SAMS))
    handed_in = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert SECRET in handed_in.text
    assert "was not handed in" not in handed_in.text
