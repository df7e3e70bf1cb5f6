"""Made-up names: of people by sex and time of birth, of shops and firms by trade, of estates. Common surnames come as
often as they do, so that many names are there twice, as in life."""

import random
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def _read() -> dict[str, tuple[str, ...]]:
    """Lists of words by heading."""
    found: dict[str, tuple[str, ...]] = {}
    for part in (HERE / "words.txt").read_text(encoding="utf-8").split("\n[")[1:]:
        heading, _, listed = part.partition("]")
        found[heading] = tuple(listed.split())
    return found


def words(heading: str) -> tuple[str, ...]:
    """The words under a heading of `words.txt`."""
    return _read()[heading]


SURNAMES = words("surnames often") * 4 + words("surnames")
_GIVEN = {
    (sex, age): words(f"{sex} {age}") for sex in ("female", "male") for age in ("old", "middle", "young")
}
HEADS, FIRMS, PUBLIC, SOCIAL = words("shop heads"), words("firms"), words("public"), words("social")
TRADES: tuple[tuple[str, str, float, int], ...] = (
    ("便利店", "store", 9, 3),
    ("超市", "store", 5, 6),
    ("水果店", "store", 5, 2),
    ("五金店", "store", 4, 2),
    ("药店", "store", 4, 4),
    ("文具店", "store", 3, 2),
    ("服装店", "store", 5, 2),
    ("绣庄", "store", 3, 3),
    ("面馆", "restaurant", 8, 4),
    ("早点铺", "restaurant", 6, 3),
    ("烧烤店", "restaurant", 5, 6),
    ("小饭馆", "restaurant", 7, 5),
    ("麻辣烫店", "restaurant", 4, 3),
    ("理发店", "beauty", 7, 3),
    ("足浴店", "beauty", 2, 8),
    ("旅馆", "hostel", 2, 5),
    ("诊所", "clinic", 2, 5),
    ("网吧", "internet", 1, 5),
    ("台球厅", "amusement", 1, 3),
    ("豆腐坊", "workshop", 2, 4),
    ("裁缝铺", "workshop", 3, 2),
    ("托管班", "school", 2, 6),
    ("快递驿站", "", 4, 4),
    ("洗车店", "", 3, 4),
    ("家电维修部", "", 3, 2),
    ("房产中介", "", 3, 5),
)
"""What a shop is, which of the nine kinds of small premises (九小场所), how often, how many work there."""


def person(rng: random.Random, sex: str, born: int, surname: str = "") -> str:
    """A name for somebody born in a year, with a given surname or any."""
    age = "old" if born < 1970 else "middle" if born < 1998 else "young"
    return (surname or rng.choice(SURNAMES)) + rng.choice(_GIVEN[sex, age])


def estates(rng: random.Random, count: int) -> list[str]:
    """So many names of estates, each once."""
    pairs = [head + tail for head in words("estate heads") for tail in words("estate tails")]
    return rng.sample(pairs, count)
