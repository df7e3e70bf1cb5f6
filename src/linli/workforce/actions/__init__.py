"""Titles in editions; posts opened, filled and ended; accounts of people whose posts say how far they reach (`posts`);
leave with a stand-in (`leave`)."""

from linli.workforce.actions.leave import end_leave, end_leaves_of, enter_leave
from linli.workforce.actions.posts import (
    assign,
    change_person,
    change_titles,
    close,
    close_person,
    load_titles,
    move_posts,
    open_post,
    pass_on,
    put_titles_back,
    reopen_person,
    reset_second_factor,
    set_password,
    vacate,
)

__all__ = [
    "assign",
    "change_person",
    "change_titles",
    "close",
    "close_person",
    "end_leave",
    "end_leaves_of",
    "enter_leave",
    "load_titles",
    "move_posts",
    "open_post",
    "pass_on",
    "put_titles_back",
    "reopen_person",
    "reset_second_factor",
    "set_password",
    "vacate",
]
