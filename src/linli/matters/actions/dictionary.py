"""Loading the dictionary: categories and the responsibility list, from the shipped files or a site's own."""

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files
from uuid import UUID

from linli.kit import clock, ids
from linli.kit.actor import Actor
from linli.kit.errors import Forbidden, Refused
from linli.ledger import actions as ledger
from linli.matters.models import Category, Responsibility
from linli.matters.queries import forget_dictionary
from linli.matters.rules import Urgency


def _shipped(name: str) -> list[dict[str, str]]:
    text = files("linli.matters").joinpath(f"data/{name}").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def _system_only(by: Actor) -> None:
    if not by.everywhere:
        raise Forbidden(
            "matter/not-allowed", zh="只有系统可以装载字典", en="Only the system loads the dictionary"
        )


def load_categories(*, by: Actor, rows: Iterable[Mapping[str, str]] | None = None) -> int:
    """Put categories in by code; without rows the shipped tree. Refuses a bad amount or urgency, naming the row."""
    _system_only(by)
    count = 0
    for number, row in enumerate(_shipped("categories.csv") if rows is None else rows, start=2):
        try:
            values = _category(row)
        except (KeyError, ValueError) as error:
            raise Refused(
                "category/bad-row",
                zh=f"分类表第{number}行有误：{error}",
                en=f"Category row {number} is wrong: {error}",
            ) from error
        Category.objects.update_or_create(id=ids.of("category", row["code"]), defaults=values)
        count += 1
    forget_dictionary()
    ledger.record("category.loaded", by=by, area="", subject=ids.new(), count=count)
    return count


def _category(row: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {
        name: row.get(name, "")
        for name in ("code", "parent", "name", "name_en", "kind", "title", "keywords", "refer_to")
    }
    for clock_name in ("accept", "respond", "settle"):
        values[f"{clock_name}_amount"] = float(row[f"{clock_name}_amount"])
        values[f"{clock_name}_unit"] = row[f"{clock_name}_unit"]
    values["urgency"] = Urgency(row["urgency"]).value
    values["place"] = int(row["order"])
    values["changed_at"] = clock.now()
    return values


def load_responsibility(*, by: Actor, rows: Iterable[Mapping[str, str]] | None = None) -> int:
    """Put the ordered list in, replacing what was there; without rows the shipped one."""
    _system_only(by)
    Responsibility.objects.all().delete()
    made = [
        Responsibility(
            id=ids.of("responsibility", row["order"]),
            place=int(row["order"]),
            area=row["area"],
            category=row["category"],
            urgency=row["urgency"],
            title=row["title"],
            level=row["level"],
            post_id=UUID(row["post"]) if row.get("post") else None,
            note=row.get("note", ""),
            changed_at=clock.now(),
        )
        for row in (_shipped("responsibility.csv") if rows is None else rows)
    ]
    Responsibility.objects.bulk_create(made)
    forget_dictionary()
    ledger.record("responsibility.loaded", by=by, area="", subject=ids.new(), count=len(made))
    return len(made)
