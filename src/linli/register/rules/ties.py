"""What a tie of a household (联系人) and an informant (民情信息员) must be. The other end of a tie is one of the two: a
resident of the register, or somebody outside it by name and phone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from linli.kit.errors import Refused
from linli.register.rules import writing
from linli.register.rules.kinds import TieKind

TIES_MOST = 20
"""Standing ties of one household; more help nobody who looks for whom to call."""
LOCAL = frozenset({TieKind.NEIGHBOUR.value, TieKind.INFORMANT.value})
"""Kinds that hold only while the other end lives here: they end when he moves away."""


def check_end(other: UUID | None, name: str, members: frozenset[UUID]) -> None:
    """Refused unless exactly one end is said, and it is not one of the household itself."""
    if (other is None) == (not name):
        raise writing.refused(
            "other",
            "请选一位在册居民，或填写姓名，二者选一",
            "Choose a resident or write a name, one of the two",
        )
    if other in members:
        raise writing.refused(
            "other", "这位就是本户成员，不用登记为联系人", "This is a member of the household itself"
        )


def check_phone_given(name: str, phone: str) -> None:
    """Somebody outside the register is of use only with a phone."""
    if name and not phone:
        raise writing.refused("phone", "请填写联系人电话", "Give the phone by which he is reached")


def check_kin(values: Mapping[str, Any]) -> None:
    """A relation belongs to a relative."""
    if values.get("kin") and values["kind"] != TieKind.RELATIVE.value:
        raise writing.refused("kin", "只有亲属才填关系", "Only a relative has a relation")


def check_room(standing: int) -> None:
    """Refused where a household has as many ties as are of use."""
    if standing >= TIES_MOST:
        raise Refused(
            "tie/too-many",
            zh=f"这一户已有{TIES_MOST}位联系人，请先结束不再联系的",
            en=f"This household has {TIES_MOST} contacts already; end one that is no longer in touch",
        )
