"""The counselor's side."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.COUNSELOR, "counselor", __name__, url_prefix="/counselor")

from portal.counselor import waiting  # noqa: E402, F401 - its routes need the blueprint above
