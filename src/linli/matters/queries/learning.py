"""What there is to learn categories from: closed matters and the category people left them under, and how often that
was the one suggested first. The system's reading alone."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import connection

from linli.classifying import queries as classified
from linli.classifying.rules import MOST_TEXTS
from linli.classifying.rules.labelled import text_of
from linli.classifying.rules.learning import Closed, Example
from linli.classifying.rules.matching import Ours
from linli.kit.actor import Actor, require_system
from linli.language.rules import masking
from linli.language.rules.keywords import Lexicon
from linli.matters.models import Matter
from linli.matters.queries import dictionary
from linli.matters.rules import State

SPOKEN = 6
"""Categories by keywords that are weighed beside what was learnt."""

_CHOSEN = """
SELECT date_trunc('month', received_at)::date, coalesce(suggested->0->>'category', ''), category, count(*)
FROM matters_matter WHERE received_at >= %s AND accepted_at IS NOT NULL AND NOT historical
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def closed_texts(by: Actor) -> list[Closed]:
    """The newest closed matters: category, masked words, when they were closed. Categories that are off are
    left out."""
    require_system(by)
    rows = (
        Matter.objects.filter(state=State.CLOSED, closed_at__isnull=False)
        .order_by("-closed_at", "-id")
        .values_list("category", "subject", "words", "closed_at")[:MOST_TEXTS]
    )
    found: list[Closed] = []
    for category, subject, words, at in rows.iterator(chunk_size=1000):
        known = dictionary.category(category)
        if known is not None and known.active and known.parent:
            found.append(Closed(category, masking.mask_text(text_of(subject, words)), at))
    return found


def ours(by: Actor) -> list[Ours]:
    """The categories that can be learnt: those that are on and stand under a branch, in the dictionary's order."""
    names = {row.code: row.name for row in dictionary.categories()}
    return [
        Ours(row.code, row.name, names.get(row.parent, ""))
        for row in dictionary.categories()
        if row.active and row.parent
    ]


def examples(by: Actor, *, most: int) -> list[Example]:
    """Texts of files that were given, at most so many. Categories that are off are left out."""
    known = {one.code for one in ours(by)}
    return [each for each in classified.examples(by, most=most) if each.category in known]


def closed_since(by: Actor, moment: datetime | None) -> int:
    """How many matters were closed after a moment."""
    require_system(by)
    rows = Matter.objects.filter(state=State.CLOSED, closed_at__isnull=False)
    return (rows.filter(closed_at__gt=moment) if moment else rows)[:MOST_TEXTS].count()


def choices(by: Actor, *, since: datetime) -> list[tuple[date, str, str, int]]:
    """Month of coming in, category suggested first, category it has now, how many; of what people have accepted."""
    require_system(by)
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, [since])
        return [
            (month, suggested, chosen, int(count)) for month, suggested, chosen, count in cursor.fetchall()
        ]


def shares_by(by: Actor, lexicon: Lexicon) -> Callable[[str], Mapping[str, float]]:
    """From a text to the shares of the categories its keywords speak for; asks no table."""
    return lambda text: {each.code: each.share for each in lexicon.suggest(text, k=SPOKEN)}
