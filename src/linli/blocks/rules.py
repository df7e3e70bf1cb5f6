"""What a block is, who may set one, and for how long: pure."""

from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from linli.kit.errors import Refused
from linli.kit.roles import Grants, Role


class Permission(StrEnum):
    """Rights over blocks."""

    SEE = "block:see"
    SET = "block:set"


_BOTH = frozenset({Permission.SEE, Permission.SET})

GRANTS: Grants = {
    Role.COUNTER: _BOTH,
    Role.SECRETARY: _BOTH,
    Role.SUBDISTRICT: _BOTH,
    Role.ADMINISTRATOR: _BOTH,
    Role.SUPERVISOR: frozenset({Permission.SEE}),
}


class Kind(StrEnum):
    """What is blocked."""

    ADDRESS = "address"
    PHONE = "phone"


DAYS_MOST = {Kind.ADDRESS: 7, Kind.PHONE: 90}
"""A whole estate or a mobile network may stand behind one address, so it is given back sooner."""
DAYS_USUAL = 7
REASON_LEAST, REASON_MOST = 2, 200
SENDERS_KEPT_DAYS = 30
"""How long it is known which address a matter came from."""
ENDED_KEPT_DAYS = 180
"""How long an ended block stays in the list."""


def check_reason(text: str) -> str:
    """The reason as kept; refused when it says nothing or is endless."""
    reason = " ".join(text.split())
    if not REASON_LEAST <= len(reason) <= REASON_MOST:
        raise _refused(
            "block/no-reason",
            "reason",
            f"请写明为什么拦截（{REASON_LEAST}到{REASON_MOST}个字）",
            f"Say why, in {REASON_LEAST} to {REASON_MOST} characters",
        )
    return reason


def check_days(days: int, kind: Kind) -> int:
    """For how many days; refused outside 1 to 7 for an address, 1 to 90 for a phone."""
    most = DAYS_MOST[kind]
    if not 1 <= days <= most:
        what = ("地址", "An address") if kind is Kind.ADDRESS else ("电话", "A phone")
        raise _refused(
            "block/bad-days",
            "days",
            f"{what[0]}最多拦截{most}天",
            f"{what[1]} is blocked for {most} days at most",
        )
    return days


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 an IPv6 line is given. ValueError when it is neither."""
    found = ip_address(address.strip())
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> 64 << 64)}/64"


def names_somebody(network: str) -> bool:
    """Whether a network can be somebody's: this machine's own, which everybody has behind a proxy set up wrongly, and
    the one that says "unknown" are nobody's."""
    address = ip_address(network.partition("/")[0])
    return not (address.is_loopback or address.is_unspecified)


def check_address(text: str) -> str:
    """The network of an address as typed; refused when it is none, or nobody's."""
    try:
        network = network_of(text)
        if not names_somebody(network):
            raise ValueError(network)
        return network
    except ValueError as error:
        raise _refused(
            "block/bad-address",
            "value",
            "网络地址不对，例如 203.0.113.7",
            "Not an address, such as 203.0.113.7",
        ) from error


def _refused(type: str, field: str, zh: str, en: str) -> Refused:
    return Refused(type, zh=zh, en=en, fields=[{"field": field, "title": zh, "title_en": en}])
