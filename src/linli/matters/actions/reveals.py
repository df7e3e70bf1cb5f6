"""Seeing the reporter in clear: with a reason, into the ledger."""

from uuid import UUID

from linli.kit import sealing
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, NotFound
from linli.matters import queries
from linli.matters.actions.moving import record
from linli.matters.models import Reporter
from linli.matters.rules.steps import may_reveal
from linli.matters.rules.words import check_reason


def reveal(*, by: Actor, matter_id: UUID, reason: str) -> dict[str, str]:
    """The reporter's name, phone and address. Refused without the right or a reason; every reveal is in the ledger,
    the reason beside it."""
    matter = queries.locked(by, matter_id=matter_id)
    if not may_reveal(queries.facts(matter), by):
        raise Forbidden(
            "matter/no-reveal", zh="您的岗位不能查看反映人信息", en="Your post may not see the reporter"
        )
    words = check_reason(reason)
    row = Reporter.objects.filter(matter=matter_id).first()
    if row is None:
        raise NotFound("matter/no-reporter", zh="没有登记反映人", en="No reporter is recorded")
    record(matter, "revealed", by=by, kind="revealed", words=words)
    return {
        name: sealing.unseal(getattr(row, name), of=matter_id, field=f"reporter.{name}")
        for name in ("name", "phone", "address")
    }
