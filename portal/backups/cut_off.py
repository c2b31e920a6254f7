"""What a killed backup or restore leaves behind, part of which is not encrypted."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import Path

from portal.backups.archive import UNFINISHED

CUT_OFF = timedelta(hours=6)
"""Nothing takes so long; what is older was never finished."""
OF_BACKUPS = (".backup-*", UNFINISHED)
OF_RESTORES = ".restore-*"


def clear_what_was_cut_off(folder: Path, *patterns: str) -> list[Path]:
    """Delete what nobody is at work on any more; what cannot be deleted is given back."""
    left = [path for pattern in patterns for path in folder.glob(pattern)]
    return [path for path in left if not _is_gone_or_at_work(path)]


def _is_gone_or_at_work(path: Path) -> bool:
    try:
        # A file is dated by the machine's own clock, whatever the program's is set to.
        if path.lstat().st_mtime >= time.time() - CUT_OFF.total_seconds():
            return True
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return True  # Whoever wrote it has just finished.
    except OSError:
        return False
    return True
