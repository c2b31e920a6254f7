"""Reading a colleague’s couple along, and standing in for one, on the pages of everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.breaks import services as breaks
from couples.partings import services as partings
from couples.pauses import services as pauses
from couples.safety import telling
from couples.submissions import on_behalf, reviewing
from tests.cast import TIME_ZONE, Cast, Member
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.page import Page, Visitor, without_tokens

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")

MINE, FOR_HER, BACK = "mine alone", "for Dr. Morgan", "I read it with care"


@pytest.fixture
def written(cast: Cast, writing: Callable[[], Session]) -> str:
    """Alex wrote for themselves and for their counselor, who wrote back."""
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        words = {
            "what_happened": MINE,
            "when": FOR_HER,
            "hurts_now": "7",
            "ask_of_partner": "hear",
        }
        audiences = {"what_happened": "me", "when": "counselor"}
        work = hand_in(session, cast.alex, given, words, audiences=audiences)
        reviewing.reply(session, cast.morgan.identity, work.public_id, words=BACK)
        return work.public_id


def let_in(morgan: Visitor, cast: Cast, days: int = 7, *, status: int = 200) -> Page:
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    page = page.click("Let a colleague read along, and who did")
    day = clock.today(TIME_ZONE) + timedelta(days=days)
    typed = {"Who reads along": "Lee", "The last day": day.isoformat()}
    return page.press("Let them read along", typed, status=status)


def given_to_alex(writing: Callable[[], Session]) -> str:
    """The homework that there is."""
    with writing() as session:
        return session.scalars(select(Assignment.public_id)).one()


def open_item(couple: Page) -> Page:
    """The one piece of work there is."""
    [link] = [str(a["href"]) for a in couple.soup.select(".line-list__what a")]
    return couple.visitor.open(link)


def test_a_supervisor_reads_until_one_of_the_two_ends_it(
    morgan: Visitor,
    lee: Visitor,
    alex: Visitor,
    sam: Visitor,
    kim: Visitor,
    cast: Cast,
    written: str,
    writing: Callable[[], Session],
) -> None:
    kept = let_in(morgan, cast, days=-1, status=409)
    assert "half a year" in kept.text
    assert kept.value_of("Who reads along") == [cast.lee.public_id]
    assert (
        "Choose a colleague"
        in kept.press("Let them read along", {"Who reads along": ""}, status=422).soup.get_text()
    )
    page = let_in(morgan, cast)
    assert "Lee reads along from now on. Both partners are told." in page.soup.get_text()
    assert (
        "Lee reads along until"
        in morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").text
    )

    couple = lee.open("/counselor/couples").click("Alex and Sam")
    assert "You read along with Dr. Morgan until" in couple.text
    assert "alex@example.org" not in couple.text
    item = open_item(couple)
    assert FOR_HER in item.text
    assert BACK in item.text
    assert MINE not in item.text
    assert set(item.buttons()) == {"Sign out"}
    assert "Besides Alex only Dr. Morgan reads this." in item.text
    for path in (f"review/{written}", f"couples/{cast.alex_and_sam.public_id}"):
        lee.open(f"/counselor/{path}", status=404)
    lee.post(
        f"/counselor/review/{written}/replies", {"partner-1-words": "from the side"}, status=404
    )
    for stranger in (kim, alex, morgan):
        stranger.open(couple.path, status=404)

    for partner in (alex, sam):
        week = partner.open("/partner/this-week")
        assert "Lee reads along with Dr. Morgan until" in week.text
        assert "Lee supervises Dr. Morgan’s work" in week.click("What that means").text
    assert "reads along" not in kim.open("/partner/this-week").text
    task = alex.open("/partner/homework/" + given_to_alex(writing))
    assert "What Dr. Morgan sees, Lee sees too, who reads along until" in task.text
    receipt = alex.open(f"/partner/submissions/{written}")
    assert "What Dr. Morgan sees, Lee sees too" in receipt.text
    help_now = sam.open("/partner/help-now").text
    assert "Only your counselor reads this, perhaps not today, and whoever stands in" in help_now
    looked = alex.open("/partner/privacy/looks").text
    assert "Lee, read through, reading along" in looked
    assert "Lee, on a page about the two of you, reading along" in looked

    ended = sam.open("/partner/privacy").press("End it now")
    assert "Lee reads along no longer." in ended.soup.get_text()
    lee.open(couple.path, status=404)
    lee.open(item.path, status=404)
    assert "Alex and Sam" not in lee.open("/counselor/couples").text
    for partner in (alex, sam):
        assert "reads along" not in partner.open("/partner/this-week").text
        assert "read along from" in partner.open("/partner/privacy").text
    history = morgan.open(page.path).text
    assert "ended by one of the two" in history
    kim.post(f"/partner/admissions/{couple.path.rpartition('/')[2]}/end", status=404)


def test_in_an_emergency_a_colleague_reads_and_their_counselor_is_told(
    morgan: Visitor, lee: Visitor, alex: Visitor, sam: Visitor, cast: Cast, written: str
) -> None:
    before = without_tokens(sam.open("/partner/this-week").response.get_data(as_text=True))
    asked = lee.open("/counselor/couples").click("Stand in for a colleague in an emergency")
    form = asked.press("Go on", {"Your password": cast.lee.password})
    typed = {"Name of one of the two": "Sam", "Name of the other": "Kim"}
    assert (
        "Write why it cannot wait."
        in form.press("Open it for two hours", typed, status=422).soup.get_text()
    )
    why = {"Why it cannot wait": "Sam called and cannot be calmed"}
    kept = form.press("Open it for two hours", {**typed, **why}, status=409)
    assert kept.value_of("Why it cannot wait") == list(why.values())
    assert "Something to look at" not in morgan.open("/counselor/today").text

    couple = kept.press("Open it for two hours", {"Name of the other": "alex"})

    assert "You stand in for Dr. Morgan until" in couple.text
    assert "sam@example.org" in couple.text
    assert FOR_HER in open_item(couple).text
    flag = morgan.open("/counselor/today").click("Something to look at for Alex and Sam")
    assert "Lee stood in for you in an emergency." in flag.text
    assert why["Why it cannot wait"] in flag.text
    assert "Lee, read through, standing in" in alex.open("/partner/privacy/looks").text
    for partner in (alex, sam):
        assert "Lee stood in for Dr. Morgan" in partner.open("/partner/privacy/looks").text
        assert "cannot be calmed" not in partner.open("/partner/privacy/looks").text
    assert without_tokens(sam.open("/partner/this-week").response.get_data(as_text=True)) == before
    assert "Lee" not in sam.open("/partner/privacy").text

    ended = flag.click("Who reads along, and the way to end it").press("End it now")

    assert "Lee reads them no longer." in ended.soup.get_text()
    lee.open(couple.path, status=404)
    events = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/history").text
    assert "Stood in, in an emergency" in events


def test_guessing_names_is_slowed_down_and_opens_nothing(lee: Visitor, cast: Cast) -> None:
    guess = {"one": "Sam", "other": "Kim", "reason": "I only wonder"}
    asked = lee.open("/counselor/standing-in")
    assert asked.path == "/account/confirm"
    asked.press("Go on", {"Your password": cast.lee.password})
    for _try in range(5):
        lee.post("/counselor/standing-in", guess, status=409)

    refused = lee.post("/counselor/standing-in", {**guess, "other": "Alex"}, status=429)

    assert "several names in a short time" in refused.text
    assert "I only wonder" in refused.soup.get_text()
    assert "You stand in" not in lee.open("/counselor/couples").text


def test_two_who_have_parted_are_told_and_can_end_it(
    morgan: Visitor,
    lee: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
    sign_in_as: Callable[[Member], Visitor],
) -> None:
    let_in(morgan, cast)
    with writing() as session, session.begin():
        both = give_feelings(session, cast.alex_and_sam)
        pauses.start(session, cast.sam.identity, both.couple, 30)
        for member in (cast.alex, cast.sam):
            hand_in(session, member, both, FEELINGS)
        partings.leave(session, cast.sam.identity)
    alex = sign_in_as(cast.alex)
    assert "Alex and Sam" in lee.open("/counselor/couples").text

    page = alex.open("/partner/afterwards")
    assert "Lee reads along with Dr. Morgan until" in page.text
    couple = lee.open("/counselor/couples").click("Alex and Sam")
    item = couple.visitor.open(str(couple.soup.select(".line-list__what a")[0]["href"]))
    assert "Besides Alex only Dr. Morgan reads this." in item.text
    assert "Sam and Dr. Morgan read this too." not in item.text
    page.click("What that means").press("End it now")

    assert "Couples of colleagues" in lee.open("/counselor/couples").text
    assert "Alex and Sam" not in lee.open("/counselor/couples").text


def test_a_supervisor_finds_that_homework_rests_as_its_counselor_does_and_not_why(
    morgan: Visitor, lee: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    let_in(morgan, cast)
    pair, today = cast.alex_and_sam, clock.today(TIME_ZONE)
    with writing() as session, session.begin():
        given = give_feelings(session, pair)
        on_behalf.hand_in_for(
            session,
            cast.morgan.identity,
            given.public_id,
            cast.alex.public_id,
            answers=FEELINGS,
            audiences={},
            occurrence=on_behalf.opening_for(
                session, on_behalf.author_for(given, cast.alex.public_id), given
            ).key,
            key="typed in session",
        )
        breaks.enter(
            session,
            cast.morgan.identity,
            pair.public_id,
            first_on=today,
            last_on=today + timedelta(days=3),
            token="a holiday",
        )
        pause = pauses.start(session, cast.sam.identity, given.couple, 30)
        pauses.tell(session, cast.sam.identity, pause.public_id, words="It was loud")
    own = morgan.open(f"/counselor/couples/{pair.public_id}")

    couple = lee.open("/counselor/couples").click("Alex and Sam")

    assert couple.path.startswith("/counselor/guest/")
    assert couple.find_all("#running .badge") == own.find_all("#running .badge")
    assert any("Resting until" in each for each in couple.find_all("#running .badge"))
    assert "They are in a time-out until" in couple.text
    assert "typed by their counselor in session" in couple.text
    assert "typed by you" not in couple.text
    assert "typed by you in session" in own.text
    for kept in ("It was loud", "Sam asked"):
        assert kept not in couple.text


def _html(page: Page) -> str:
    return without_tokens(page.response.get_data(as_text=True))


def test_no_byte_of_a_supervisors_page_tells_that_somebody_is_afraid(
    morgan: Visitor, lee: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    let_in(morgan, cast)
    with writing() as session, session.begin():
        for key in ("emotion-check-in", "aftermath-debrief"):
            give(session, cast.alex_and_sam, key)
    before = lee.open("/counselor/couples").click("Alex and Sam")
    own = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")

    with writing() as session, session.begin():
        telling.tell_of_fear(session, cast.sam.identity, words="I am afraid")

    assert _html(lee.open(before.path)) == _html(before)
    held = morgan.open(own.path)
    assert held.find_all("#running .badge") != own.find_all("#running .badge")


def test_a_counselor_alone_in_a_practice_is_told_what_is_missing(
    morgan: Visitor, cast: Cast
) -> None:
    morgan.open("/counselor/practice").press("Close it")

    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/reading-along")

    assert "Enter a colleague on the page of the practice." in page.text
