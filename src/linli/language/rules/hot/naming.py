"""What an issue is called: the subject of its most typical report, and of it the words that most reports share; those
of them that read like a place say where."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from linli.language.rules.hot.texts import bare, pairs_of
from linli.language.rules.mentions import find_place
from linli.language.rules.plain import folded, tidy

TITLE_MOST = 40
_SHARED = 0.4
"""From which share of the reports on a pair belongs to what they have in common."""
_OWN = 0.4
"""From which share of its uses a pair is this issue's own."""
_TYPICAL = 12
_LEAD = re.compile(
    "^(?:我要)?(?:[您你]好|我是(?:住户|居民|业主)(?=[，,])|又来麻烦(?:你们|您)了|巡查发现|反映一件事"
    "|投诉|反映|举报|咨询|请问|关于|建议|强烈|坚决|再次|对|就|请|希望|恳请|的|，|,|：|:|“)+"
)
_JOINTS = re.compile("旁边?|附近|外面|周边|里面|门口|对面|[的了在是有要与和及为被把]")
_PLACED = re.compile("[苑园城院路街巷弄村镇里湾府郡期区校学站楼厦场馆店河湖桥庭居邸坊广港岛滩]$|小区|社区")
_NO_NAME = re.compile(
    "^[号幢栋楼单元室]|^(?:附近|旁边|小区|施工|扰民|噪音|噪声|污染|夜间|拖欠|工资|业主|强制)+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An issue's title, and where it is or whom it is about, as reports say it; empty where they share no name."""

    title: str
    place: str


def named(subjects: Sequence[str], holding: Callable[[str], int]) -> Named:
    """Name an issue by the subjects of its reports, the most typical first; `holding` tells in how many reports of all
    a pair stands."""
    shares = Counter(pair for subject in subjects for pair in set(pairs_of(subject)))
    least = max(2.0, _SHARED * len(subjects))
    typical = min(subjects[:_TYPICAL], key=lambda one: _untypical(one, shares), default="")
    title = _LEAD.sub("", tidy(typical)) or tidy(typical)
    runs = _runs(typical, lambda pair: shares[pair] >= least)
    placed = [run for run in runs if _PLACED.search(run)]
    place = max(placed, key=lambda run: _rarity(run, shares, holding), default="")
    return Named(title[:TITLE_MOST], place or _mentioned(subjects))


def _untypical(subject: str, shares: Counter[str]) -> tuple[float, int]:
    """How little of what all share a subject says, for its length."""
    pairs = set(pairs_of(subject))
    return (-sum(shares[pair] for pair in pairs) / (len(pairs) + 6), len(subject))


def _runs(subject: str, shared: Callable[[str], bool]) -> list[str]:
    """The stretches of a subject all whose pairs are shared, of at least three characters."""
    runs: list[str] = []
    for piece in _JOINTS.sub(" ", bare(folded(subject))).split():
        run = piece[:1]
        for before, char in pairwise(piece):
            if shared(before + char):
                run += char
            else:
                runs.append(run)
                run = char
        runs.append(run)
    return [run for run in runs if len(run) > 2 and not _NO_NAME.match(run)]


def _rarity(run: str, shares: Counter[str], holding: Callable[[str], int]) -> tuple[bool, int]:
    """Whether much of what is said of its rarest pair is said here; of equals the longer tells more."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    own = [shares[pair] / max(1, holding(pair)) for pair in pairs]
    return (max(own) >= _OWN, len(run))


def _mentioned(subjects: Sequence[str]) -> str:
    places = Counter(place for subject in subjects if (place := find_place(subject)))
    best = places.most_common(1)
    return best[0][0] if best and best[0][1] * 3 >= len(subjects) else ""
