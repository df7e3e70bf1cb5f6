"""What is shown of a thing that was found: enough to know it again, numbers masked, labels as far as they may be
seen."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from linli.kit import clock, sealing
from linli.kit.actor import Actor
from linli.language.rules.masking import mask_phone
from linli.register.queries import dictionary
from linli.register.rules import Permission
from linli.register.rules.finding import Noun
from linli.register.rules.numbers import age_on

_HEAD = "SELECT f.way, f.home, f.sorted,"
_LABELS = (
    " ARRAY(SELECT l.kind FROM register_label l WHERE l.resident_id = r.id AND l.until IS NULL)"
    " || ARRAY(SELECT l.kind FROM register_label l WHERE l.household_id = r.household_id AND l.until IS NULL)"
)
STATEMENTS = {
    Noun.RESIDENT: (
        f"{_HEAD} r.id, r.area, r.name, r.sex, r.born_on, r.state, r.synthetic, d.id, d.code, b.name, s.phone,"
        f"{_LABELS}"
        " FROM {found} JOIN register_resident r ON r.id = f.thing"
        " LEFT JOIN register_dwelling d ON d.id = r.dwelling_id LEFT JOIN register_building b ON b.id = d.building_id"
        " LEFT JOIN register_secret s ON s.resident_id = r.id ORDER BY f.at"
    ),
    Noun.DWELLING: (
        f"{_HEAD} d.id, d.area, d.code, d.use, d.synthetic, b.name, (SELECT coalesce(sum(h.size), 0)"  # noqa: S608 - texts of ours
        " FROM register_household h WHERE h.dwelling_id = d.id AND h.ended_on IS NULL)"
        " FROM {found} JOIN register_dwelling d ON d.id = f.thing"
        " JOIN register_building b ON b.id = d.building_id ORDER BY f.at"
    ),
    Noun.ORGANISATION: (
        f"{_HEAD} o.id, o.area, o.name, o.kind, o.trade, o.premises, o.closed_at IS NOT NULL, o.synthetic, b.name"
        " FROM {found} JOIN register_organisation o ON o.id = f.thing"
        " LEFT JOIN register_building b ON b.id = o.building_id ORDER BY f.at"
    ),
    Noun.BUILDING: (
        f"{_HEAD} b.id, b.area, b.name, b.address, b.synthetic, e.name"
        " FROM {found} JOIN register_building b ON b.id = f.thing"
        " LEFT JOIN register_estate e ON e.id = b.estate_id ORDER BY f.at"
    ),
}
"""Each noun's rows in the order they were found in, the way they were found by ahead; under the wall."""


def told(by: Actor, noun: Noun, row: Sequence[Any], why: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """One row for the screen, with why it was found."""
    shown = _TOLD[noun](by, row)
    return {"noun": noun.value, **shown, "why": [{"word": word, "by": found} for word, found in why]}


def _resident(by: Actor, row: Sequence[Any]) -> dict[str, Any]:
    id, area, name, sex, born_on, state, synthetic, dwelling, code, building, phone, kinds = row
    plain = sealing.unseal(phone, of=id, field="resident.phone") if phone else ""
    return {
        **_blank(id, area, name, synthetic),
        "sex": sex,
        "age": age_on(born_on, timezone.localdate(clock.now())) if born_on else None,
        "state": state,
        "dwelling_id": dwelling,
        "code": code or "",
        "place": building or "",
        "phone": mask_phone(plain) if plain else "",
        "labels": labels_shown(by, area, kinds),
    }


def labels_shown(by: Actor, area: str, codes: Sequence[str]) -> list[dict[str, str]]:
    """Of some labels on somebody in an area, those the actor's titles may see there, in the dictionary's order."""
    titles = {seat.title for seat in by.seats if seat.grants(Permission.SEE) and area.startswith(seat.area)}
    return [
        {"code": kind.code, "name": kind.name, "name_en": kind.name_en}
        for kind in dictionary.kinds().values()
        if kind.code in codes
        and (kind.on_phone or not by.on_phone)
        and (not kind.seen_by or by.everywhere or titles & set(kind.seen_by))
    ]


def _dwelling(by: Actor, row: Sequence[Any]) -> dict[str, Any]:
    id, area, code, use, synthetic, building, members = row
    return {
        **_blank(id, area, code, synthetic),
        "code": code,
        "place": building,
        "kind": use,
        "members": int(members),
    }


def _organisation(by: Actor, row: Sequence[Any]) -> dict[str, Any]:
    id, area, name, kind, trade, premises, closed, synthetic, building = row
    return {
        **_blank(id, area, name, synthetic),
        "kind": kind,
        "trade": trade,
        "code": premises,
        "place": building or "",
        "state": "closed" if closed else "active",
    }


def _building(by: Actor, row: Sequence[Any]) -> dict[str, Any]:
    id, area, name, address, synthetic, estate = row
    return {**_blank(id, area, name, synthetic), "code": address, "place": estate or ""}


def _blank(id: Any, area: str, name: str, synthetic: bool) -> dict[str, Any]:
    return {
        "id": id,
        "area": area,
        "name": name,
        "synthetic": synthetic,
        "state": "active",
        "sex": "",
        "age": None,
        "dwelling_id": None,
        "code": "",
        "place": "",
        "phone": "",
        "labels": [],
        "kind": "",
        "trade": "",
        "members": None,
    }


_TOLD = {
    Noun.RESIDENT: _resident,
    Noun.DWELLING: _dwelling,
    Noun.ORGANISATION: _organisation,
    Noun.BUILDING: _building,
}
