"""四清: what is wanted of every record, so that the community is clear about who lives where (居住情况清), about the
people (人员信息清), about what stands in it (区域设施清), about hazards and quarrels (隐患矛盾清); and when a record is
stale, because nobody has looked at it for long."""

from dataclasses import dataclass

STALE_DAYS = 180
"""So many days after it was last looked at a record of the register is stale; the desk marks it after as many."""
ANY = "any"
"""The key of what lacks anything at all."""
HAZARDS = ("safety", "neighbour", "urgent")
"""Groups of categories whose open matters are hazards and quarrels: 安全隐患与治安, 邻里与噪声, 紧急求助."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four: its key, its Chinese and English name, the nouns that are looked at."""

    key: str
    zh: str
    en: str
    nouns: tuple[str, ...]


PARTS = (
    Part("living", "居住情况清", "Who lives where", ("dwelling", "household")),
    Part("people", "人员信息清", "The people", ("resident",)),
    Part("facilities", "区域设施清", "What stands here", ("building", "organisation")),
    Part("hazards", "隐患矛盾清", "Hazards and quarrels", ("matter",)),
)
NOUNS: dict[str, tuple[str, str]] = {
    "dwelling": ("房屋", "Dwellings"),
    "household": ("住户", "Households"),
    "resident": ("居民", "Residents"),
    "building": ("楼栋", "Buildings"),
    "organisation": ("单位商户", "Organisations"),
    "matter": ("未办结的隐患矛盾", "Open hazards and quarrels"),
}


@dataclass(frozen=True, slots=True)
class Want:
    """Something a record of a noun lacks: its key, and what it is called in Chinese and English."""

    noun: str
    key: str
    zh: str
    en: str


def _checked(noun: str) -> tuple[Want, Want]:
    return (
        Want(noun, "unchecked", "从来没核对过", "Never looked at"),
        Want(noun, "stale", f"超过{STALE_DAYS}天没核对", f"Not looked at for {STALE_DAYS} days"),
    )


WANTS = (
    Want("dwelling", "use", "用途待核", "Not known how it is lived in"),
    Want("dwelling", "people", "住着人，没登记住户", "Lived in, nobody entered"),
    Want("dwelling", "lived", "登记为空关，却有人住", "Entered as empty, with people living there"),
    Want("dwelling", "landlord", "出租房没有房东电话", "Let, no landlord's phone"),
    Want("dwelling", "lease", "出租房没写租期", "Let, no end of the lease"),
    Want("dwelling", "lease_over", "租期已过", "The lease has ended"),
    *_checked("dwelling"),
    Want("household", "members", "一个人也没有", "Without anybody"),
    Want("household", "head", "没有户主", "Without a head"),
    Want("household", "phone", "全家没有一个电话", "No phone of anybody"),
    Want("household", "home", "不知住在哪套房", "No dwelling"),
    *_checked("household"),
    Want("resident", "number", "没有证件号码", "No number of a paper"),
    Want("resident", "phone", "成年人没有电话", "Grown up, no phone"),
    Want("resident", "born_on", "没有出生日期", "No day of birth"),
    Want("resident", "sex", "没有性别", "Sex not known"),
    Want("resident", "presence", "人户情况待核", "Not known whether he lives here"),
    Want("resident", "registered_at", "外来人员没有户籍地", "From elsewhere, not said from where"),
    Want("resident", "home", "没有归到户", "In no household"),
    *_checked("resident"),
    Want("building", "dwellings", "住宅楼没登记房屋", "Homes, no dwelling entered"),
    Want("building", "floors", "没填层数", "Number of floors not known"),
    Want("building", "lift", "不知有没有电梯", "Not known whether it has a lift"),
    Want("building", "point", "地图上没有位置", "Not on the map"),
    Want("organisation", "contact", "没有联系人", "Nobody to speak to"),
    Want("organisation", "phone", "联系人没有电话", "Nobody's phone"),
    Want("organisation", "code", "商户企业没有信用代码", "Shop or firm without credit code"),
    Want("organisation", "place", "没有场所地址", "No premises"),
    *_checked("organisation"),
    Want("matter", "unaccepted", "还没受理", "Not accepted yet"),
    Want("matter", "overdue", "已超期", "Overdue"),
    Want("matter", "held", "挂账", "On the long-term list"),
)
"""What is looked for, in the order it is shown."""


def wants_of(noun: str) -> tuple[Want, ...]:
    """What is wanted of a noun."""
    return tuple(one for one in WANTS if one.noun == noun)
