"""All that is done with accounts."""

from linli.accounts.actions.links import link, unlink
from linli.accounts.actions.people import (
    add_person,
    change_own_password,
    change_person,
    close_key,
    close_person,
    issue_key,
    reopen_person,
    set_email,
    set_password,
    set_photo,
    set_preferences,
)
from linli.accounts.actions.resealing import reseal_second_factors, second_factor_heads
from linli.accounts.actions.second_factor import (
    renew_codes,
    reset_second_factor,
    switch_off,
    switch_on,
    tell_code,
)
from linli.accounts.actions.sessions import (
    begin_session,
    end_other_sessions,
    end_session,
    end_session_of,
    leave_session,
    move_session,
    see_session,
)

__all__ = [
    "add_person",
    "begin_session",
    "change_own_password",
    "change_person",
    "close_key",
    "close_person",
    "end_other_sessions",
    "end_session",
    "end_session_of",
    "issue_key",
    "leave_session",
    "link",
    "move_session",
    "renew_codes",
    "reopen_person",
    "reseal_second_factors",
    "reset_second_factor",
    "second_factor_heads",
    "see_session",
    "set_email",
    "set_password",
    "set_photo",
    "set_preferences",
    "switch_off",
    "switch_on",
    "tell_code",
    "unlink",
]
