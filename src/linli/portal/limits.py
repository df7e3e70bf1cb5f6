"""How often one address may knock on a public door. Counted in Django's cache, outside every transaction, so that a
refusal counts too. Generous, because a whole estate can share one address."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from linli.kit.http import address_of

HOUR = 3600
COOL_OFF = 1800
MISSES_MOST = 5
CODES_MOST = 8
CODES_REST = 900
"""Wrong codes of a second factor one after the other, and seconds to wait then."""


def _count(key: str, seconds: int, amount: int = 1) -> int:
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key, amount))
    except ValueError:
        # it ran out between the two calls
        cache.set(key, amount, seconds)
        return amount


def _key(what: str, who: str) -> str:
    digest = hashlib.sha256(who.encode()).hexdigest()[:24]
    return f"portal:{what}:{digest}"


def allows(request: HttpRequest, what: str, most: int, amount: int = 1) -> bool:
    """Count one knock (or several at once) in this hour and say whether it is still allowed."""
    hour = int(time.time() // HOUR)
    return _count(f"{_key(what, address_of(request))}:{hour}", HOUR, amount) <= most


def over(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the address has used up this hour, without counting."""
    hour = int(time.time() // HOUR)
    return int(cache.get(f"{_key(what, address_of(request))}:{hour}", 0)) >= most


def rests(reference: str) -> bool:
    """Whether a reference was missed too often, known or not: an unknown one rests as well, so that resting tells
    nothing."""
    return int(cache.get(_key("ticket", reference), 0)) >= MISSES_MOST


def missed(reference: str) -> None:
    """Count one wrong code for a reference."""
    _count(_key("ticket", reference), COOL_OFF)


def found(reference: str) -> None:
    """Forget the misses of a reference whose code was right."""
    cache.delete(_key("ticket", reference))


def tries(what: str, who: str, most: int, seconds: int) -> bool:
    """Count one try and say whether it may still be made; they are forgotten after some seconds, or by `forget`."""
    return _count(_key(what, who), seconds) <= most


def forget(what: str, who: str) -> None:
    """Forget the tries: one was right."""
    cache.delete(_key(what, who))
