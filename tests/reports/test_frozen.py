"""A brief that is kept as a text opens to the very same brief, and gives the same pages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

from reports import frozen
from reports.html import render_paper
from reports.states import Copy
from tests.reports.days import Gather
from tests.reports.sample_brief import BRIEFS


def test_its_fingerprint_cannot_be_tried_without_the_keys() -> None:
    brief = replace(BRIEFS["counselor"], prepared_at="")
    plain = hashlib.sha256(frozen.freeze(brief).encode()).hexdigest()

    assert frozen.digest(brief) != plain


@pytest.mark.parametrize("name", BRIEFS)
def test_every_copy_comes_back_as_it_was(name: str) -> None:
    brief = BRIEFS[name]

    again = frozen.thaw(frozen.freeze(brief))

    assert again == brief
    assert frozen.freeze(again) == frozen.freeze(brief)
    assert render_paper(again) == render_paper(brief)


def test_the_moment_of_gathering_is_kept_and_makes_no_difference() -> None:
    brief = BRIEFS["counselor"]
    later = replace(brief, prepared_at="Much later")

    assert frozen.freeze(later) != frozen.freeze(brief)
    assert frozen.digest(later) == frozen.digest(brief)
    assert frozen.digest(replace(brief, came_in=brief.came_in + 1)) != frozen.digest(brief)


def test_what_was_changed_into_a_couples_copy_that_tells_too_much_does_not_thaw() -> None:
    told = json.loads(frozen.freeze(BRIEFS["counselor"]))
    told["copy"] = Copy.COUPLE.value

    with pytest.raises(ValidationError):
        frozen.thaw(json.dumps(told))


def test_what_is_gathered_twice_is_one_text(gather: Gather) -> None:
    assert frozen.freeze(gather()) == frozen.freeze(gather())
    assert frozen.thaw(frozen.freeze(gather())) == gather()


def test_an_edition_is_a_name_of_its_own() -> None:
    assert len(frozen.edition()) == 64
