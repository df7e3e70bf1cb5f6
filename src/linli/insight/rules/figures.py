"""What a figure is called, by key; the key is kept for ever, since reports and other programs name it."""

from dataclasses import dataclass
from datetime import date, timedelta

UNITS = {
    "km²": "km²",
    "户": "households",
    "人": "people",
    "个": "",
    "栋": "buildings",
    "套": "dwellings",
    "台": "pieces",
}
"""Units with their English word."""
ELDER, OLDEST, GROWN = 60, 80, 18
"""Ages from which somebody counts as an elder, as one of the oldest, as grown up."""
GROUPS: dict[str, tuple[str, str]] = {
    "ground": ("地盘和岗位", "Ground and posts"),
    "places": ("小区和房屋", "Estates and dwellings"),
    "people": ("住户和居民", "Households and residents"),
    "turns": ("人口变动（近一年）", "Comings and goings of a year"),
    "labels": ("重点人群", "Groups"),
    "organisations": ("单位和商户", "Organisations and shops"),
}
"""What figures stand under, in the order they are shown."""
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure of what happens in time looks at, first and last included."""

    first: date
    last: date

    @classmethod
    def year_to(cls, today: date) -> "Period":
        """The year that ends on a day."""
        return cls(today - YEAR + timedelta(days=1), today)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an area: its key, Chinese and English name, value, unit, the group it stands in. `behind` says
    where its records are: `records` of the register, `grids` on the map, `posts`."""

    key: str
    zh: str
    en: str
    value: float
    unit: str
    group: str
    behind: str = "records"

    @property
    def number(self) -> float | int:
        """The value, whole where it is."""
        return int(self.value) if self.value == int(self.value) else self.value

    def as_json(self) -> dict[str, str | float]:
        """As it is written for other programs."""
        return {
            "key": self.key,
            "name": self.zh,
            "name_en": self.en,
            "value": self.number,
            "unit": self.unit,
        }
