"""Nobody is entered twice: a number that another has is refused, and while somebody enters one, nobody else does."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import QuerySet
from psycopg.errors import LockNotAvailable

from linli.kit import sealing
from linli.kit.errors import Conflict
from linli.register.models import Resident
from linli.register.queries.known import known_elsewhere

if TYPE_CHECKING:
    from linli.register.actions.people import Member

LOCKS = 0x6E756D73
"""The class of the advisory locks; a community's number is the object."""
PATIENCE = "5s"
"""How long somebody at the counter waits for the part of a load."""


def hold(community: str, *, alone: bool = True) -> None:
    """Until the transaction ends, hold the numbers of a community: whoever enters one has them alone, the parts of a
    load, which look for thousands before they write, share them. To be called before a row is locked, so that two never
    wait for each other. Refuses (409) whoever enters one while a part takes longer than he can be let wait."""
    with connection.cursor() as cursor:
        if not alone:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, hashtext(%s))", [LOCKS, community])
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [LOCKS, community])
        if cursor.fetchall() == [(True,)]:
            return
        cursor.execute("SELECT current_setting('lock_timeout')")
        before = cursor.fetchall()[0][0]
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        _wait(cursor, community)
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])


def _wait(cursor: Any, community: str) -> None:
    try:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS, community])
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise Conflict(
            "register/loading",
            zh="正在导入台账，请稍后再保存",
            en="A ledger is being loaded; save again in a moment",
        ) from error


def hold_for(members: "Sequence[Member]", there: QuerySet[Any], id: UUID) -> None:
    """Hold the numbers of the community a row lies in, where one of these people brings one."""
    if any(one.id_number for one in members):
        community = there.filter(id=id).values_list("community", flat=True).first()
        if community is not None:
            hold(community)


def check_unknown(resident: Resident, number: str) -> None:
    """Refuse (409) a number that another resident of the community has; who, only where the actor sees him."""
    wanted = sealing.indexes(number, field="id_number")
    other = known_elsewhere(resident.community, wanted, but=resident.id)
    if other is not None:
        raise Conflict(
            "register/known",
            zh="这个证件号码在本社区已有登记，请找到那一条办迁移，不要重复登记",
            en="This number is on the community's register already; move that record instead of entering another",
            extra={"resident": str(other.id), "area": other.area} if other.seen else {"area": other.area},
        )
