"""The partner's side."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.PARTNER, "partner", __name__, url_prefix="/partner")

from portal.partner import waiting  # noqa: E402, F401 - its routes need the blueprint above
