"""What the public pages read: where somebody is, who serves him, his matter. Each read has a transaction of its own as
a visitor, so a page can be drawn after all reading is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from linli.blocks import queries as blocks
from linli.calendars import queries as calendars
from linli.calendars.rules import USUAL_HOURS
from linli.files import queries as files
from linli.files.queries import StoredRef
from linli.kit import clock
from linli.kit.actor import visitor
from linli.kit.areas import Level, community_of
from linli.kit.errors import NotFound
from linli.kit.scope import scope
from linli.matters import queries as matters
from linli.portal import rules, wording
from linli.territory import queries as territory
from linli.visits.queries import cards as contact_cards
from linli.visits.queries import notices
from linli.workforce import queries as workforce

MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """An area with its name; `synthetic` says it is made up for a demonstration."""

    code: str
    name: str
    synthetic: bool = False


def places(*, below: str = "", level: Level) -> list[Place]:
    """The areas of a level somebody is at work in."""
    by = visitor()
    with scope(by, write=False):
        found = territory.served(by, below=below, level=level)
    return [Place(row["code"], row["name"], bool(row["synthetic"])) for row in found]


def here(chosen: str) -> Place | None:
    """The community the visitor is in: the one he chose, else the only one there is, else the demonstration's."""
    served = places(level=Level.COMMUNITY)
    by_code = {place.code: place for place in served}
    if chosen[: Level.COMMUNITY] in by_code:
        return by_code[chosen[: Level.COMMUNITY]]
    return served[0] if len(served) == 1 else by_code.get(settings.LINLI_DEMO_COMMUNITY)


def grids_of(community: str) -> list[Place]:
    """The grids of a community in order."""
    return places(below=community, level=Level.GRID)


def choices(below: str) -> tuple[list[Place], bool]:
    """The next step of choosing where one is, and whether it is the last (communities). Steps with one choice are
    skipped."""
    for level in (Level.CITY, Level.DISTRICT, Level.SUBDISTRICT):
        found = places(below=below, level=level)
        if len(found) > 1 and len(below) < level:
            return found, False
    return places(below=below, level=Level.COMMUNITY), True


def cards(area: str) -> list[dict[str, Any]]:
    """Who serves an area, the closest first, with the area's name."""
    by = visitor()
    with scope(by, write=False):
        return [
            {**card, "area_name": territory.name_of(card["area"]), "own": len(card["area"]) >= Level.GRID}
            for card in workforce.public_cards(area=area)
        ]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a scanned code stands for: a contact card or a notice, with what whoever holds it is told."""

    what: str
    told: dict[str, Any]


def verified(code: str) -> Verified | None:
    """The card or the notice a code is printed on; nothing where there is none."""
    by = visitor()
    with scope(by, write=False):
        tidy = contact_cards.take_code_into_sight(by, code)
        if card := contact_cards.checked_card(by, tidy):
            return Verified("card", card)
        notice = notices.checked_notice(by, tidy)
    return Verified("notice", notice) if notice else None


def area_name(area: str) -> str:
    """An area with what it lies in, or nothing if there is no such area."""
    by = visitor()
    with scope(by, write=False):
        return territory.full_name_of(area) if territory.exists(area) else ""


def receipt(matter: UUID) -> dict[str, Any]:
    """What a reporter is given, for the matter just raised."""
    by = visitor(matter)
    with scope(by, write=False):
        return _named(matters.receipt(by, matter))


def matter(matter: UUID) -> dict[str, Any]:
    """What a reporter sees of his matter, with words for codes."""
    by = visitor(matter)
    with scope(by, write=False):
        found = _named(matters.public_view(by, matter))
        found["left"] = _left(found["due_at"]) if found.get("due_at") else ""
    return found


def _named(found: dict[str, Any]) -> dict[str, Any]:
    if wording.in_english():
        by_code = {row.code: row.name_en for row in matters.categories()}
        steps = [by_code.get(found["category"].partition(".")[0], ""), by_code.get(found["category"], "")]
        found["category_name"] = " · ".join(dict.fromkeys(filter(None, steps))) or found["category"]
    return found


def _left(due: datetime) -> str:
    now, calendar = clock.now(), calendars.working_calendar()
    minutes_a_day = (calendar.hours.total or USUAL_HOURS.total) / MINUTE
    minutes = calendar.working_minutes_between(now, due)
    return wording.left_words(rules.left(due, now, minutes_left=minutes, minutes_a_day=minutes_a_day))


def photo(matter: UUID | None, file_id: UUID) -> StoredRef:
    """A picture a visitor may see: a public one, or one of his matter. NotFound otherwise."""
    by = visitor(matter)
    with scope(by, write=False):
        found = files.stored(by, file_id)
        if found.public or (matter and matters.has_file(by, matter, file_id)):
            return found
    raise NotFound("file/not-found", zh="没有这个文件", en="There is no such file")


@dataclass(frozen=True, slots=True)
class Counter:
    """How the community's counter is reached: by phone, and when it is staffed on working days."""

    phone: str
    hours: str


def counter(area: str) -> Counter:
    """The counter that serves an area: the phone of the closest post there, with the office hours of the calendar."""
    post = workforce.nearest_cached(title=rules.COUNTER_TITLE, area=area) if area else None
    spans = calendars.working_calendar().hours.spans
    return Counter(post.phone if post else "", wording.hours(spans))


def place_of(area: str) -> Place:
    """The community an area lies in."""
    code = community_of(area)
    found = places(below=code, level=Level.COMMUNITY)
    return found[0] if found else Place(code, territory.name_of(code))


def is_blocked(*, area: str, network: str, phone: str = "") -> bool:
    """Whether the public doors of an area are closed to an address or a phone."""
    by = visitor()
    with scope(by, write=False):
        return blocks.is_blocked(by, area=area, network=network, phone=phone)
