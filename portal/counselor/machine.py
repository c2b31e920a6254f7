"""What whoever owns the practice is told of the machine: a missed backup, and an alarm."""

from __future__ import annotations

from datetime import datetime

from flask_login import current_user

from couples.caseload.practice import get_owned_practice
from portal import alarm
from portal.access import current_identity
from portal.backups import noted
from portal.database import session
from portal.settings import current_settings


def is_backup_missing() -> bool:
    """
    Whether the viewer owns the practice, and a night went without a backup.

    Nobody is told in a demo, in the first days, or where backups are made by other means.
    """
    settings = current_settings()
    if not current_user.signed_in.is_owner or settings.backups_elsewhere:
        return False
    last = noted.last_made(settings.data)
    if last is not None and not noted.is_late(last):
        return False
    practice = get_owned_practice(session, current_identity)
    return not practice.is_demo and noted.is_late(last or practice.created_at)


def unopened_at() -> datetime | None:
    """When something sealed did not open lately, for whoever owns the practice."""
    is_owner = current_user.signed_in.is_owner
    return alarm.last_rung(current_settings().data) if is_owner else None
