"""What may be said of each noun: the fields that are entered and corrected, with how each is checked. Excel sheets and
screens write through the same table."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from linli.register.rules import kinds, writing
from linli.register.rules.numbers import is_credit_code

Check = Callable[[Any, str, date], Any]


def _text(most: int) -> Check:
    return lambda value, field, today: writing.tidy(value or "", most)


def _one_of(kind: type[kinds.Called]) -> Check:
    def check(value: Any, field: str, today: date) -> str:
        try:
            return str(kind(value.value if isinstance(value, Enum) else value))
        except ValueError as error:
            raise writing.refused(field, "没有这个选项", "There is no such choice") from error

    return check


def _number(low: float, high: float, *, whole: bool = False) -> Check:
    def check(value: Any, field: str, today: date) -> float | int | None:
        if value is None:
            return None
        if not low <= value <= high:
            raise writing.refused(field, f"应在{low:g}与{high:g}之间", f"Between {low:g} and {high:g}")
        return int(value) if whole else float(value)

    return check


def _yes(value: Any, field: str, today: date) -> bool | None:
    return value


def _past(value: date | None, field: str, today: date) -> date | None:
    return writing.check_day(value, field=field, today=today)


def _day(value: date | None, field: str, today: date) -> date | None:
    return writing.check_day(value, field=field, today=today, ahead=True)


def _person(value: str, field: str, today: date) -> str:
    return writing.check_name(value, field=field)


def _title(most: int) -> Check:
    return lambda value, field, today: writing.check_title(value, field=field, most=most)


def _credit(value: str, field: str, today: date) -> str:
    code = writing.narrow(value or "").upper()
    if code and not is_credit_code(code):
        raise writing.refused(field, "统一社会信用代码不对，请核对", "That is no unified social credit code")
    return code


_POINT: Mapping[str, Check] = {"longitude": _number(-180, 180), "latitude": _number(-90, 90)}
ESTATE: Mapping[str, Check] = {
    "name": _title(60),
    "kind": _one_of(kinds.EstateKind),
    "keeper": _text(80),
    "address": _text(120),
    "built_in": _number(1850, 2100, whole=True),
    **_POINT,
}
BUILDING: Mapping[str, Check] = {
    "name": _title(60),
    "address": _text(120),
    "use": _one_of(kinds.BuildingUse),
    "floors": _number(1, 150, whole=True),
    "has_lift": _yes,
    **_POINT,
}
DWELLING: Mapping[str, Check] = {
    "use": _one_of(kinds.DwellingUse),
    "floor": _number(-5, 150, whole=True),
    "square_metres": _number(1, 100_000),
    "lease_ends_on": _day,
    "note": _text(200),
}
HOUSEHOLD: Mapping[str, Check] = {
    "kind": _one_of(kinds.HouseholdKind),
    "tenant": _yes,
    "note": _text(200),
}
RESIDENT: Mapping[str, Check] = {
    "name": _person,
    "sex": _one_of(kinds.Sex),
    "born_on": _past,
    "relation": _one_of(kinds.Relation),
    "presence": _one_of(kinds.Presence),
    "registered_at": _text(120),
    "ethnicity": _text(20),
    "politics": _text(20),
    "education": _text(20),
    "marriage": _text(20),
    "occupation": _text(40),
    "workplace": _text(80),
    "note": _text(200),
}
TIE: Mapping[str, Check] = {
    "kind": _one_of(kinds.TieKind),
    "kin": _one_of(kinds.Kin),
    "emergency": _yes,
    "has_key": _yes,
    "note": _text(200),
    "since": _past,
}
ORGANISATION: Mapping[str, Check] = {
    "kind": _one_of(kinds.OrganisationKind),
    "partner": _yes,
    "name": _title(80),
    "trade": _text(40),
    "small_premises": _one_of(kinds.SmallPremises),
    "credit_code": _credit,
    "premises": _text(120),
    "square_metres": _number(1, 1_000_000),
    "employees": _number(0, 1_000_000, whole=True),
    "equipment": _number(0, 1000, whole=True),
    "note": _text(200),
    **_POINT,
}


def checked(table: Mapping[str, Check], said: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The values said, each in the form it is kept in; refused where one cannot be. A name the table has not is a
    mistake of the caller (KeyError)."""
    return {field: table[field](value, field, today) for field, value in said.items()}
