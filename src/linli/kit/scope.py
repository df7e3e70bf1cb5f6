"""The explicit transaction every request, job and command runs in. It tells PostgreSQL who acts, so that the second
wall (row-level security) stands behind every query, and makes a read a read."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from linli.kit import statements
from linli.kit.actor import Actor, ActorKind
from linli.kit.areas import bounds

_SET = (
    "SELECT set_config('linli.actor',%s,true), set_config('linli.everywhere',%s,true),"
    " set_config('linli.lo',%s,true), set_config('linli.hi',%s,true), set_config('linli.areas',%s,true),"
    " set_config('linli.posts',%s,true), set_config('linli.matter',%s,true)"
)
_READ_ONLY = ", set_config('transaction_read_only','on',true)"

NOBODY = ["", "", "", "", "", "", ""]
"""What the database is told when nobody acts."""

_inside: ContextVar[bool] = ContextVar("linli_scope", default=False)


def settings_of(actor: Actor) -> list[str]:
    """What the database is told of the actor: id, sight of everything, one area range, further areas, posts and
    the one matter of a visitor. One range is the common case and costs two comparisons a row."""
    areas = actor.areas
    lo, hi = bounds(areas[0]) if len(areas) == 1 else ("", "")
    return [
        str(actor.id),
        "on" if actor.everywhere else "",
        lo,
        hi,
        ",".join(areas) if len(areas) > 1 else "",
        "{" + ",".join(str(post) for post in actor.posts) + "}",
        str(actor.matter or ""),
    ]


@contextmanager
def scope(actor: Actor, *, write: bool = True) -> Generator[None]:
    """Run what is inside in one transaction as this actor; with `write=False` the database refuses to write. A scope
    within a scope is a mistake (RuntimeError): what comes after the inner one would go on as its actor."""
    if _inside.get():
        raise RuntimeError("already acting: one transaction is one actor's")
    token = _inside.set(True)
    lasts = transaction.get_connection().in_atomic_block
    try:
        opening = statements.opening(_SET if write else _SET + _READ_ONLY, settings_of(actor))
        with transaction.atomic(), opening:
            yield
        if lasts:  # a savepoint of a longer transaction, as in tests: nobody acts there any more
            statements.run(_SET, NOBODY)
    finally:
        _inside.reset(token)


def acting() -> bool:
    """Whether somebody acts now, in a transaction of his."""
    return _inside.get()


def take_into_sight(actor: Actor, matter: UUID) -> None:
    """Let the rest of a worker's transaction see one matter, the one being raised, wherever it lies. Visitors and keys
    are narrowed to theirs from the start or raise nothing."""
    if actor.kind is ActorKind.PERSON and actor.matter != matter:
        statements.run("SELECT set_config('linli.matter', %s, true)", [str(matter)])
