"""Sentences in templates, filled with whatever they are about."""

from __future__ import annotations

import pytest
from flask import Flask

from portal import jinja


@pytest.fixture(scope="module")
def screen() -> Flask:
    app = Flask("portal", template_folder=str(jinja.TEMPLATES))
    jinja.init_app(app)
    return app


@pytest.mark.parametrize(("count", "said"), [(1, "1 line from Alex"), (2, "2 lines from Alex")])
def test_a_count_may_stand_beside_other_things(screen: Flask, count: int, said: str) -> None:
    source = (
        """{{ ngettext("%(num)s line from %(who)s", "%(num)s lines from %(who)s", n, who=who) }}"""
    )

    assert screen.jinja_env.from_string(source).render(n=count, who="Alex") == said


def test_what_people_typed_is_escaped_and_never_filled_in(screen: Flask) -> None:
    template = screen.jinja_env.overlay(autoescape=True).from_string(
        """{{ ngettext("%(num)s from %(who)s", "%(num)s from %(who)s", 2, who=who) }}"""
    )

    assert template.render(who="<b>100%(num)s</b>") == "2 from &lt;b&gt;100%(num)s&lt;/b&gt;"
