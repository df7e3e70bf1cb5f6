"""Figures of the register. Each is a condition on one noun: the number counts the rows under it, and the records behind
the number are those very rows, as far as the actor sees them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from linli.insight.rules import ELDER, GROWN, OLDEST, Figure, Period
from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import bounds
from linli.kit.errors import NotFound
from linli.register import queries as register
from linli.register.rules import Permission, kinds
from linli.register.rules.kinds import Called
from linli.register.rules.moving import Beginning

GROUP_OF = {
    "estate": "places",
    "building": "places",
    "dwelling": "places",
    "household": "people",
    "resident": "people",
    "skilled": "people",
    "turned": "turns",
    "label": "labels",
    "organisation": "organisations",
}
"""The group a figure stands in follows from what it counts."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of one noun: what it is called, which rows it counts, or of which column it is the sum."""

    key: str
    zh: str
    en: str
    unit: str
    noun: str
    where: Q = field(default_factory=Q)
    sum_of: str = ""


def _years_before(day: date, years: int) -> date:
    """The birthday of whoever turns so many years old on a day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _each(
    noun: str, column: str, kind: type[Called], unit: str, *, zh: str = "{}", en: str = "{}"
) -> list[Indicator]:
    """An indicator for each value a column may have."""
    return [
        Indicator(f"{noun}s_{column}_{one.value}", zh.format(one.zh), en.format(one.en), unit, noun,
                  Q(**{column: one.value}))
        for one in kind
        if one.value
    ]  # fmt: skip


def _places() -> list[Indicator]:
    kept = Q(estate__kind=kinds.EstateKind.COMMUNITY.value)
    return [
        Indicator("estates", "小区", "Estates", "个", "estate"),
        *_each("estate", "kind", kinds.EstateKind, "个", zh="小区：{}", en="Estates: {}"),
        Indicator("buildings", "楼栋", "Buildings", "栋", "building"),
        Indicator(
            "buildings_kept", "社区代管楼栋", "Buildings kept by the community", "栋", "building", kept
        ),
        Indicator("dwellings", "房屋", "Dwellings", "套", "dwelling"),
        *_each("dwelling", "use", kinds.DwellingUse, "套", zh="房屋：{}", en="Dwellings: {}"),
    ]


def _people(today: date) -> list[Indicator]:
    def aged(years: int) -> Q:
        return Q(born_on__lte=_years_before(today, years))

    return [
        Indicator("households", "户数", "Households", "户", "household"),
        Indicator("households_tenant", "租户", "Tenant households", "户", "household", Q(tenant=True)),
        Indicator("residents", "居民", "Residents", "人", "resident"),
        Indicator("women", "妇女", "Women", "人", "resident", Q(sex="female")),
        Indicator("men", "男性", "Men", "人", "resident", Q(sex="male")),
        Indicator("elders", "60岁以上老人", "Aged 60 and over", "人", "resident", aged(ELDER)),
        Indicator("oldest", "80岁以上老人", "Aged 80 and over", "人", "resident", aged(OLDEST)),
        Indicator(
            "minors", "未成年人", "Under 18", "人", "resident", Q(born_on__isnull=False) & ~aged(GROWN)
        ),
        *_each("resident", "presence", kinds.Presence, "人", zh="居住：{}", en="Residence: {}"),
        Indicator("skilled", "登记了特长", "With a skill on record", "人", "skilled"),
    ]


def _turns(by: Actor, period: Period) -> list[Indicator]:
    """Who came and went in a period, whatever became of them after it."""
    days = (period.first, period.last)

    def came(*how: Beginning) -> Q:
        return Q(register.began(by, how, days))

    def went(state: kinds.ResidentState) -> Q:
        return Q(state=state.value, ended_on__range=days)

    told: list[tuple[str, str, str, Q]] = [
        ("arrived", "新住进来的", "Came to live here", came(Beginning.ENTERED, Beginning.BACK)),
        ("moved", "在社区里搬家", "Moved within", came(Beginning.MOVED_IN)),
        ("born", "出生", "Born", came(Beginning.BORN)),
        ("left", "迁出", "Moved away", went(kinds.ResidentState.LEFT)),
        ("died", "去世", "Died", went(kinds.ResidentState.DIED)),
    ]
    return [Indicator(key, zh, en, "人", "turned", where) for key, zh, en, where in told]


def _labels() -> list[Indicator]:
    """One for each kind of label; the Party's members have a name of their own."""
    return [
        Indicator(
            "party_members" if code == "party_member" else f"label_{code}",
            kind.name,
            kind.name_en,
            "户" if kind.of_household else "人",
            "label",
            Q(kind=code),
        )
        for code, kind in register.kinds().items()
    ]


def _organisations() -> list[Indicator]:
    equipped = Q(equipment__gt=0)
    firm = Q(kind=kinds.OrganisationKind.ENTERPRISE.value)
    return [
        Indicator("shops", "商户", "Shops", "个", "organisation", Q(kind="shop")),
        Indicator("enterprises", "企业", "Enterprises", "个", "organisation", firm),
        Indicator(
            "enterprises_equipped",
            "有特种设备的企业",
            "Enterprises with special equipment",
            "个",
            "organisation",
            firm & equipped,
        ),
        Indicator(
            "equipment",
            "特种设备",
            "Pieces of special equipment",
            "台",
            "organisation",
            equipped,
            "equipment",
        ),
        Indicator("public_bodies", "机关事业单位", "Public bodies", "个", "organisation", Q(kind="public")),
        Indicator(
            "social_organisations", "社会组织", "Social organisations", "个", "organisation", Q(kind="social")
        ),
        Indicator("partners", "共建单位", "Partner units", "个", "organisation", Q(partner=True)),
        *_each("organisation", "small_premises", kinds.SmallPremises, "个", zh="九小场所：{}", en="{}"),
    ]


def indicators(by: Actor, period: Period | None = None) -> list[Indicator]:
    """All figures the register gives, in the order they are shown; labels only such as the actor may be told of. Those
    of a period look at the year that ends today unless told otherwise."""
    told = _labels() if by.everywhere else [one for one in _labels() if _is_told(by, one)]
    today = timezone.localdate(clock.now())
    turns = _turns(by, period or Period.year_to(today))
    return [*_places(), *_people(today), *turns, *told, *_organisations()]


def _is_told(by: Actor, indicator: Indicator) -> bool:
    """Whether a title of the actor may see who has the label: a number tells too."""
    kind = next(one for code, one in register.kinds().items() if indicator.where == Q(kind=code))
    if by.on_phone and not kind.on_phone:
        return False
    return not kind.seen_by or any(seat.title in kind.seen_by for seat in by.seats)


def _rows(by: Actor, noun: str, area: str) -> QuerySet[Any]:
    """The standing rows of a noun in an area, as far as the actor sees them."""
    lo, hi = bounds(area)
    found: dict[str, Any] = {
        "estate": lambda: register.visible_estates(by),
        "building": lambda: register.visible_buildings(by),
        "dwelling": lambda: register.visible_dwellings(by),
        "household": lambda: register.visible_households(by).filter(ended_on=None),
        "resident": lambda: register.visible_residents(by).filter(state="active"),
        "turned": lambda: register.visible_residents(by).exclude(state=kinds.ResidentState.MERGED.value),
        "skilled": lambda: register.visible_residents(by).filter(register.skilled(by), state="active"),
        "label": lambda: register.standing_labels(by),
        "organisation": lambda: register.visible_organisations(by).filter(closed_at=None),
    }
    return found[noun]().filter(area__gte=lo, area__lt=hi)


def indicator(by: Actor, key: str) -> Indicator:
    """One figure of the register by its key. NotFound for a key that is none."""
    for one in indicators(by):
        if one.key == key:
            return one
    raise NotFound("figure/unknown", zh="没有这个指标", en="There is no such figure")


def behind(by: Actor, *, area: str, key: str) -> QuerySet[Any]:
    """The records behind a figure of the register, such as the actor sees. NotFound for a key that is none."""
    require(by, Permission.SEE, within=area)
    one = indicator(by, key)
    return _rows(by, one.noun, area).filter(one.where)


def counted(by: Actor, *, area: str, period: Period | None = None) -> list[Figure]:
    """The figures of an area, one statement for each noun. Forbidden to whoever has no sight of the register there."""
    require(by, Permission.SEE, within=area)
    wanted = indicators(by, period)
    values: dict[str, Any] = {}
    for noun in dict.fromkeys(one.noun for one in wanted):
        asked = {
            one.key: Sum(one.sum_of, filter=one.where)
            if one.sum_of
            else Count("id", filter=one.where or None)
            for one in wanted
            if one.noun == noun
        }
        values |= _rows(by, noun, area).aggregate(**asked)
    return [
        Figure(one.key, one.zh, one.en, values[one.key] or 0, one.unit, GROUP_OF[one.noun]) for one in wanted
    ]
