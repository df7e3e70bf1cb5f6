"""One matter with its post and whoever sits there, and what runs along with it. Every look at a matter begins here, so
each is one statement that is planned once."""

import json
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model

from linli.kit import statements
from linli.kit.actor import Actor
from linli.matters.models import Matter
from linli.matters.queries import arms
from linli.matters.queries.arms import Condition, directly, sight_of
from linli.matters.queries.sight import missing

ALONG_MOST = 50
"""Matters that run along with one and are shown with it."""
_OWN = tuple(field.attname for field in Matter._meta.concrete_fields)  # noqa: SLF001
_OF_POST = ("id", "area", "name", "phone", "holder_id")
_OF_HOLDER = ("id", "name", "phone", "photo")
_COLUMNS = ", ".join(
    f"{table}.{name}"
    for table, names in (
        ("matters_matter", _OWN),
        ("workforce_post", _OF_POST),
        ("accounts_user", _OF_HOLDER),
    )
    for name in names
)


@cache
def _related() -> tuple[type[Model], type[Model]]:
    """What a matter's post and its holder are made as; known once all apps are loaded."""
    post: Any = Matter._meta.get_field("post").related_model  # noqa: SLF001
    return post, post._meta.get_field("holder").related_model  # noqa: SLF001


def whole(by: Actor, matter_id: UUID) -> Matter:
    """The matter, as far as the actor sees it, with its post and holder at hand. NotFound otherwise."""
    only = directly(sight_of(by), Condition("matters_matter.id = %s", (matter_id,)))
    rows = statements.rows(
        f"SELECT {_COLUMNS} FROM matters_matter {arms.WITH_POSTS} WHERE {only.holds.text}",  # noqa: S608 - texts of ours
        only.holds.values,
    )
    if not rows:
        raise missing()
    return _made(rows[0])


def _made(row: tuple[Any, ...]) -> Matter:
    own, of_post, of_holder = row[: len(_OWN)], row[len(_OWN) : -len(_OF_HOLDER)], row[-len(_OF_HOLDER) :]
    values = dict(zip(_OWN, own, strict=True))
    if isinstance(values["suggested"], str):
        values["suggested"] = json.loads(values["suggested"])
    matter = Matter.from_db("default", _OWN, tuple(values.values()))
    posts, people = _related()
    if of_post[0] is not None:
        post = _part(posts, _OF_POST, of_post)
        post.holder = _part(people, _OF_HOLDER, of_holder) if of_holder[0] else None
        matter.post = post
    return matter


def _part(model: type[Model], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """A row with some of its columns, which Django wants in the model's order."""
    known = dict(zip(names, values, strict=True))
    order = [field.attname for field in model._meta.concrete_fields if field.attname in known]  # noqa: SLF001
    return model.from_db("default", order, [known[name] for name in order])


_ALONG = ("id", "reference", "subject", "received_at")


def along_asked(by: Actor, matter: Matter) -> tuple[str, list[Any]]:
    """The statement that finds what a matter runs along with, and what runs along with it, as far as the actor sees
    them; an index answers either."""
    sight = sight_of(by)
    merged = "matters_matter.merged_into_id = %s AND matters_matter.state = 'merged'"
    related = [
        directly(sight, Condition(merged, (matter.id,))),
        directly(sight, Condition("matters_matter.id = %s", (matter.merged_into_id,))),
    ]
    columns = ", ".join(f"matters_matter.{name}" for name in _ALONG)
    return arms.asked(related, [], arms.NEWEST, columns, most=ALONG_MOST)


def along(matter: Matter, found: list[tuple[Any, ...]]) -> dict[str, Any]:
    """What `along_asked` found, as a matter shows it."""
    rows = [dict(zip(_ALONG, row, strict=True)) for row in reversed(arms.counted(found)[0])]
    first = next((row for row in rows if row["id"] == matter.merged_into_id), None)
    return {
        "merged_into": matter.merged_into_id,
        "merged_reference": first["reference"] if first else "",
        "merged": [row for row in rows if row is not first],
    }
