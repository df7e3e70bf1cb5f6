"""Goods given on visits (慰问品): a list, and the list to sign, as given or beforehand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import Level
from linli.kit.errors import NotFound, Refused
from linli.language.rules.names import mask_name
from linli.register import queries as register
from linli.territory import queries as territory
from linli.visits.models import Campaign, Relief, Standing
from linli.visits.queries.seen import not_there, one
from linli.visits.queries.sight import (
    below,
    visible_campaigns,
    visible_relief,
    visible_standing,
    visible_targets,
)
from linli.visits.rules import Permission
from linli.visits.rules import papers as layouts
from linli.visits.rules.kinds import Whom
from linli.visits.rules.notices import span
from linli.visits.rules.papers import Given, signed

ROWS_MOST = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which goods: of an area, some days, a campaign. For a list beforehand (`blank`): who is on a campaign's list or
    bears a label, and what each is to get."""

    area: str
    since: date | None = None
    until: date | None = None
    campaign: UUID | None = None
    label: str = ""
    item: str = ""
    amount: str = ""


def _rows(by: Actor, want: Wanted) -> QuerySet[Relief]:
    rows = visible_relief(by).filter(below(want.area)).select_related("visit")
    if want.since:
        rows = rows.filter(given_on__gte=want.since)
    if want.until:
        rows = rows.filter(given_on__lte=want.until)
    if want.campaign:
        rows = rows.filter(visit__campaign=want.campaign)
    return rows.order_by("given_on", "visit__subject", "id")


def relief(by: Actor, want: Wanted) -> dict[str, Any]:
    """The goods given, at most 500 lines, with the sums of all."""
    require(by, Permission.SEE, within=None)
    all_ = _rows(by, want)
    rows = list(all_[: ROWS_MOST + 1])
    names = _names(by, rows[:ROWS_MOST])
    return {
        "rows": [_told(row, names) for row in rows[:ROWS_MOST]],
        "cut": len(rows) > ROWS_MOST,
        "total": _total(all_),
    }


def _names(by: Actor, rows: Iterable[Relief]) -> dict[UUID, dict[str, Any]]:
    visits = [row.visit for row in rows]
    homes = {visit.subject for visit in visits if visit.noun == Whom.HOUSEHOLD.value}
    return register.door_names(
        by, households=homes, organisations={visit.subject for visit in visits} - homes
    )


def _told(row: Relief, names: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    named = names.get(row.visit.subject, {"name": "", "place": ""})
    return {
        "visit": row.visit.id,
        "name": named["name"],
        "place": named["place"],
        "item": row.item,
        "amount": row.amount,
        "unit": row.unit,
        "worth": row.worth,
        "signed_by": row.signed_by,
        "signed_for": row.signed_for,
        "given_on": row.given_on,
    }


def plain(number: Decimal) -> str:
    """2, 2.5: without zeros at its end."""
    return f"{number.normalize():f}"


def _total(rows: QuerySet[Relief]) -> str:
    """大米 10 袋、食用油 5 桶；折合 600 元; of all rows, however many are shown."""
    sums = list(
        rows.order_by("item", "unit").values_list("item", "unit").annotate(n=Sum("amount"), yuan=Sum("worth"))
    )
    if not sums:
        return ""
    goods = "、".join(f"{item} {plain(amount)} {unit}" for item, unit, amount, _ in sums)
    worth = sum((yuan or Decimal() for *_, yuan in sums), Decimal())
    return f"合计：{goods}" + (f"；折合 {plain(worth)} 元" if worth else "")


def campaign_of(by: Actor, id: UUID) -> Campaign:
    """The campaign, if the actor sees it."""
    return one(visible_campaigns(by), id, missing_campaign())


def missing_campaign() -> NotFound:
    """No such campaign here."""
    return not_there("campaign", "个专项", "campaign")


def listed(by: Actor, want: Wanted, *, whole: bool) -> tuple[list[Given], str]:
    """The lines of the list to sign, as given, with their sums. Names are masked unless whole."""
    hide = _shown(whole)
    all_ = _rows(by, want)
    rows = list(all_[: ROWS_MOST + 1])
    if len(rows) > ROWS_MOST:
        raise Refused(
            "relief/too-many",
            zh=f"一张签收表最多{ROWS_MOST}行，请按日期或专项分开打印",
            en=f"A list to sign has at most {ROWS_MOST} lines; print it by days or by campaign",
        )
    names = _names(by, rows)
    told = [_given(row, names.get(row.visit.subject, {"name": "", "place": ""}), hide) for row in rows]
    return told, _total(all_)


def _shown(whole: bool) -> Callable[[str], str]:
    return (lambda name: name) if whole else (lambda name: mask_name(name) if name else "")


def _given(row: Relief, named: dict[str, Any], hide: Callable[[str], str]) -> Given:
    home = row.visit.noun == Whom.HOUSEHOLD.value
    return Given(
        door=named["place"],
        who=hide(named["name"]) if home else named["name"],
        item=row.item,
        amount=f"{plain(row.amount)} {row.unit}",
        worth=plain(row.worth) if row.worth is not None else "",
        on=f"{row.given_on.month}月{row.given_on.day}日",
        signed=signed(hide(row.signed_by), hide(row.signed_for)),
    )


def beforehand(by: Actor, want: Wanted, *, whole: bool) -> list[Given]:
    """The lines of a list to take along: the doors of a campaign's list that are open, or the households with a label,
    in walking order. Refused where neither is said."""
    hide = _shown(whole)
    rows = list(_wanted_doors(by, want).order_by("walk", "id")[:ROWS_MOST])
    names = register.door_names(
        by,
        households=[row.id for row in rows if row.noun == Whom.HOUSEHOLD.value],
        organisations=[row.id for row in rows if row.noun == Whom.ORGANISATION.value],
    )
    told: list[Given] = []
    for row in rows:
        named = names.get(row.id, {"name": "", "place": ""})
        who = hide(named["name"]) if row.noun == Whom.HOUSEHOLD.value else named["name"]
        told.append(Given(named["place"], who, want.item, want.amount, "", "", ""))
    return told


def _wanted_doors(by: Actor, want: Wanted) -> QuerySet[Standing]:
    rows = visible_standing(by).filter(below(want.area), active=True)
    if want.campaign:
        lines = visible_targets(by).filter(campaign=want.campaign, done_at=None, dropped_at=None)
        return rows.filter(id__in=lines.values("subject"))
    if want.label and want.label in register.kinds():
        if not register.may_know(by, want.label, want.area):
            raise not_there("label", "类人群", "label")
        return rows.filter(noun=Whom.HOUSEHOLD.value, labels__contains=[want.label])
    raise Refused(
        "relief/no-list",
        zh="请选择发给谁：一个专项的名单，或一类人群",
        en="Say for whom: the list of a campaign, or a label",
    )


def paper(by: Actor, want: Wanted, rows: list[Given], *, total: str = "", blank: bool) -> dict[str, object]:
    """What the list to sign says on paper."""
    told = [campaign_of(by, want.campaign).name if want.campaign else "", _label(want.label), _days(want)]
    return layouts.relief(
        unit=territory.name_of(want.area[: Level.GRID]),
        about="　".join(filter(None, told)),
        rows=rows,
        blank=blank,
        total=total or f"共 {len(rows)} 户",
        by=by.name,
        now=timezone.localtime(clock.now()),
    )


def _label(code: str) -> str:
    """The label a list is of; one that is not for exports is not named on paper."""
    kind = register.kinds().get(code)
    return kind.name if kind and kind.in_export and not kind.seen_by else ""


def _days(want: Wanted) -> str:
    return span(want.since, want.until) if want.since and want.until else ""
