"""The dictionary: categories and the responsibility list, loaded from the shipped files or a site's own, or changed by
an administrator, edition by edition."""

import csv
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from uuid import UUID

from linli.editions import actions as editions
from linli.editions import queries as edition_queries
from linli.editions.rules import Rows, put_back, refusal
from linli.kit import clock, ids
from linli.kit.actor import Actor, require_for_site
from linli.kit.errors import Forbidden, Refused
from linli.ledger import actions as ledger
from linli.matters.models import Category, Responsibility
from linli.matters.queries import dictionary, forget_dictionary, trial
from linli.matters.rules import Permission, Urgency
from linli.matters.rules.dictionary import CATEGORIES, RESPONSIBILITY, check_categories
from linli.workforce import queries as workforce


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
    editions.keep_loaded(by=by, noun=CATEGORIES, rows=dictionary.category_rows(), reason="装载的分类表")
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
    rows = dictionary.responsibility_rows()
    editions.keep_loaded(by=by, noun=RESPONSIBILITY, rows=rows, reason="装载的责任规则")
    ledger.record("responsibility.loaded", by=by, area="", subject=ids.new(), count=len(made))
    return len(made)


def change_categories(*, by: Actor, seen: int, reason: str, rows: Rows) -> UUID:
    """Put a new edition of the tree of categories in force: names, keywords, limits, order, those switched off. Matters
    keep their category and the deadlines they have. Returns the edition's id. Forbidden to all but an administrator of
    the whole site. Refused: what `check_categories` finds, an edition that is not the last any more (409), no reason,
    no change."""
    require_for_site(by, Permission.CHANGE_CATEGORIES)
    return _new_categories(by, seen, reason, lambda _: rows)


def put_categories_back(*, by: Actor, number: int, seen: int, reason: str) -> UUID:
    """Put an earlier edition of the tree in force again, as a new one; categories made since stay, switched off.
    Refuses as `change_categories` does, and where there is no such edition (404)."""
    require_for_site(by, Permission.CHANGE_CATEGORIES)
    old = edition_queries.rows_of(by, CATEGORIES, number)
    return _new_categories(by, seen, reason, lambda stands: put_back(CATEGORIES, old, stands))


def _new_categories(by: Actor, seen: int, reason: str, becomes: Callable[[Rows], Rows]) -> UUID:
    def checked(stands: Rows) -> Rows:
        rows = becomes(stands)
        if bad := check_categories(rows, stands, set(workforce.title_names())):
            raise refusal("category/bad-rows", bad)
        return rows

    id, rows = editions.change(
        by=by,
        noun=CATEGORIES,
        seen=seen,
        reason=reason,
        stands=dictionary.category_rows,
        becomes=checked,
    )
    now = clock.now()
    made = [
        Category(
            id=ids.of("category", row["code"]),
            place=number * 10,
            changed_at=now,
            **{**row, "keywords": "|".join(row["keywords"])},
        )
        for number, row in enumerate(rows, start=1)
    ]
    columns = [*rows[0], "place", "changed_at"]
    Category.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[column for column in columns if column != "code"],
    )
    forget_dictionary()
    return id


def change_responsibility(*, by: Actor, seen: int, reason: str, rows: Rows, tried: str) -> UUID:
    """Switch a new responsibility list on; `tried` is what the trial of this very list answered, so that nobody
    switches on what he has not seen the effect of. Matters keep the posts they have. Returns the edition's id.
    Forbidden to all but an administrator of the whole site. Refused: a list that was not tried within a day, what
    `check_responsibility` finds, an edition that is not the last any more (409), no reason, no change."""
    require_for_site(by, Permission.CHANGE_RESPONSIBILITY)
    if not trial.was_tried(by, tried, rows=rows):
        raise Refused(
            "responsibility/not-tried",
            zh="请先试跑这份规则，看看会改变什么，再启用",
            en="Try these rules first and see what they change, then switch them on",
        )

    def checked(_: Rows) -> Rows:
        if bad := trial.mistakes(rows):
            raise refusal("responsibility/bad-rows", bad)
        return rows

    id, rows = editions.change(
        by=by,
        noun=RESPONSIBILITY,
        seen=seen,
        reason=reason,
        stands=dictionary.responsibility_rows,
        becomes=checked,
    )
    _replace_responsibility(rows)
    forget_dictionary()
    return id


def _replace_responsibility(rows: Rows) -> None:
    now = clock.now()
    Responsibility.objects.all().delete()
    Responsibility.objects.bulk_create(
        Responsibility(
            place=number * 10,
            changed_at=now,
            post_id=UUID(row["post"]) if row["post"] else None,
            **{name: value for name, value in row.items() if name != "post"},
        )
        for number, row in enumerate(rows, start=1)
    )
