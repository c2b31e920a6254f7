"""The kinds of id that may stand in a URL."""

from flask import Flask
from werkzeug.routing import BaseConverter


class PublicIdConverter(BaseConverter):
    """A public id, as `couples.database` makes them; anything else is not a page at all."""

    regex = "[a-z2-7]{26}"


class MeasureConverter(BaseConverter):
    """The name that a measure has in the library, such as csi-16; it is nobody's."""

    regex = "[a-z]{2,6}(?:-[a-z0-9]{1,6})?"


def init_app(app: Flask) -> None:
    """Let routes say `<public_id:couple_id>` and `<measure:slug>`."""
    app.url_map.converters["public_id"] = PublicIdConverter
    app.url_map.converters["measure"] = MeasureConverter
