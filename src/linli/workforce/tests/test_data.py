"""The shipped titles: every one maps to a role a person may have, and only those residents should call are public."""

import csv
from pathlib import Path

ROLES = {
    "helper",
    "partner",
    "grid_worker",
    "grid_lead",
    "counter",
    "secretary",
    "subdistrict",
    "department",
    "supervisor",
    "administrator",
}
WANTED = {
    "grid_worker",
    "grid_lead",
    "steward",
    "stairwell_head",
    "building_head",
    "pioneer",
    "volunteer",
    "property_company",
    "community_police",
    "social_organisation",
    "counter_worker",
    "community_secretary",
    "subdistrict_officer",
    "department_officer",
    "supervisor",
    "administrator",
}


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "data" / "titles.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_title_is_there_once() -> None:
    codes = [row["code"] for row in rows()]
    assert set(codes) == WANTED
    assert len(codes) == len(set(codes))


def test_every_role_a_person_may_have_is_carried() -> None:
    assert {row["role"] for row in rows()} == ROLES


def test_columns() -> None:
    for row in rows():
        assert row["name"]
        assert row["name_en"]
        assert row["note"]
        assert row["level"] in {"grid", "micro_grid", "community", "subdistrict", "district"}
        assert row["public"] in {"0", "1"}
    order = [int(row["order"]) for row in rows()]
    assert order == sorted(set(order))
    assert len({row["name"] for row in rows()}) == len(rows())


def test_volunteers_phones_are_not_public() -> None:
    public = {row["code"] for row in rows() if row["public"] == "1"}
    assert public == {"grid_lead", "grid_worker", "steward", "community_police", "community_secretary"}
