"""Stand-ins for pages that are being written; each goes when its page comes."""

from flask import render_template

from portal.counselor import blueprint


def _page() -> str:
    return render_template("counselor/waiting.html")


for _name in ("today", "couples", "review", "assign", "library"):
    blueprint.add_url_rule(f"/{_name}", _name, _page)
