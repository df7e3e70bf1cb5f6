"""What a figure is called, by key; the key is kept for ever, since reports and other programs name it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an area: its key, Chinese and English name, value, unit."""

    key: str
    zh: str
    en: str
    value: float
    unit: str

    def as_json(self) -> dict[str, str | float]:
        """As it is written for other programs."""
        value = int(self.value) if self.value == int(self.value) else self.value
        return {"key": self.key, "name": self.zh, "name_en": self.en, "value": value, "unit": self.unit}


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
