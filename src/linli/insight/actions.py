"""What is begun from a figure: a campaign to the households that nobody reaches."""

from datetime import date
from uuid import UUID

from linli.insight.queries.network import Net, check, reached
from linli.insight.rules.network import Reach
from linli.kit.actor import Actor
from linli.visits import actions as visits
from linli.visits.actions import Asked
from linli.visits.rules.kinds import Whom


def start_campaign(
    *,
    by: Actor,
    campaign_id: UUID,
    net: Net,
    reach: Reach,
    name: str,
    from_on: date,
    until_on: date,
    what: str = "",
    inside: bool = False,
) -> UUID:
    """Start a campaign to the households of a net that are reached so well now. Refuses what a campaign of visits
    refuses: an empty list, days that cannot be, a label few may know of; Forbidden to whoever leads no visits there."""
    check(by, net)
    chosen = list(reached(by, net, reach).values_list("id", flat=True))
    return visits.start_campaign(
        by=by,
        campaign_id=campaign_id,
        area=net.area,
        name=name,
        noun=Whom.HOUSEHOLD,
        from_on=from_on,
        until_on=until_on,
        what=what,
        asked=Asked(labels=[net.label] if net.label else [], reach=reach.value, chosen=chosen),
        inside=inside,
    )
