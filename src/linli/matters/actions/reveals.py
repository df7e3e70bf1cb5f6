"""What is done about the reporter himself: seeing him in clear, and giving him a new code where his is lost; each with
a reason, into the ledger."""

import os
from uuid import UUID

from linli.kit import sealing
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, NotFound
from linli.matters import queries
from linli.matters.actions.moving import changed, record, write
from linli.matters.models import Reporter, Ticket
from linli.matters.rules.steps import may_know, may_renew_code, may_reveal
from linli.matters.rules.words import check_reason, code_of


def reveal(*, by: Actor, matter_id: UUID, reason: str) -> dict[str, str]:
    """The reporter's name, phone and address. Refused without the right or a reason, and where he asked to be kept
    secret to all but few; every reveal is in the ledger, the reason beside it."""
    matter = queries.locked(by, matter_id=matter_id)
    if not may_reveal(queries.facts(matter), by):
        raise Forbidden(
            "matter/no-reveal", zh="您的岗位不能查看反映人信息", en="Your post may not see the reporter"
        )
    words = check_reason(reason)
    row = Reporter.objects.filter(matter=matter_id).first()
    if row is None:
        raise NotFound("matter/no-reporter", zh="没有登记反映人", en="No reporter is recorded")
    if row.secret and not may_know(queries.facts(matter), by):
        raise Forbidden(
            "matter/secret",
            zh="反映人要求保密，您的岗位不能查看",
            en="The reporter asked to be kept secret; your post may not see him",
        )
    record(matter, "revealed", by=by, kind="revealed", words=words)
    return {
        name: sealing.unseal(getattr(row, name), of=matter_id, field=f"reporter.{name}")
        for name in ("name", "phone", "address")
    }


def renew_code(*, by: Actor, matter_id: UUID, reason: str, version: int | None = None) -> UUID:
    """A new code for a reporter who has lost his; the old one opens nothing any more. Refused to the handler, without
    the right to rate for the reporter, and without a reason. Conflict when the sender saw an older version."""
    matter = queries.locked(by, matter_id=matter_id)
    if version is not None and version != matter.version:
        raise changed(matter)
    if not may_renew_code(queries.facts(matter), by):
        raise Forbidden(
            "matter/not-allowed", zh="您的岗位不能补发查询码", en="Your post may not give out a new code"
        )
    words = check_reason(reason)
    Ticket.objects.filter(matter=matter_id).update(code=code_of(os.urandom(8)), misses=0, missed_at=None)
    write(matter)
    record(matter, "code-renewed", by=by, kind="code-renewed", words=words)
    return matter.id
