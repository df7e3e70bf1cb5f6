"""What goes at night: files nothing refers to, then bytes no row names. A form somebody never finished leaves nothing
behind, and neither does a transaction that failed."""

from pathlib import Path

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from linli.files import actions
from linli.kit.actor import system
from linli.kit.scope import scope

log = structlog.get_logger(__name__)
BATCH = 200
BATCHES_MOST = 500


@app.periodic(cron="53 3 * * *")
@app.task(queueing_lock="files.sweep", name="files.sweep")
def sweep(timestamp: int = 0) -> int:
    """Remove what nothing refers to, nightly. Returns how many files went from the disk."""
    by, rows = system(), 0
    for _ in range(BATCHES_MOST):
        with scope(by):
            removed = actions.remove_unkept(by=by, most=BATCH)
        rows += removed
        if removed < BATCH:
            break
    gone = sum(_swept(folder) for folder in _folders())
    log.info("swept", rows=rows, files=gone)
    return gone


def _folders() -> list[Path]:
    """The folders of the store, named by the first two digits of the hashes in them."""
    home = Path(settings.LINLI_FILES)
    names = (f"{number:02x}" for number in range(256))
    return [home / name for name in names if (home / name).is_dir()]


def _swept(folder: Path) -> int:
    by = system()
    try:
        with scope(by):
            return actions.remove_orphans(by=by, folder=folder)
    except OSError as error:
        log.warning("not swept", folder=folder.name, error=str(error))
        return 0
