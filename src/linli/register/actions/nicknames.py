"""What people here call places: put down, and ended."""

from dataclasses import dataclass
from uuid import UUID

from linli.kit import clock
from linli.kit.actor import Actor, require
from linli.kit.areas import community_of
from linli.ledger import actions as ledger
from linli.register.actions.places import check_place
from linli.register.models import Building, Estate, Nickname, Organisation
from linli.register.queries.sight import (
    missing,
    visible_buildings,
    visible_estates,
    visible_nicknames,
    visible_organisations,
)
from linli.register.rules import Permission, writing
from linli.register.rules.nicknames import check_nickname


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """What a nickname stands for: one thing of the register by id, or a spot by its coordinates (WGS-84) in an area."""

    estate_id: UUID | None = None
    building_id: UUID | None = None
    organisation_id: UUID | None = None
    area: str = ""
    longitude: float | None = None
    latitude: float | None = None


def add_nickname(*, by: Actor, nickname_id: UUID, words: str, place: NamedPlace) -> UUID:
    """Put down what people call a place. Refuses a name that is none or that another place the actor sees has
    (422), and
    what the actor keeps nothing of. Where the place has the name already, that one stays."""
    words, key = check_nickname(words)
    of = _place(by, place)
    area = of.area if of is not None else place.area
    check_place(by, area)
    same = visible_nicknames(by).filter(community=community_of(area), key=key, ended_at=None).first()
    if same is not None:
        if of is not None and of.id in (same.estate_id, same.building_id, same.organisation_id):
            return same.id
        raise writing.refused(
            "words",
            f"“{same.words}”已经是别处的俗称，请先在那里停用",
            f"Another place is called {same.words} already; end that first",
            type="register/nickname-taken",
        )
    Nickname.objects.create(
        id=nickname_id,
        community=community_of(area),
        area=area,
        words=words,
        key=key,
        estate=of if isinstance(of, Estate) else None,
        building=of if isinstance(of, Building) else None,
        organisation=of if isinstance(of, Organisation) else None,
        longitude=place.longitude if of is None else None,
        latitude=place.latitude if of is None else None,
        by=by.id,
        by_name=by.name[:80],
        changed_at=clock.now(),
    )
    ledger.record("nickname.entered", by=by, area=area, subject=nickname_id)
    return nickname_id


def _place(by: Actor, place: NamedPlace) -> Estate | Building | Organisation | None:
    """The thing of the register that is meant; nothing where it is a spot."""
    if place.estate_id:
        found = visible_estates(by).filter(id=place.estate_id).first()
    elif place.building_id:
        found = visible_buildings(by).filter(id=place.building_id).first()
    elif place.organisation_id:
        found = visible_organisations(by).filter(id=place.organisation_id, closed_at=None).first()
    elif place.longitude is not None and place.latitude is not None:
        return None
    else:
        raise writing.refused("words", "请选择它指的是哪里", "Say which place it stands for")
    if found is None:
        raise missing()
    return found


def end_nickname(*, by: Actor, nickname_id: UUID) -> UUID:
    """End a nickname: texts are no longer read by it. Ended twice it stays as it is."""
    row = visible_nicknames(by).select_for_update(of=("self",)).filter(id=nickname_id).first()
    if row is None:
        raise missing()
    require(by, Permission.KEEP, within=row.area)
    if row.ended_at is None:
        row.ended_at = row.changed_at = clock.now()
        row.version += 1
        row.save(update_fields=["ended_at", "changed_at", "version"])
        ledger.record("nickname.ended", by=by, area=row.area, subject=row.id)
    return row.id
