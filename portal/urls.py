"""The one kind of id that may stand in a URL."""

from flask import Flask
from werkzeug.routing import BaseConverter


class PublicIdConverter(BaseConverter):
    """A public id, as `couples.database` makes them; anything else is not a page at all."""

    regex = "[a-z2-7]{26}"


def init_app(app: Flask) -> None:
    """Let routes say `<public_id:couple_id>`."""
    app.url_map.converters["public_id"] = PublicIdConverter
