"""What anybody can open: signing in, and accepting an invitation."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.PUBLIC, "public", __name__)

from portal.public import invitation, sign_in  # noqa: E402, F401 - their routes need the blueprint
