"""A signed-in person's own settings."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.ACCOUNT, "account", __name__, url_prefix="/account")

from portal.account import settings  # noqa: E402, F401 - its routes need the blueprint above
