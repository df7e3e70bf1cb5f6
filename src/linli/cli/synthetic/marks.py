"""Labels with their source and the day they were last looked at, and what retired people can do."""

import random
from collections.abc import Iterator

from linli.cli.synthetic.households import CHILD, Person
from linli.cli.synthetic.people import GIG, Dates, Lived
from linli.cli.synthetic.site import Site
from linli.register.rules.labels import SKILLS
from linli.register.rules.rows import LabelRow, ResidentRow, Rows, SkillRow

SOURCES = {
    "party_member": "合成·社区党组织名册",
    "veteran": "合成·退役军人服务站",
    "entitled_family": "合成·退役军人服务站",
    "disabled": "合成·残联名册",
    "subsistence_allowance": "合成·民政名册",
    "hard_up": "合成·民政名册",
    "child_in_need": "合成·民政名册",
    "expectant_mother": "合成·卫生服务中心",
    "gravely_ill": "合成·医保救助名单",
    "mental_disorder": "合成·卫生服务中心",
    "community_correction": "合成·司法所",
    "released": "合成·司法所",
    "drug_recovery": "合成·禁毒办",
    "new_retiree": "合成·社会化退休名单",
}
VISITED = "合成·入户走访"

DETAILS = {
    "dance": ("广场舞", "民族舞"),
    "choir": ("女高音", "男低音"),
    "folk_music": ("二胡", "笛子", "琵琶"),
    "instrument": ("口琴", "电子琴"),
    "opera": ("京剧", "二人转", "评剧"),
    "calligraphy": ("毛笔字", "国画"),
    "repair": ("修家电", "修自行车", "水电"),
    "handicraft": ("剪纸", "编织", "刺绣"),
    "cooking": ("面点", "腌菜"),
    "sports": ("太极拳", "乒乓球", "门球"),
}


def label(site: Site, lived: list[Lived], dates: Dates, rows: Rows) -> None:
    """Give households and residents their labels, and those who are retired their skills."""
    rng = site.rng("labels")
    for one in lived:
        for kind in _of_household(rng, one):
            _put(site, rng, kind, dates, rows, area=one.row.area, household=one.row.id)
        for person, resident in zip(one.home.people, one.residents, strict=True):
            for kind in dict.fromkeys(_of(rng, one, person, resident)):
                _put(site, rng, kind, dates, rows, area=resident.area, resident=resident.id)
            if person.age >= 60 and rng.random() < 0.2:
                _skills(site, rng, resident, dates, rows)


def _put(site: Site, rng: random.Random, kind: str, dates: Dates, rows: Rows, **of: str) -> None:
    reviewed = rng.randint(0, 80) if rng.random() < 0.94 else rng.randint(190, 460)
    rows.labels.append(
        LabelRow(
            id=f"{site.prefix('label')}{len(rows.labels):012x}",
            kind=kind,
            since=dates.ago(reviewed + rng.randint(0, 900)),
            reviewed_on=dates.ago(reviewed),
            source=SOURCES.get(kind, VISITED),
            **of,
        )
    )


RARE_HOMES = (
    ("hard_up", 0.012),
    ("subsistence_allowance", 0.008),
    ("entitled_family", 0.004),
    ("lost_only_child", 0.0008),
)


def _of_household(rng: random.Random, one: Lived) -> Iterator[str]:
    if not one.home.kind.tenant:
        for kind, share in RARE_HOMES:
            if rng.random() < share:
                yield kind


RARE_GROWN = (
    ("disabled", 0.024),
    ("gravely_ill", 0.004),
    ("mental_disorder", 0.0016),
    ("community_correction", 0.0005),
    ("released", 0.0006),
    ("drug_recovery", 0.0004),
)


def _of(rng: random.Random, one: Lived, person: Person, resident: ResidentRow) -> Iterator[str]:
    if resident.politics == "中共党员":
        yield "party_member"
    if person.band == CHILD:
        yield from _of_child(rng, one)
        return
    for kind, share in RARE_GROWN:
        if rng.random() < share:
            yield kind
    if person.age >= 60:
        yield from _of_elder(rng, one, person)
    elif one.presence == "guest" and one.home.kind.tenant:
        yield "migrant"
    if resident.occupation in GIG:
        yield "gig_worker"
    yield from _by_sex(rng, person)


def _by_sex(rng: random.Random, person: Person) -> Iterator[str]:
    if person.sex == "male" and rng.random() < 0.045:
        yield "veteran"
    if person.sex == "female" and person.age < 60 and rng.random() < 0.004:
        yield "woman_in_need"
    if person.sex == "female" and 22 <= person.age <= 42 and rng.random() < 0.02:
        yield "expectant_mother"
    if (55 if person.sex == "female" else 60) <= person.age <= (57 if person.sex == "female" else 61):
        yield "new_retiree"


def _of_elder(rng: random.Random, one: Lived, person: Person) -> Iterator[str]:
    if one.home.kind.key == "elder_alone":
        yield "living_alone_elder"
    elif one.home.kind.key == "elders":
        yield "empty_nest_elder"
    if person.age >= 80:
        yield "oldest_old"
    if rng.random() < (0.08 if person.age >= 80 else 0.012):
        yield "elder_in_care"


def _of_child(rng: random.Random, one: Lived) -> Iterator[str]:
    if one.home.kind.key == "elders_and_grandchild" and rng.random() < 0.5:
        yield "left_behind_child"
    if rng.random() < 0.006:
        yield "child_in_need"


def _skills(site: Site, rng: random.Random, resident: ResidentRow, dates: Dates, rows: Rows) -> None:
    kinds = [kind for kind in SKILLS if kind != "other"]
    for kind in rng.sample(kinds, 2 if rng.random() < 0.2 else 1):
        rows.skills.append(
            SkillRow(
                id=f"{site.prefix('skill')}{len(rows.skills):012x}",
                area=resident.area,
                resident=resident.id,
                kind=kind,
                detail=rng.choice(DETAILS.get(kind, ("",))),
                asked_on=dates.ago(rng.randint(5, 700)),
            )
        )
