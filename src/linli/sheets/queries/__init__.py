"""Looking at loads: their list and where each stands (`loads`), their rows (`rows`)."""

from linli.sheets.queries.loads import (
    FIELD_NAMES,
    abilities,
    detail,
    history,
    locked,
    remembered,
    sources,
    visible_loads,
)
from linli.sheets.queries.rows import page_of, taken_out, wrong_rows

__all__ = [
    "FIELD_NAMES",
    "abilities",
    "detail",
    "history",
    "locked",
    "page_of",
    "remembered",
    "sources",
    "taken_out",
    "visible_loads",
    "wrong_rows",
]
