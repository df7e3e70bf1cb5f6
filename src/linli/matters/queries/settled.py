"""Who settled what: matters of a community that ended well, by place, kind and the post that gave the final answer. The
system's reading alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from linli.kit.actor import Actor, require_system
from linli.kit.areas import Level
from linli.matters.models import Matter
from linli.matters.rules.loop import SATISFIED_FROM


@dataclass(frozen=True, slots=True)
class Settled:
    """So many matters of one grid (or the community, where none is known), category and urgency settled by one post;
    the first and last of them, and the newest three."""

    area: str
    category: str
    urgency: str
    post: UUID
    count: int
    first: datetime
    last: datetime
    examples: tuple[UUID, ...]


_SETTLED = f"""
SELECT left(m.area, {int(Level.GRID)}), m.category, m.urgency, n.post, count(*), min(m.resolved_at), max(m.resolved_at),
  (array_agg(m.id ORDER BY m.resolved_at DESC))[1:3]
FROM matters_matter m CROSS JOIN LATERAL (
  SELECT post FROM matters_note WHERE matter_id = m.id AND kind = 'answer' AND outcome <> ''
  ORDER BY at DESC, id DESC LIMIT 1) n
WHERE m.community = %s AND m.received_at >= %s AND m.state IN ('resolved', 'followed_up', 'closed')
  AND m.resolved_at IS NOT NULL AND m.closed_as IN ('', 'rated', 'unrated') AND m.reopenings = 0
  AND (m.score IS NULL OR m.score >= {SATISFIED_FROM}) AND m.merged_into_id IS NULL AND NOT m.historical
  AND n.post IS NOT NULL
GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - two constants


def communities_since(by: Actor, since: datetime) -> list[str]:
    """The communities something came into since a moment, in order."""
    require_system(by)
    rows = Matter.objects.filter(received_at__gte=since).order_by()
    return sorted(rows.values_list("community", flat=True).distinct())


def settled_by(by: Actor, *, community: str, since: datetime) -> list[Settled]:
    """What came into a community since a moment and was settled well, by the post that gave the final answer (not the
    one that passed it on). Not what was reopened, rated unsatisfied or decided against the reporter's wish, ran along
    with another matter, or was loaded as history. One statement."""
    require_system(by)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [community, since])
        return [Settled(*row[:7], examples=tuple(row[7])) for row in cursor.fetchall()]
