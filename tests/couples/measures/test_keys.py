"""The keys that come along: whole, sourced, and without what may not be here."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from couples.measures.instrument import Cutoff, Instrument
from couples.measures.keys import instruments
from tests.source import ROOT

FOLDER = ROOT / "couples/library/measures"
WITH_TEXT = {"csi-4", "csi-16", "csi-32", "phq-9", "phq-2", "gad-7"}
KEY_ONLY = {
    *("rdas", "kmss", "ras", "trim-12", "trim-18", "hfs", "ecr-s", "cpq-sf", "hits", "pvs"),
    "mofs-custom",
}
RANGES = {
    "csi4": (0, 21),
    "csi16": (0, 81),
    "csi32": (0, 161),
    "rdas": (0, 69),
    "kmss": (3, 21),
    "ras": (7, 35),
    "hfs": (18, 126),
    "phq9": (0, 27),
    "phq2": (0, 6),
    "gad7": (0, 21),
    "hits": (4, 20),
    "pvs": (0, 3),
}


@pytest.fixture(params=instruments(), ids=lambda each: each.id)
def instrument(request: pytest.FixtureRequest) -> Instrument:
    found: Instrument = request.param
    return found


def test_exactly_these_come_along() -> None:
    assert {each.slug for each in instruments()} == WITH_TEXT | KEY_ONLY
    assert {each.slug for each in instruments() if each.has_text} == WITH_TEXT


def test_what_is_sold_or_unclear_is_nowhere() -> None:
    named = {each.id for each in instruments()} | {path.stem for path in FOLDER.iterdir()}

    assert not {name for name in named if re.match(r"das|ors|srs|wast", name)}


def test_a_file_is_called_like_what_it_holds(instrument: Instrument) -> None:
    assert (FOLDER / f"{instrument.slug}.toml").exists()


def test_a_key_alone_holds_no_wording(instrument: Instrument) -> None:
    worded = bool(instrument.texts or instrument.unscored)
    labelled = any(scale.labels for scale in instrument.scales)

    assert (worded, labelled) == (instrument.has_text, instrument.has_text)


def test_every_total_has_its_range(instrument: Instrument) -> None:
    low_and_high = instrument.range_of(instrument.numbers) if instrument.total else None

    assert low_and_high == RANGES.get(instrument.id)


def test_bands_leave_no_gap_and_meet_at_the_cutoff(instrument: Instrument) -> None:
    for bands, items in [
        (instrument.total.bands if instrument.total else (), tuple(instrument.numbers)),
        *((part.bands, part.items) for part in instrument.subscales),
    ]:
        if bands:
            low, high = instrument.range_of(items)
            assert [value for band in bands for value in range(band.low, band.high + 1)] == list(
                range(low, high + 1)
            )
    if instrument.cutoff and instrument.total:
        assert any(
            instrument.cutoff.is_clinical(band.low) != instrument.cutoff.is_clinical(band.low - 1)
            for band in instrument.total.bands
        )


def test_a_screen_of_one_person_raises_what_it_must(instrument: Instrument) -> None:
    expected = {
        "phq9": {"self_harm_item"},
        "hits": {"ipv_physical_or_threat", "ipv_positive"},
        "pvs": {"ipv_positive"},
    }

    assert {flag.id for flag in instrument.flags} == expected.get(instrument.id, set())


def test_every_constant_says_where_it_stands_and_whether_it_was_seen(
    instrument: Instrument,
) -> None:
    file = tomllib.loads((FOLDER / f"{instrument.slug}.toml").read_text(encoding="utf-8"))

    for where, table in _constants(file):
        assert table.get("source"), where
        assert isinstance(table.get("verified"), bool), where


def _constants(file: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    single = ("structure", "reversed", "total", "cutoff", "change")
    found = [(name, file[name]) for name in single if name in file]
    found += [(each["id"], each) for name in ("subscales", "flags") for each in file.get(name, [])]
    assert {"structure", "change"} <= {name for name, _table in found}
    return found


def test_the_notice_names_everything_and_whose_it_is(instrument: Instrument) -> None:
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")

    assert "not covered by Mendwell's licence" in notice
    assert instrument.slug.removesuffix("-custom").upper() in notice or instrument.custom
    assert instrument.holder
    assert instrument.terms
    assert instrument.terms_source


@pytest.mark.parametrize(
    "change",
    [
        {"scales": [{"items": [1, 1], "points": [0, 1]}]},
        {"scales": [{"items": [2], "points": [0, 1]}]},
        {"scales": [{"items": [1], "points": [0, 2]}]},
        {"scales": [{"items": [1], "points": [0, 1], "labels": ["No"]}]},
        {"texts": ["One", "Two"]},
        {"flags": [{"id": "x", "items": [9], "at_least": 1, "source": "x", "verified": True}]},
        {"change": {"method": "computed", "sd": "1", "source": "x", "verified": True}},
        {"change": {"method": "published", "source": "x", "verified": True}},
        {"change": {"method": "none", "points": 3, "source": "x", "verified": True}},
        {"change": {"method": "none"}},
        {"unheard_of": 1},
    ],
    ids=repr,
)
def test_a_key_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    file = tomllib.loads((FOLDER / "kmss.toml").read_text(encoding="utf-8"))
    whole = file | {"scales": [{"items": [1], "points": [1, 2]}]}
    Instrument.model_validate(whole)

    with pytest.raises(ValidationError):
        Instrument.model_validate(whole | change)


def test_a_cutoff_lies_on_one_side() -> None:
    with pytest.raises(ValidationError):
        Cutoff.model_validate({"below": "1", "at_least": "1", "source": "x", "verified": True})
