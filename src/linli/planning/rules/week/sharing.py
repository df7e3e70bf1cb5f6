"""How the work of areas is best shared among those who serve them, so that nobody's days are fuller than need be: where
some areas have few who serve them, those who could go elsewhere too are kept for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp

from linli.planning.rules.week.doors import Hand

ROUNDS, STEP = 200, 0.3


def shares(work: Mapping[str, float], hands: Sequence[Hand]) -> dict[tuple[str, str], float]:
    """For area and worker: his share of the area's minutes, in parts of the largest share anybody has of it (0 to 1).
    Shares are moved, round by round, from those with fuller days to those with emptier ones."""
    room = {hand.id: float(sum(e - b for spans in hand.days.values() for b, e in spans)) for hand in hands}
    serving = {area: [hand.id for hand in hands if hand.serves(area) and room[hand.id]] for area in work}
    part = {(area, who): room[who] for area, them in serving.items() for who in them}
    for _ in range(ROUNDS):
        full: dict[str, float] = defaultdict(float)
        for area, them in serving.items():
            total = sum(part[area, who] for who in them)
            for who in them:
                full[who] += work[area] * part[area, who] / total / room[who]
        for area, them in serving.items():
            for who in them:
                part[area, who] *= exp(-STEP * full[who])
            most = max((part[area, who] for who in them), default=1.0)
            for who in them:
                part[area, who] = max(1e-6, part[area, who] / most)
    return part
