"""The partner's side."""

from portal.access import Side, blueprint_for

blueprint = blueprint_for(Side.PARTNER, "partner", __name__, url_prefix="/partner")

from portal.partner import (  # noqa: E402 - their routes need the blueprint above
    agreements,  # noqa: F401
    arrivals,  # noqa: F401
    aside,  # noqa: F401
    before,  # noqa: F401
    beginnings,  # noqa: F401
    calendar_file,  # noqa: F401
    checking,  # noqa: F401
    copies,  # noqa: F401
    drafts,  # noqa: F401
    hand_overs,  # noqa: F401
    handing_over,  # noqa: F401
    homework,  # noqa: F401
    kept_off,  # noqa: F401
    leaving,  # noqa: F401
    looks,  # noqa: F401
    ours,  # noqa: F401
    own_accord,  # noqa: F401
    pace,  # noqa: F401
    pauses,  # noqa: F401
    policy,  # noqa: F401
    privacy,  # noqa: F401
    pulse,  # noqa: F401
    reminders,  # noqa: F401
    repairs,  # noqa: F401
    season,  # noqa: F401
    sending,  # noqa: F401
    submissions,  # noqa: F401
    talks,  # noqa: F401
    this_week,  # noqa: F401
)
