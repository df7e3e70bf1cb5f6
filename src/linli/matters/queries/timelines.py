"""All that happened to a matter."""

from typing import Any
from uuid import UUID

from linli.accounts import queries as accounts
from linli.kit import statements
from linli.kit.actor import Actor
from linli.ledger import queries as ledger
from linli.matters.models import Note
from linli.matters.queries import dictionary
from linli.matters.queries.details import IN_ORDER, words_for
from linli.matters.queries.whole import whole
from linli.workforce import queries as workforce
from linli.workforce.queries import PostRef


def timeline(by: Actor, matter_id: UUID) -> list[dict[str, Any]]:
    """All that happened to a matter, from the ledger, with the words said and names for codes."""
    matter = whole(by, matter_id)
    entries: list[dict[str, Any]] = ledger.timeline(by, subject=matter_id, since=matter.received_at)
    said = statements.models(Note, IN_ORDER, (matter_id,))
    words = {n.id: n for n in words_for(by, matter, said)}
    posts = workforce.posts_by_id({post for entry in entries for post in _posts_of(entry)})
    absent = {entry["id"]: _as_id(entry["facts"].get("in_place_of")) for entry in entries}
    people = accounts.names({entry["actor"] for entry in entries} | {id for id in absent.values() if id})
    for entry in entries:
        entry["actor_name"] = people.get(entry.pop("actor"), "")
        entry["in_place_of"] = people.get(absent[entry["id"]] or NOBODY, "")
    return [_event(entry, words.get(entry["id"]), posts) for entry in entries]


NOBODY = UUID(int=0)
_POST_FACTS = ("to", "origin", "owner", "told")


def _posts_of(entry: dict[str, Any]) -> list[UUID]:
    named = (_as_id(entry["facts"].get(fact)) for fact in _POST_FACTS)
    return [post for post in (entry["post"], *named) if post is not None]


def _as_id(fact: object) -> UUID | None:
    """A fact that is an id; a referral's `to` is a code."""
    try:
        return UUID(fact) if isinstance(fact, str) else None
    except ValueError:
        return None


def _event(entry: dict[str, Any], note: Note | None, posts: dict[UUID, PostRef]) -> dict[str, Any]:
    facts = dict(entry["facts"])
    for fact in _POST_FACTS:
        if (id := _as_id(facts.get(fact))) and id in posts:
            facts[f"{fact}_name"] = posts[id].name
    if "category" in facts:
        facts["category_name"] = dictionary.category_name(facts["category"])
    post = posts.get(entry.pop("post"))
    return {
        **entry,
        "facts": facts,
        "post_name": post.name if post else "",
        "words": note.words if note else "",
        "outcome": note.outcome if note else "",
    }
