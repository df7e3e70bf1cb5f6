"""Looking behind a mask: numbers and phones in clear, each time with a reason, into the ledger."""

from uuid import UUID

from linli.delivery import actions as delivery
from linli.kit import clock, ids, sealing
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.register.models import Change, Contact, Organisation, Secret
from linli.register.queries.changed import REVEALED
from linli.register.queries.looks import looked_lately
from linli.register.queries.sight import (
    missing,
    visible_dwellings,
    visible_organisations,
    visible_residents,
    visible_ties,
)
from linli.register.rules import Permission, writing
from linli.workforce import queries as workforce

MANY = 20
"""Looks within an hour after which somebody is told."""
ANSWERING = ("community_secretary", "supervisor")
"""Titles of whoever answers for it: the nearest of each."""
SEALED = ("id_number", "phone", "other_phone")


def reveal_resident(*, by: Actor, resident_id: UUID, reason: str) -> dict[str, str]:
    """A resident's identity number and phones. Refused without a reason; every look is in the ledger with its words."""
    resident = visible_residents(by).filter(id=resident_id).first()
    if resident is None:
        raise missing()
    require(by, Permission.REVEAL, within=resident.area)
    words = writing.check_reason(reason)
    secret = Secret.objects.filter(resident=resident).first()
    _record("resident", by, resident.area, resident.id, words)
    if secret is None:
        return dict.fromkeys(SEALED, "")
    return {
        name: sealing.unseal(getattr(secret, name), of=resident.id, field=f"resident.{name}")
        for name in SEALED
    }


def reveal_landlord(*, by: Actor, dwelling_id: UUID, reason: str) -> dict[str, str]:
    """A dwelling's landlord and his phone."""
    dwelling = visible_dwellings(by).filter(id=dwelling_id).first()
    if dwelling is None:
        raise missing()
    require(by, Permission.REVEAL, within=dwelling.area)
    words = writing.check_reason(reason)
    _record("dwelling", by, dwelling.area, dwelling.id, words)
    return {
        name: sealing.unseal(getattr(dwelling, name), of=dwelling.id, field=f"dwelling.{name}")
        for name in ("landlord", "landlord_phone")
    }


def reveal_contacts(*, by: Actor, organisation_id: UUID, reason: str) -> dict[str, str]:
    """The phones of whom one speaks to at an organisation, by contact."""
    row: Organisation | None = visible_organisations(by).filter(id=organisation_id).first()
    if row is None:
        raise missing()
    require(by, Permission.REVEAL, within=row.area)
    words = writing.check_reason(reason)
    _record("organisation", by, row.area, row.id, words)
    return {
        str(one.id): sealing.unseal(one.phone, of=one.id, field="contact.phone")
        for one in Contact.objects.filter(organisation=row)
    }


def reveal_tie(*, by: Actor, tie_id: UUID, reason: str) -> dict[str, str]:
    """Name and phone of somebody outside the register who is in touch with a household; empty of a resident."""
    row = visible_ties(by).filter(id=tie_id).first()
    if row is None:
        raise missing()
    require(by, Permission.REVEAL, within=row.area)
    words = writing.check_reason(reason)
    _record("tie", by, row.area, row.id, words)
    return {
        name: sealing.unseal(getattr(row, name), of=row.id, field=f"tie.{name}") for name in ("name", "phone")
    }


def _record(noun: str, by: Actor, area: str, id: UUID, words: str) -> None:
    """The look into the ledger; why, beside the record itself."""
    Change.objects.create(
        id=ids.new(),
        community=community_of(area),
        area=area,
        noun=noun,
        subject=id,
        field=REVEALED,
        after=words,
        by=by.id,
        by_name=by.name[:80],
        at=clock.now(),
    )
    ledger.record(f"{noun}.revealed", by=by, area=area, subject=id)
    _tell_of_many(by, area)


def _tell_of_many(by: Actor, area: str) -> None:
    """Let those who answer for it know of who looks behind many masks within an hour; again with each as many."""
    number = looked_lately(by)
    if not number or number % MANY:
        return
    tell_answering(
        by=by,
        area=area,
        kind="register.many-reveals",
        title=f"{by.name}一小时内查看了{number}次证件号码或电话",
        title_en=f"{by.name} looked at numbers or phones {number} times within an hour",
    )


def tell_answering(*, by: Actor, area: str, kind: str, title: str, title_en: str) -> int:
    """Tell those who answer for an area's numbers what the actor did with them; how many were told."""
    posts = [workforce.nearest(title=of, area=area) for of in ANSWERING]
    return delivery.tell(
        by=by,
        area=area,
        kind=kind,
        noun="account",
        subject=by.id,
        title=title,
        title_en=title_en,
        posts=[post.id for post in posts if post],
    )
