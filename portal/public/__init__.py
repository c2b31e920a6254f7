"""What anybody can open: signing in, and accepting an invitation."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.PUBLIC, "public", __name__)

from portal.public import (  # noqa: E402 - their routes need the blueprint above
    invitation,  # noqa: F401
    passkey,  # noqa: F401
    reset,  # noqa: F401
    sign_in,  # noqa: F401
)
