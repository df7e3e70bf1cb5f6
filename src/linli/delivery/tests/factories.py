"""Mail in tests: a person with an address, and a message with its letter."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from linli.delivery import actions
from linli.delivery.models import Letter
from linli.delivery.rules.templates import Values
from linli.kit import ids
from linli.kit.actor import Actor, system
from linli.kit.scope import scope
from linli.tests import community as c


def address(key: str) -> str:
    """The address of a test person."""
    return f"{key}@example.cn"


def give_address(*keys: str) -> None:
    """Let these people have proven their addresses."""
    for key in keys:
        with scope(c.actor(key)), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE accounts_user SET email = %s WHERE id = %s", [address(key), c.user_id(key)]
            )


def told(
    *keys: str,
    kind: str = "matter.dispatched",
    by: Actor | None = None,
    users: Sequence[UUID] = (),
    words: str = "路灯坏了，张三反映",
) -> list[UUID]:
    """Leave a message with these people's posts; the ids of its letters."""
    subject, who = ids.new(), by or c.actor("counter")
    with scope(who):
        actions.tell(
            by=who,
            area=c.GRIDS[0],
            kind=kind,
            values=Values(subject=words, reference=f"QT{subject.hex[-6:]}"),
            noun="matter",
            subject=subject,
            posts=[c.post_id(key) for key in keys],
            users=users,
        )
    with scope(system(), write=False):
        return list(Letter.objects.filter(subject=subject).order_by("id").values_list("id", flat=True))


def letter(id: UUID) -> Letter:
    """A letter as it stands."""
    with scope(system(), write=False):
        return Letter.objects.get(id=id)
