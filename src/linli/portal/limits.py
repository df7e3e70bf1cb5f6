"""How often one address may knock on a public door. Counted outside every transaction, so that a refusal counts too.
Generous, because a whole estate can share one address. Trying codes is bounded three ways: what one address may try at
one reference, what it may try at all, and what all strangers together may try at one reference; a device that opened a
matter before is bounded by itself, so that nobody is kept from his own by others' guesses."""

from django.core import signing
from django.http import HttpRequest

from linli.blocks import actions as blocks
from linli.blocks.actions import Tried
from linli.blocks.rules import network_of
from linli.kit import sealing
from linli.kit.actor import visitor
from linli.kit.http import address_of
from linli.portal import rules

CODES_MOST = 8
CODES_REST = 900
"""Wrong codes of a second factor one after the other, and seconds to wait then."""
COOKIE = "linli_known"
KNOWN_MOST = 20
_KNOWN = signing.Signer(salt="linli.portal.known")


def network(request: HttpRequest) -> str:
    """The address as it is counted and blocked: an IPv6 line as a whole."""
    return network_of(address_of(request))


def allows(request: HttpRequest, what: str, most: int, amount: int = 1) -> bool:
    """Count one knock (or several at once) in this hour and say whether it is still allowed."""
    tried = Tried(f"portal.{what}", network(request), rules.HOUR)
    return blocks.count(by=visitor(), tried=tried, amount=amount) <= most


class Tries:
    """One try of a code for a reference, known or not. It is counted before it is made, so that of many at the same
    moment none is overlooked, and taken back when it was right."""

    def __init__(self, request: HttpRequest, reference: str) -> None:
        self.familiar = not set(_known(request)).isdisjoint(_marks(reference))
        if self.familiar:
            self._steps = [(Tried("code.known", reference, rules.HALF_AN_HOUR), rules.OWN_MISSES_MOST)]
        else:
            here = network(request)
            self._steps = [
                (Tried("code.address", here, rules.HOUR), rules.ADDRESS_MISSES_MOST),
                (Tried("code.both", f"{here}/{reference}", rules.HALF_AN_HOUR), rules.OWN_MISSES_MOST),
                (Tried("code.reference", reference, rules.DAY), rules.REFERENCE_MISSES_MOST),
            ]
        self._counted: list[Tried] = []

    def allowed(self) -> bool:
        """Count it and say whether it may be made. What one address tries beyond its own bounds is not counted against
        the reference, so that one address alone cannot close it to others."""
        for tried, most in self._steps:
            if blocks.count(by=visitor(), tried=tried) > most:
                return False
            self._counted.append(tried)
        return True

    def right(self) -> None:
        """It was right: it is taken back, and what was missed at this reference is forgotten."""
        first, *others = self._counted
        if self.familiar:
            blocks.forget(by=visitor(), tried=[first])
        else:
            blocks.uncount(by=visitor(), tried=[first])
            blocks.forget(by=visitor(), tried=others)


def known_with(request: HttpRequest, reference: str) -> str:
    """The cookie by which this device is known to have opened this matter and others before. It holds keyed hashes,
    which tell nobody which, and opens nothing by itself."""
    own = _marks(reference)
    marks = [own[0], *(one for one in _known(request) if one not in own)]
    return _KNOWN.sign(".".join(marks[:KNOWN_MOST]))


def _known(request: HttpRequest) -> list[str]:
    try:
        return _KNOWN.unsign(request.COOKIES.get(COOKIE, "")).split(".")
    except signing.BadSignature:
        return []


def tries(what: str, who: str, most: int, seconds: int) -> bool:
    """Count one try and say whether it may still be made; they are forgotten after some seconds, or by `forget`."""
    return blocks.count(by=visitor(), tried=Tried(f"portal.{what}", who, seconds)) <= most


def forget(what: str, who: str) -> None:
    """Forget the tries: one was right."""
    blocks.forget(by=visitor(), tried=[Tried(f"portal.{what}", who, 0)])


def _marks(reference: str) -> list[str]:
    """The keyed hashes a reference may stand in the cookie as, one for each key; what is written is the first."""
    return [one.hex()[:16] for one in sealing.indexes(reference, field="portal.known")]
