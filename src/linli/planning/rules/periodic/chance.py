"""Random numbers for the compiled search: Marsaglia's xorshift on one word, so that a seed gives the same search on
every machine. (numpy's generator inside numba takes seconds to compile.)"""

import numpy as np
from numpy.typing import NDArray

from linli.planning.rules.periodic.compiling import inner

Luck = NDArray[np.uint64]
_A, _B, _C, _SHARE = np.uint64(13), np.uint64(7), np.uint64(17), np.uint64(11)


def luck_of(seed: int) -> Luck:
    """The state a seed begins with, well mixed and never nought."""
    return np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)


@inner
def draw(luck: Luck) -> float:
    """A number from 0 up to, but not, 1."""
    word = luck[0]
    word ^= word << _A
    word ^= word >> _B
    word ^= word << _C
    luck[0] = word
    return float(word >> _SHARE) / 9007199254740992.0


@inner
def below(luck: Luck, bound: float) -> int:
    """A whole number from 0 up to, but not, the bound."""
    return int(draw(luck) * bound)
