"""Stand-ins for pages that are being written; each goes when its page comes."""

from flask import render_template

from portal.partner import blueprint


def _page() -> str:
    return render_template("partner/waiting.html")


for _name in ("this_week", "ours", "privacy", "help_now"):
    blueprint.add_url_rule(f"/{_name.replace('_', '-')}", _name, _page)
