"""What the register's columns may say. The values are kept for ever; the words beside them are what screens and Excel
sheets call them (GB/T 4761 for relations, GB/T 3304 for ethnic groups, which are kept in their own words)."""

from enum import StrEnum


class Called(StrEnum):
    """A kept value with its Chinese and its English name."""

    _value_: str
    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> "Called":
        """The value is the text itself."""
        one = str.__new__(cls, value)
        one._value_ = value
        one.zh, one.en = zh, en
        return one


class EstateKind(Called):
    """Who keeps an estate (小区) in order."""

    MANAGED = "managed", "有物业", "Property company"
    ABANDONED = "abandoned", "弃管", "Abandoned"
    COMMUNITY = "community", "社区代管", "Kept by the community"


class BuildingUse(Called):
    """What a building (楼栋) is for."""

    HOMES = "homes", "住宅", "Homes"
    MIXED = "mixed", "商住", "Homes and trade"
    TRADE = "trade", "非住宅", "Trade and offices"


class DwellingUse(Called):
    """How a dwelling (房屋) is lived in."""

    OWN = "own", "自住", "Lived in by its owner"
    LET = "let", "出租", "Let"
    SHARED = "shared", "群租", "Let to many"
    VACANT = "vacant", "空关", "Empty"
    UNKNOWN = "unknown", "待核", "Not yet known"


class HouseholdKind(Called):
    """What holds a household (户) together."""

    FAMILY = "family", "家庭户", "Family"
    COLLECTIVE = "collective", "集体户", "Collective"


class Sex(Called):
    """As on the identity card."""

    MALE = "male", "男", "Male"
    FEMALE = "female", "女", "Female"
    UNKNOWN = "unknown", "未知", "Unknown"


class Paper(Called):
    """What paper an identity number is from (证件类型)."""

    CITIZEN = "citizen", "居民身份证", "Identity card"
    BOOKLET = "booklet", "户口簿", "Household register booklet"
    HONG_KONG_MACAO = "hk_macao", "港澳居民证件", "Hong Kong or Macao resident's paper"
    TAIWAN = "taiwan", "台湾居民证件", "Taiwan resident's paper"
    PASSPORT = "passport", "护照", "Passport"
    OTHER = "other", "其他证件", "Another paper"


class Presence(Called):
    """How the place of registration (户籍) and of living stand to each other."""

    HERE = "here", "户在人在", "Registered and living here"
    GUEST = "guest", "人在户不在", "Living here, registered elsewhere"
    AWAY = "away", "人户分离", "Registered here, living elsewhere"
    HUNG = "hung", "空挂", "Registered here, nobody knows where"
    UNKNOWN = "unknown", "待核", "Not yet known"


LIVING_HERE = frozenset({Presence.HERE, Presence.GUEST, Presence.UNKNOWN})
"""Those who count as living in the dwelling their household is in."""


class Relation(Called):
    """To the head of the household (与户主关系, GB/T 4761)."""

    HEAD = "head", "户主", "Head"
    SPOUSE = "spouse", "配偶", "Spouse"
    SON = "son", "子", "Son"
    DAUGHTER = "daughter", "女", "Daughter"
    GRANDCHILD = "grandchild", "孙子女", "Grandchild"
    PARENT = "parent", "父母", "Parent"
    GRANDPARENT = "grandparent", "祖父母", "Grandparent"
    SIBLING = "sibling", "兄弟姐妹", "Sibling"
    IN_LAW = "in_law", "儿媳女婿", "Child-in-law"
    TENANT = "tenant", "合租人", "Fellow tenant"
    OTHER = "other", "其他", "Other"


class ResidentState(Called):
    """Where a resident's record stands."""

    ACTIVE = "active", "在册", "On the register"
    LEFT = "left", "已迁出", "Moved away"
    DIED = "died", "已去世", "Died"
    MERGED = "merged", "已合并", "Merged into another"
    ANONYMISED = "anonymised", "已匿名", "Anonymised"


class OrganisationKind(Called):
    """What an organisation is."""

    SHOP = "shop", "商户", "Shop"
    ENTERPRISE = "enterprise", "企业", "Enterprise"
    PUBLIC = "public", "机关事业单位", "Public body"
    SOCIAL = "social", "社会组织", "Social organisation"
    OTHER = "other", "其他", "Other"


class SmallPremises(Called):
    """九小场所: the nine kinds of small premises that fire inspections list apart."""

    NONE = "", "不属于", "None"
    SCHOOL = "school", "小学校或幼儿园", "Small school or kindergarten"
    CLINIC = "clinic", "小医院", "Small clinic"
    STORE = "store", "小商店", "Small store"
    RESTAURANT = "restaurant", "小餐饮", "Small restaurant"
    HOSTEL = "hostel", "小旅馆", "Small hostel"
    AMUSEMENT = "amusement", "小歌舞娱乐", "Small place of amusement"
    INTERNET = "internet", "小网吧", "Small internet café"
    BEAUTY = "beauty", "小美容洗浴", "Small beauty parlour or bath"
    WORKSHOP = "workshop", "小生产加工", "Small workshop"


class TieKind(Called):
    """Who somebody is to a household that he stays in touch with (联系网络)."""

    RELATIVE = "relative", "亲属", "Relative"
    NEIGHBOUR = "neighbour", "邻居", "Neighbour"
    TRUSTED = "trusted", "信得过的人", "Trusted person"
    CARER = "carer", "照护人", "Carer"
    VOLUNTEER = "volunteer", "志愿者", "Volunteer"
    INFORMANT = "informant", "民情信息员", "Informant"
    OTHER = "other", "其他联系人", "Other"


class Kin(Called):
    """What a relative is to them."""

    NONE = "", "不填", "Not said"
    CHILD = "child", "子女", "Child"
    SPOUSE = "spouse", "配偶", "Spouse"
    PARENT = "parent", "父母", "Parent"
    SIBLING = "sibling", "兄弟姐妹", "Sibling"
    GRANDCHILD = "grandchild", "孙辈", "Grandchild"
    IN_LAW = "in_law", "儿媳女婿", "Child-in-law"
    NEPHEW = "nephew", "侄甥", "Nephew or niece"
    OTHER = "other", "其他亲属", "Other relative"
