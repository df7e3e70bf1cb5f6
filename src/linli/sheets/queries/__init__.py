"""Looking at loads: their list and where each stands (`loads`), their rows (`rows`), ledgers to take along
(`ledgers`)."""

from linli.sheets.queries.loads import (
    abilities,
    detail,
    history,
    locked,
    remembered,
    sources,
    visible_loads,
)
from linli.sheets.queries.rows import taken_out, wrong_rows

__all__ = [
    "abilities",
    "detail",
    "history",
    "locked",
    "remembered",
    "sources",
    "taken_out",
    "visible_loads",
    "wrong_rows",
]
