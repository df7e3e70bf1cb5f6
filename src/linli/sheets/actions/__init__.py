"""Loading ledgers: files come in (`receiving`), are checked against the register (`checking`), and are loaded part by
part (`loading`, all of them by `running`); wrong rows go out to be mended (`exporting`)."""

from linli.sheets.actions.checking import check
from linli.sheets.actions.exporting import log_wrong_rows
from linli.sheets.actions.loading import Ready, finish, load_part, prepare
from linli.sheets.actions.receiving import begin, drop, fail, forget_old, receive, remap, start, tell_stopped
from linli.sheets.actions.running import load_whole

__all__ = [
    "Ready",
    "begin",
    "check",
    "drop",
    "fail",
    "finish",
    "forget_old",
    "load_part",
    "load_whole",
    "log_wrong_rows",
    "prepare",
    "receive",
    "remap",
    "start",
    "tell_stopped",
]
