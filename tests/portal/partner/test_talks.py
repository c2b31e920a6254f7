"""A guided talk as two people meet it on their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from couples import clock
from couples.exercises.definition import Cadence, Gate
from couples.pauses.queries import find_running
from couples.pauses.services import come_back
from couples.safety.services import set_gate
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

SignIn = Callable[[Member], Visitor]
AUTOSAVED = {"X-Mendwell-Autosave": "1"}
HANDED_IN = {
    "topic": "Before",
    "when": "On Sundays",
    "feelings": ["tired"],
    "need": "Sleep",
    "request": "One lie-in",
    "reflection": "You are tired",
    "outcome": "understood",
    "accuracy": "8",
    "heard": "7",
}


@pytest.fixture
def needs(desk: Desk) -> str:
    return desk.give("needs-talk", cadence=Cadence.TIMES_A_WEEK, times_a_week=2)


def begin(visitor: Visitor, assignment_id: str, phones: str = "two") -> str:
    """Begin a talk as the first to speak; its address."""
    page = visitor.open(f"/partner/homework/{assignment_id}").click("Talk together")
    return page.press("Begin together", {"phones": phones}).path


def test_on_two_phones_each_page_says_whose_turn_it_is_and_only_one_can_write(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs)

    joined = sam.open(f"/partner/homework/{needs}").click("Talk together")
    assert joined.path == talk
    assert "Alex writes it down for both of you." in joined.text
    assert "What the talk was about" not in joined.text
    mine = alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    theirs = sam.open(talk)

    assert "Your turn" in mine.text
    assert "What you need" in mine.text
    assert "Alex’s turn" in theirs.text
    assert "Only listen." in theirs.text
    assert "Evenings" in theirs.text
    assert "What you need" not in theirs.text
    refused = sam.client.post(
        f"{talk}/words",
        data={"csrf_token": sam.token(), "turn": "1", "answer-need": "Mine", "action": "go-on"},
    )
    assert refused.status_code == 409
    assert "It is not your turn just now" in refused.get_data(as_text=True)
    assert "Your turn" in alex.open(talk).text


def test_a_talk_ends_in_a_draft_of_each_with_what_they_wrote(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs, phones="one")
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    alex.open(talk).press("Next turn", {"answer-need": "Ten minutes"})
    shared = alex.open(talk)
    assert "Sam’s turn" in shared.text
    shared.press("Stop for today")
    alex.open(talk).press("Finish the talk", {"answer-outcome": "stopped"})

    over = alex.open(talk)
    draft = over.click("My last questions")
    assert "Ten minutes" in draft.text
    sams = sam.open(talk).click("My last questions")
    assert "Evenings" in sams.text
    assert "Ten minutes" not in sams.text


def test_who_handed_in_while_the_talk_ran_finds_their_words_to_copy(
    cast: Cast, sign_in_as: SignIn, needs: str, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs, phones="one")
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    alex.open(talk).press("Next turn", {"answer-need": "Ten minutes"})
    desk.hand_in(cast.sam, needs, HANDED_IN)
    alex.open(talk).press("Next turn", {"answer-reflection": "You look at a screen"})
    alex.open(talk).press("Stop for today")
    mine = alex.open(talk).press("Finish the talk", {"answer-outcome": "stopped"})

    theirs = sam.open(talk)

    assert "You look at a screen" in theirs.text
    assert "only you see it here" in theirs.text
    assert "You look at a screen" not in mine.text
    assert "only you see it here" not in mine.text


def test_either_lets_the_talk_go_and_each_keeps_what_they_wrote(
    cast: Cast, sign_in_as: SignIn, needs: str, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs)
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    desk.hand_in(cast.alex, needs, HANDED_IN)
    alex.open(talk).press("Next turn", {"answer-need": "Ten minutes"})

    sam.open(talk).press("Let it go")

    kept = alex.open(talk)
    assert kept.h1 == "This talk was let go"
    assert "Ten minutes" in kept.text
    sam.open(talk, status=404)
    sign_in_as(cast.kim).open(talk, status=404)
    sign_in_as(cast.morgan).open(talk, status=404)


def test_a_time_out_from_the_talk_is_seen_by_both_and_the_talk_waits(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs)
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})

    sam.open(talk).press("Take a time-out")

    for visitor in (alex, sam):
        page = visitor.open(talk)
        assert "The talk waits here, at this turn." in page.text
        assert "Next turn" not in page.text


def test_a_time_out_in_the_middle_of_a_sentence_takes_no_word_away(
    cast: Cast, sign_in_as: SignIn, needs: str, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs)
    writing = alex.open(talk)
    sam.open(talk).press("Take a time-out")

    waits = writing.press("Next turn", {"answer-topic": "Half a sentence"})

    assert "The talk waits here, at this turn." in waits.text
    with desk.writing() as session, session.begin():
        sams = cast.sam.identity
        running = find_running(session, sams, cast.alex_and_sam.id)
        assert running is not None
        come_back(session, sams, running.public_id)
    back = alex.open(talk).press("Go on together")
    assert back.value_of("answer-topic") == ["Half a sentence"]
    assert "Part 1 of 7" in back.text


def test_words_that_do_not_fit_are_kept_and_a_late_press_moves_nothing(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex = sign_in_as(cast.alex)
    talk = begin(alex, needs)
    first_tab, second_tab = alex.open(talk), alex.open(talk)

    first_tab.press("Next turn", {"answer-topic": "x" * 300})
    again = second_tab.press("Next turn", {"answer-topic": "x" * 300})
    late = second_tab.press("Next turn", {"answer-topic": "Late"}, status=409)

    assert "Copy it before" not in again.text, "A second press lost nothing."
    assert "Part 2 of 7" in late.text
    assert "The talk has gone on meanwhile." in late.text
    assert "Late" in late.find_all("#typed-words")[0]
    alex.open(talk).press("Stop for today")
    alex.open(talk).press("Finish the talk", {"answer-outcome": "understood"})
    draft = alex.open(talk).click("My last questions")
    assert "x" * 300 in draft.text
    assert "Late" not in draft.text


def test_words_for_a_turn_that_the_listener_ended_are_there_to_copy(
    cast: Cast, sign_in_as: SignIn, needs: str, desk: Desk
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs)
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    speaking = alex.open(talk)
    with clock.at(clock.now() + timedelta(minutes=10)):
        sam.open(talk).press("Next turn")
        sent = {"turn": "1", "revision": "1", "answer-need": "Half a sentence"}
        saved = alex.post(f"{talk}/words", sent, status=409, headers=AUTOSAVED)
        pressed = speaking.press("Next turn", {"answer-need": "Half a sentence"}, status=409)

        assert saved.response.json == {"reason": "conflict"}
        assert "Sam’s turn" in pressed.text
        assert "Half a sentence" in pressed.find_all("#typed-words")[0]
        assert "Half a sentence" not in sam.open(talk).text
        with desk.writing() as session, session.begin():
            set_gate(session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=True)
        rests = speaking.press("Next turn", {"answer-need": "Half a sentence"}, status=409)
        assert "Not scheduled at the moment." in rests.text
        assert "Half a sentence" in rests.find_all("#typed-words")[0]


def test_what_was_saved_on_the_other_phone_is_written_over_only_on_purpose(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = begin(alex, needs, phones="one")
    alex.open(talk).press("Next turn", {"answer-topic": "Evenings"})
    alex.open(talk).press("Next turn", {"answer-need": "Ten minutes"})
    typing = alex.open(talk)
    sam.open(talk).press("Save", {"answer-reflection": "In Sam’s own words"})

    for page in (typing, typing):
        refused = page.press("Next turn", {"answer-reflection": "As Alex typed"}, status=409)
        assert "In Sam’s own words" in refused.text
        assert refused.value_of("answer-reflection") == ["As Alex typed"]
    again = refused.press("Next turn", status=409)
    assert sam.open(talk).value_of("answer-reflection") == ["In Sam’s own words"]
    again.press("Keep what I typed here")

    assert sam.open(talk).value_of("answer-reflection") == ["As Alex typed"]
    assert "Part 3 of 7" in alex.open(talk).text


def test_what_has_no_turns_has_no_talk(cast: Cast, sign_in_as: SignIn, desk: Desk) -> None:
    feelings = desk.give_feelings()

    assert sign_in_as(cast.alex).client.get(f"/partner/homework/{feelings}/talk").status_code == 404
