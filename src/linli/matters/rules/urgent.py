"""What a word that cannot wait says of a matter: the category it belongs to, whatever else the words speak of, and whom
to call at once. The three numbers are the national ones (110, 119, 120); that of a gas company is each town's own."""

from collections.abc import Iterable

CATEGORIES: dict[str, str] = {
    "fire": "refer.fire",
    "gas": "utility.gas",
    "life": "refer.medical",
    "trapped": "urgent.trapped",
    "lost": "urgent.lost",
    "crime": "refer.police",
    "family": "neighbour.family",
}
"""Kind of danger → category. What else cannot wait (a wall that falls, a cry for help) stays where the words put it."""

CALLS: dict[str, tuple[str, ...]] = {
    "fire": ("119",),
    "gas": ("119", "gas"),
    "life": ("120",),
    "water": ("119", "120"),
    "despair": ("110", "120"),
    "trapped": ("119",),
    "lost": ("110",),
    "crime": ("110",),
    "family": ("110",),
}
"""Kind of danger → whom to call first; nobody for what the community can go and see itself."""


def categories(kinds: Iterable[str]) -> list[str]:
    """The categories the kinds belong to, each once, in order."""
    return list(dict.fromkeys(CATEGORIES[kind] for kind in kinds if kind in CATEGORIES))


def calls(kinds: Iterable[str]) -> list[str]:
    """Whom to call, each once, in order."""
    return list(dict.fromkeys(number for kind in kinds for number in CALLS.get(kind, ())))
