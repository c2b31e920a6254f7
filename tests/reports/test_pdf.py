"""The printer: its marks, its bytes, and what it refuses to print."""

import gc
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from reports.failures import ReportError
from reports.html import render_paper
from reports.pdf import ASSETS, PAPER, STYLESHEET, write_pdf
from tests.reports.hostile import PAYLOADS, Listener, listening
from tests.reports.paper import (
    COPIES,
    brief_with,
    faults,
    html,
    printed,
    reader,
    unpacked,
    without_spaces,
)
from tests.sample_report import counselors_report

CANARY = "canary-of-the-file-system"
PRODUCER = f"WeasyPrint {version('weasyprint')}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def filled(payload: str, listener: Listener, file: Path) -> str:
    return payload.replace("HERE", listener.address).replace("FILE", file.as_uri())


class TestMarks:
    @pytest.mark.parametrize("name", COPIES)
    def test_every_copy_is_pdf_ua(self, name: str, tmp_path: Path) -> None:
        assert faults(write_pdf(render_paper(COPIES[name])), tmp_path) == []

    @pytest.mark.parametrize("name", COPIES)
    def test_qpdf_finds_no_fault(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / "brief.pdf"
        path.write_bytes(write_pdf(render_paper(COPIES[name])))

        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)

    def test_metadata_tells_a_title_and_a_language_and_no_more(self, tmp_path: Path) -> None:
        pdf = write_pdf(render_paper(counselors_report()))
        document = reader(pdf)

        assert document.metadata == {"/Title": "Progress over some weeks", "/Producer": PRODUCER}
        assert str(document.root_object["/Lang"]) == "en-US"
        xmp = unpacked(pdf, tmp_path).partition(b"<x:xmpmeta")[2].partition(b"</x:xmpmeta>")[0]
        assert b"Progress over some weeks" in xmp
        assert b"Alex" not in xmp
        assert b"Morgan" not in xmp

    def test_no_name_is_in_the_outline(self) -> None:
        outline = reader(write_pdf(render_paper(counselors_report()))).outline

        assert "Alex and Sam" not in str(outline)
        assert "Three things to open with" in str(outline)


class TestBytes:
    def test_the_same_brief_gives_the_same_bytes(self) -> None:
        page_of = render_paper(counselors_report())

        assert write_pdf(page_of) == write_pdf(page_of)

    def test_another_process_gives_the_same_bytes(self, tmp_path: Path) -> None:
        here = write_pdf(render_paper(counselors_report()))
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
            path = tmp_path / f"{seed}.pdf"
            subprocess.run(
                [sys.executable, "-m", "tests.sample_report", path],
                check=True,
                capture_output=True,
                env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            )

            assert path.read_bytes() == here

    def test_a_rendering_before_leaves_no_trace(self) -> None:
        page_of = render_paper(counselors_report())
        before = write_pdf(page_of)
        write_pdf(render_paper(brief_with("Вчера 我们 💚")))

        assert write_pdf(page_of) == before

    def test_the_collector_runs_again_afterwards(self) -> None:
        write_pdf(html(""))

        assert gc.isenabled()


class TestRefusals:
    def test_in_an_answer_it_is_only_text(self, listener: Listener) -> None:
        written = [filled(payload, listener, Path("/etc/hostname")) for payload in PAYLOADS]

        text = without_spaces(printed(write_pdf(render_paper(brief_with(*written)))))

        assert [each for each in written if without_spaces(each) not in text] == []
        assert listener.asked == []

    @pytest.mark.parametrize("payload", PAYLOADS[:-1])
    def test_in_the_markup_it_fetches_nothing(
        self, payload: str, listener: Listener, tmp_path: Path
    ) -> None:
        file = tmp_path / "file.svg"
        file.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{CANARY}</text></svg>")

        try:
            pdf = write_pdf(html(filled(payload, listener, file)))
        except ReportError:
            pdf = b""

        assert listener.asked == []
        assert CANARY.encode() not in unpacked(pdf, tmp_path)

    @pytest.mark.parametrize(
        "payload",
        [
            '<img src="data:image/png;base64,AAAA" alt="a">',
            '<img src="file:///etc/hostname" alt="a">',
            '<link rel="attachment" href="file:///etc/hostname">',
            '<p style="background: url(https://example.org/a.png)">a</p>',
            '<svg><title>a</title><image href="asset:NotoEmoji-Regular.otf"/></svg>',
        ],
    )
    def test_what_asks_for_something_else_does_not_print(self, payload: str) -> None:
        with pytest.raises(ReportError, match="not ours"):
            write_pdf(html(payload))

    def test_a_complaint_of_the_printer_stops_it_and_stays_out_of_the_log(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG), pytest.raises(ReportError) as refusal:
            write_pdf(html('<p style="colour: Sam-said-so">a</p>'))

        assert "Sam" not in str(refusal.value)
        assert caplog.records == []

    def test_after_a_refusal_the_next_page_prints(self) -> None:
        with pytest.raises(ReportError):
            write_pdf(html('<img src="https://example.org/a.png" alt="a">'))

        assert "Before." in printed(write_pdf(html("")))


class TestAssets:
    def test_every_font_is_used_and_has_its_licence_beside_it(self) -> None:
        css = STYLESHEET.read_text(encoding="utf-8")
        licences = {each.stem.removeprefix("LICENSE-") for each in PAPER.glob("fonts/LICENSE-*")}

        assert all(f'url("{asset}")' in css for asset in ASSETS)
        assert {
            Path(asset.removeprefix("asset:")).stem.split("-")[0] for asset in ASSETS
        } == licences
