"""Reading one's own messages."""

from typing import Any

from django.db.models import Q, QuerySet

from linli.delivery.models import Message
from linli.delivery.rules import UNREAD_MOST
from linli.kit.actor import Actor
from linli.kit.paging import cursor, page_size, read_cursor


def own(by: Actor) -> QuerySet[Message]:
    """Messages to the actor and to the posts he holds now."""
    return Message.objects.filter(Q(to_post__in=by.posts) | Q(to_user=by.id))


def messages(by: Actor, *, after: str = "", most: int | None = None) -> dict[str, Any]:
    """A page of the actor's messages, newest first; `next` goes on. Refuses a cursor that was not issued here."""
    rows = own(by).order_by("-at", "-id")
    if after:
        moment, id = read_cursor(after)
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=id))
    size = page_size(most)
    columns = ("id", "kind", "title", "title_en", "at", "read_at", "noun", "subject")
    found: list[dict[str, Any]] = list(rows.values(*columns)[: size + 1])
    page = found[:size]
    more = cursor(page[-1]["at"], page[-1]["id"]) if len(found) > size else None
    return {"rows": [{**row, "read": row["read_at"] is not None} for row in page], "next": more}


def unread_count(by: Actor) -> int:
    """How many messages the actor has not read, counted up to 100."""
    return own(by).filter(read_at=None)[:UNREAD_MOST].count()
