"""
Pictures of every page, at the width of a phone and of a desk, for people to look at.

`make screenshots` starts the portal on a demo practice of its own, in a folder that is
gone afterwards, and walks it as the people of the demo would. With `--docs` it makes
the three pictures of the README instead.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from sqlalchemy.orm import Session

from couples import demo
from couples.database import for_writing
from portal import create_app, keys, schema
from portal.database import engine
from portal.settings import Settings
from reports import demo as demo_with_paper
from tests.browser import open_chromium, paper
from tests.server import serving

OUT = Path("out/screenshots")
IMAGES = Path("docs/images")
HEIGHTS = {390: 844, 1280: 900}
LARGEST = 200_000
PATIENCE = 10_000

Walk = Callable[[Page], None]


@dataclass(frozen=True)
class Stop:
    """A page to take a picture of: where to begin, and what to do from there."""

    name: str
    path: str
    walks: tuple[Walk, ...] = ()


def stop(name: str, path: str, *walks: Walk) -> Stop:
    """A stop, with its walks one after the other."""
    return Stop(name, path, walks)


def follow(pattern: str) -> Walk:
    """Open the first link of the page whose address fits; `ID` stands for any public id."""
    wanted = re.compile(pattern.replace("ID", "[a-z2-7]{26}"))

    def walk(page: Page) -> None:
        links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        found = next((link for link in links if wanted.search(link)), None)
        if found is None:
            raise LookupError(f"there is no link like {pattern}")
        open_page(page, found)

    return walk


def press(name: str) -> Walk:
    """Press the first button that is called `name`, and wait for where it leads."""

    def walk(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name).first.click()

    return walk


def tick_three_couples(page: Page) -> None:
    """Choose to whom something is given."""
    for number in range(3):
        page.locator("input[name=couples]").nth(number).check()


def named(name: str) -> Walk:
    """Open the first link of the page that has `name` in it."""

    def walk(page: Page) -> None:
        link = page.locator("main a").filter(has_text=name).first
        open_page(page, link.get_attribute("href") or "")

    return walk


A_COUPLE = follow("^/counselor/couples/ID$")
AN_EXERCISE = follow("^/counselor/library/ID$")
TO_GIVE = follow("^/counselor/assign/ID")
TO_DO = follow("^/partner/homework/ID$")

VISITOR = (stop("sign-in", "/sign-in"), stop("not-found", "/nowhere"))
ACCOUNT = (
    stop("account", "/account/"),
    stop("devices", "/account/devices"),
    stop("password", "/account/password"),
    stop("second-factor", "/account/second-factor"),
)
COUNSELOR = (
    stop("today", "/counselor/today"),
    stop("appointment", "/counselor/today", follow("^/counselor/appointments/ID$")),
    stop("couples", "/counselor/couples"),
    stop("couple", "/counselor/couples", A_COUPLE),
    stop("safety", "/counselor/couples", A_COUPLE, follow("/safety$")),
    stop("new-couple", "/counselor/couples/new"),
    stop("new-appointment", "/counselor/couples", A_COUPLE, follow("/appointments/new$")),
    stop("assignment", "/counselor/couples", A_COUPLE, follow("^/counselor/assignments/ID$")),
    stop("review", "/counselor/review"),
    stop("review-item", "/counselor/review", follow("^/counselor/review/ID$")),
    stop("assign", "/counselor/assign"),
    stop("assign-exercise", "/counselor/assign", TO_GIVE),
    stop("rehearsal", "/counselor/assign", TO_GIVE, tick_three_couples, press("Check who gets it")),
    stop("library", "/counselor/library"),
    stop("exercise", "/counselor/library", AN_EXERCISE),
    stop("preview", "/counselor/library", AN_EXERCISE, follow("/preview")),
    stop("versions", "/counselor/library", AN_EXERCISE, follow("/versions$")),
    stop("upgrades", "/counselor/library", AN_EXERCISE, follow("/upgrades$")),
    stop("new-exercise", "/counselor/library/new"),
    stop("import-exercise", "/counselor/library/import"),
    stop("exercise-draft", "/counselor/library", AN_EXERCISE, press("Copy and change it")),
    stop("tailored", "/counselor/couples", named("Jonas"), follow("/tailored$")),
)
COURSES = (
    stop("programmes", "/counselor/programmes"),
    stop("programme", "/counselor/programmes", follow("^/counselor/programmes/ID$")),
    stop(
        "enrol-rehearsal",
        "/counselor/programmes",
        follow("^/counselor/programmes/ID$"),
        follow("/enrol$"),
        tick_three_couples,
        press("Check"),
    ),
    stop("course", "/counselor/couples", named("Jonas"), follow("^/counselor/enrolments/ID$")),
    stop("board", "/counselor/enrolments"),
)
PAGES = "matrix/Jonas measures/Jonas summaries/Jonas measures/Chidi safety/Chidi breaks/Chidi"
PAGES_OF_A_COUPLE = tuple(
    stop(page.replace("/", "-"), "/counselor/couples", named(who), follow(f"/{name}$"))
    for page in f"{PAGES} safety/Daniel outlook/Sam breaks/Sam".split()
    for name, _, who in [page.partition("/")]
)
OWN = stop("own", "/counselor/library", named("The first ten minutes"), follow("/versions$"))
PARTNER = (
    stop("this-week", "/partner/this-week"),
    stop("homework", "/partner/this-week", TO_DO),
    stop("draft", "/partner/this-week", TO_DO, press("Start")),
    stop("handed-in", "/partner/handed-in"),
    stop("receipt", "/partner/handed-in", follow("^/partner/submissions/ID")),
    stop("ours", "/partner/ours"),
    stop("agreement", "/partner/ours", follow("^/partner/agreements/ID")),
    stop("privacy", "/partner/privacy"),
    stop("help-now", "/partner/help-now"),
)
A_DRAFT = stop("carry-on", "/partner/this-week", follow("^/partner/drafts/ID"))

WALKS: Mapping[str, tuple[Stop, ...]] = {
    "": VISITOR,
    "morgan": COUNSELOR + COURSES + PAGES_OF_A_COUPLE + (OWN,) + ACCOUNT,
    "lee": COUNSELOR[:4],
    "alex": PARTNER + ACCOUNT[:1],
    "eleni": (*PARTNER[:2], *PARTNER[3:6]),
    "jonas": (*PARTNER[:1], A_DRAFT, *PARTNER[3:6]),
    "mei": PARTNER[:1],
}
"""Who walks where: the counselor of most, the one of the new couple, and three partners."""


@contextmanager
def a_demo() -> Iterator[str]:
    """The address of a portal with a demo practice of its own."""
    with tempfile.TemporaryDirectory(prefix="mendwell-pictures-") as folder:
        place = Path(folder)
        keys.make_missing(place / "keys")
        database = f"sqlite:///{place / 'mendwell.sqlite'}"
        app = create_app(Settings(database, place / "keys", "http://127.0.0.1"))
        with app.app_context():
            schema.upgrade(engine())
            with Session(for_writing(engine())) as session, session.begin():
                demo_with_paper.fill(session)
        with serving(app) as address:
            yield address


@contextmanager
def signed_in(browser: Browser, address: str, who: str, width: int, scale: int) -> Iterator[Page]:
    """A page of somebody's own browser, or of a visitor's where `who` is empty."""
    with browser.new_context(
        base_url=address,
        viewport={"width": width, "height": HEIGHTS[width]},
        device_scale_factor=scale,
        reduced_motion="reduce",
    ) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if who:
            page.goto("/sign-in")
            page.locator("input[name=email]").fill(demo.people.address(who))
            page.locator("input[name=password]").fill(demo.people.PASSWORD)
            press("Sign in")(page)
        yield page


def open_page(page: Page, path: str) -> None:
    """Go there, and wait until its fonts are there too."""
    answer = page.goto(path)
    if answer is None or answer.status >= 500:
        raise LookupError(f"{path} is broken")
    page.evaluate("() => document.fonts.ready.then(() => true)")


def take_all(browser: Browser, address: str) -> list[str]:
    """A picture of every stop at both widths; what could not be reached, in words."""
    OUT.mkdir(parents=True, exist_ok=True)
    lost = []
    for width in HEIGHTS:
        for who, stops in WALKS.items():
            with signed_in(browser, address, who, width, scale=1) as page:
                for each in stops:
                    name = "-".join(filter(None, (who or "visitor", each.name, str(width))))
                    try:
                        open_page(page, each.path)
                        for walk in each.walks:
                            walk(page)
                        picture_whole(page, OUT / f"{name}.png")
                    except (BrowserError, LookupError) as error:
                        lost.append(f"{name}: {str(error).splitlines()[0]}")
    return lost


def picture_whole(page: Page, path: Path) -> None:
    """The whole page, in a window high enough for it: a bar at the bottom stays at the bottom."""
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    page.screenshot(path=path, full_page=True)
    page.set_viewport_size(size)


def take_for_docs(browser: Browser, address: str) -> None:
    """The pictures of the README: a side each, and the first page of tomorrow's brief."""
    with signed_in(browser, address, "morgan", 1280, scale=1) as page:
        open_page(page, "/counselor/today")
        keep("counselor-today", page.screenshot())
        brief = page.locator("main a[href$='/brief.pdf']").first.get_attribute("href") or ""
        keep("brief-page-1", first_page_of(paper(page, brief)))
    with signed_in(browser, address, "jonas", 390, scale=2) as page:
        open_page(page, "/partner/this-week")
        keep("partner-this-week", page.screenshot())


def first_page_of(pdf: bytes) -> bytes:
    """The first page as a picture, drawn by poppler."""
    command = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", "100", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def keep(name: str, picture: bytes) -> None:
    """Write a picture in as few colors as its size allows; pages are paper and ink anyway."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.png"
    for colors in (256, 128, 64, 32):
        plain = Image.open(io.BytesIO(picture)).convert("RGB")
        plain.quantize(colors, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    print(f"Wrote {path} ({path.stat().st_size // 1000} kB).")


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description="Take pictures of the pages.")
    parser.add_argument("--docs", action="store_true", help=f"the README's, into {IMAGES}")
    chosen = parser.parse_args()
    with a_demo() as address, open_chromium() as browser:
        if chosen.docs:
            take_for_docs(browser, address)
            return
        lost = take_all(browser, address)
    print(f"Wrote {len(list(OUT.glob('*.png')))} pictures to {OUT}.")
    if lost:
        sys.exit("Not reached:\n  " + "\n  ".join(lost))


if __name__ == "__main__":
    main()
