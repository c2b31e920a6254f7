"""What anybody can open: signing in, and accepting an invitation."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.PUBLIC, "public", __name__)

from portal.public import sign_in  # noqa: E402, F401 - its routes need the blueprint above
