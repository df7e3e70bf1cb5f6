"""What a phone may take along: the grids of its holder's own posts, and no more than it can carry; and how much it may
hand in."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from linli.kit.areas import Level
from linli.kit.errors import Forbidden, Refused, TooLarge, TooMany

HOUSEHOLDS_MOST = 2000
"""More households than this are chosen from: about 2 MB, and more than one walks to in a month."""


HELD_MOST, HELD_BYTES_MOST = 600, 150 * 1024 * 1024
"""Of one person: more than a phone gathers in weeks without a signal."""
ONE_MOST = 1_200_000
"""Bytes of one thing: a photo of 1,600 pixels is a third of it."""
ANSWER_MOST = 1_500_000


def proof_of(word: str) -> str:
    """What is kept of the word a phone proves itself by."""
    return hashlib.sha256(word.encode()).hexdigest()


def check_room(count: int, size: int, more: int) -> None:
    """Refuse what is too large, or too much of one person's."""
    if more > ONE_MOST:
        raise TooLarge("sync/too-large", zh="这一条太大", en="This one is too large")
    if count >= HELD_MOST or size + more > HELD_BYTES_MOST:
        raise TooMany(
            "sync/too-much-held",
            zh="存在服务器的太多了，请先登录取回",
            en="Too much is held here; sign in and take it back first",
        )


def stamp_of(content: bytes) -> str:
    """A piece as a phone knows it; another stamp, and it is sent again."""
    return hashlib.sha256(content).hexdigest()[:24]


def areas_for(sees: Iterable[str], chosen: Sequence[str]) -> list[str]:
    """The areas to take along: those chosen, each of which must lie in one that is seen; where none is chosen, the
    grids of one's own posts. Refused where one's posts are wider than a grid and none is chosen."""
    seen = sorted(set(sees))
    if chosen:
        return _chosen(seen, chosen)
    own = [area for area in seen if len(area) > Level.COMMUNITY]
    if seen and not own:
        raise choose()
    return own


def _chosen(seen: Sequence[str], chosen: Sequence[str]) -> list[str]:
    wanted = sorted(set(chosen))
    for area in wanted:
        if not any(area.startswith(one) for one in seen):
            raise Forbidden(
                "sync/outside-area", zh="这个网格不在您的岗位范围内", en="This grid is outside your posts"
            )
        if len(area) <= Level.COMMUNITY:
            raise choose()
    return [a for a in wanted if not any(a != b and a.startswith(b) for b in wanted)]


def choose() -> Refused:
    """Which grids to take along is to be chosen first."""
    return Refused(
        "sync/choose-grids",
        zh="您的岗位管的范围大，请先选要带在手机里的网格",
        en="Your posts cover much; choose the grids to take along first",
    )


def check_size(households: Mapping[str, int]) -> None:
    """Refuse more than a phone carries; says how many households each area has."""
    whole = sum(households.values())
    if whole > HOUSEHOLDS_MOST:
        raise Refused(
            "sync/too-many-households",
            zh=f"选的网格共 {whole} 户，手机里最多带 {HOUSEHOLDS_MOST} 户，请少选几个网格",
            en=f"The grids have {whole} households; a phone takes {HOUSEHOLDS_MOST} at most; choose fewer",
            extra={"households": dict(households), "most": HOUSEHOLDS_MOST},
        )
