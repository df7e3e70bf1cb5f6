"""Everything sensitive says what it is for and on what basis, in the API and in the docs as in the data."""

import csv
from pathlib import Path

import pytest

from linli.kit.keeping import Kept
from linli.kit.roles import Role
from linli.register.actions.dictionary import FILE as LABELS
from linli.register.queries.purposes import rows
from linli.safekeeping.actions import TABLES
from linli.tests.calling import Caller
from linli.tests.test_consistency_sealed import ELSEWHERE

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[4] / "docs" / "guide" / "个人信息.md"


def test_every_sealed_field_has_its_row() -> None:
    sealed = {f"{row['noun']}.{row['field']}" for row in rows() if row["sealed"] == "1"}
    fields = {field for table in TABLES for field in table.fields.values()} | set(ELSEWHERE)
    assert sealed == {field if "." in field else f"account.{field}" for field in fields}


def test_every_row_is_whole() -> None:
    for row in rows():
        texts = ("name", "name_en", "purpose", "purpose_en", "basis", "basis_en")
        assert all(row[name].strip() for name in texts), row
        assert row["keep"] in {*Kept, "account", "load"}
    assert len({(row["noun"], row["field"]) for row in rows()}) == len(rows())


def test_every_label_that_few_see_has_purpose_and_basis() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        few = [row for row in csv.DictReader(file) if row["seen_by"]]
    assert few
    assert all(row["purpose"].strip() and row["basis"].strip() for row in few)


def test_the_api_tells_them_with_who_may_and_how_long() -> None:
    told = Caller("grid1").get("/register/purposes").json()["rows"]
    found = {(row["noun"], row["field"]): row for row in told}
    number = found["resident", "id_number"]
    assert Role.SECRETARY.value in number["roles"]
    assert Role.SUPERVISOR.value not in number["roles"]
    assert number["days"] == 365
    assert number["encrypted"]
    few = found["label", "mental_disorder"]
    assert few["titles"] == ["community_secretary", "grid_lead", "subdistrict_officer"]
    assert few["basis"] == "精神卫生法"
    assert found["account", "second-factor"]["roles"] == []
    assert len(told) > len(rows())


def test_the_page_tells_the_same() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for row in rows():
        assert f"| {row['name']} | {row['purpose']} | {row['basis']} |" in text, row["name"]
