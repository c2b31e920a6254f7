"""A signed-in person's own settings."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.ACCOUNT, "account", __name__, url_prefix="/account")

from portal.account import (  # noqa: E402 - their routes need the blueprint above
    confirm,  # noqa: F401
    devices,  # noqa: F401
    discreet,  # noqa: F401
    mailbox,  # noqa: F401
    passkeys,  # noqa: F401
    password,  # noqa: F401
    record,  # noqa: F401
    recovery_codes,  # noqa: F401
    second_factor,  # noqa: F401
    settings,  # noqa: F401
    shared_record,  # noqa: F401
    staying,  # noqa: F401
)
