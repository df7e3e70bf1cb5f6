"""How many of what a community has: those of a real one that the demo follows, and the same in proportion for another
number of households."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marginals:
    """Households, residents; of these Party members, women and those aged sixty and over; shops, enterprises that have
    special equipment, partner units."""

    households: int
    residents: int
    members: int
    women: int
    elders: int
    shops: int
    equipped: int
    partners: int


WHOLE = Marginals(
    households=5426,
    residents=10163,
    members=603,
    women=4132,
    elders=2902,
    shops=400,
    equipped=31,
    partners=30,
)
"""Published figures of one community in the north-east; shops and equipment those of another beside it."""


def of(households: int) -> Marginals:
    """The same in proportion; exactly these for as many households."""
    share = households / WHOLE.households
    return Marginals(
        households=households,
        residents=max(households, round(WHOLE.residents * share)),
        **{
            name: round(getattr(WHOLE, name) * share)
            for name in ("members", "women", "elders", "shops", "equipped", "partners")
        },
    )


def shared(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number spread by weight, so that the parts add up to it (the largest remainders get what is left)."""
    whole = sum(weights) or 1.0
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_rest[: total - sum(parts)]:
        parts[n] += 1
    return parts
