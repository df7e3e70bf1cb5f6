"""Writing matters: raising one (`intake`), the steps of the loop (`steps`, `endings`), what its reporter does
(`visitors`), the dictionary. Call them through this module: `matters.actions.close(matter_id=…, by=actor)`."""

from linli.matters.actions.accepting import accept_whole
from linli.matters.actions.dictionary import (
    change_categories,
    change_responsibility,
    load_categories,
    load_responsibility,
    put_categories_back,
)
from linli.matters.actions.drafting import ask_for_draft, count_draft, record_draft, record_question
from linli.matters.actions.endings import (
    close,
    close_unrated,
    follow_up,
    rate,
    reopen,
    resolve,
    settle,
    withdraw,
)
from linli.matters.actions.handing import hand_over
from linli.matters.actions.intake import RaiseData, ReporterData, Taken, raise_, take_in
from linli.matters.actions.merging import follow, merge, split
from linli.matters.actions.papers import log_export, log_print
from linli.matters.actions.pressing import extend, grant, lift, refuse, remind, review, supervise
from linli.matters.actions.regrouping import regroup
from linli.matters.actions.retention import remove_reporters
from linli.matters.actions.reveals import renew_code, reveal
from linli.matters.actions.senders import block_sender
from linli.matters.actions.steps import (
    accept,
    answer,
    classify,
    decline,
    dispatch,
    escalate,
    hold,
    note,
    refer,
    resume,
    return_,
    take,
)
from linli.matters.actions.traces import leave_traces, renew_marks
from linli.matters.actions.visitors import open_ticket
from linli.matters.actions.watch import flag_overdue, tidy_search, warn_ahead

__all__ = [
    "RaiseData",
    "ReporterData",
    "Taken",
    "accept",
    "accept_whole",
    "answer",
    "ask_for_draft",
    "block_sender",
    "change_categories",
    "change_responsibility",
    "classify",
    "close",
    "close_unrated",
    "count_draft",
    "decline",
    "dispatch",
    "escalate",
    "extend",
    "flag_overdue",
    "follow",
    "follow_up",
    "grant",
    "hand_over",
    "hold",
    "leave_traces",
    "lift",
    "load_categories",
    "load_responsibility",
    "log_export",
    "log_print",
    "merge",
    "note",
    "open_ticket",
    "put_categories_back",
    "raise_",
    "rate",
    "record_draft",
    "record_question",
    "refer",
    "refuse",
    "regroup",
    "remind",
    "remove_reporters",
    "renew_code",
    "renew_marks",
    "reopen",
    "resolve",
    "resume",
    "return_",
    "reveal",
    "review",
    "settle",
    "split",
    "supervise",
    "take",
    "take_in",
    "tidy_search",
    "warn_ahead",
    "withdraw",
]
