"""The routes: whoever is signed in may ask, nobody changes anything by asking."""

import json

import pytest

from linli.calendars import queries
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    queries.forget_calendar()


def test_years() -> None:
    answer = Caller("grid1").get("/calendars/years")
    assert answer.status_code == 200
    years = {year["year"]: year for year in json.loads(answer.content)}
    assert years[2026]["known"]
    assert years[2026]["sources"][0]["number"] == "国办发明电〔2025〕7号"
    assert years[2026]["makeup_days"] == 6
    assert years[2012]["known"]


def test_days_that_are_not_what_their_weekday_says() -> None:
    answer = Caller("grid1").get("/calendars/days", since="2026-09-20", until="2026-10-10")
    assert answer.status_code == 200
    days = {row["day"]: row["working"] for row in json.loads(answer.content)}
    assert days["2026-10-01"] is False
    assert "2026-09-21" not in days
    assert list(days) == sorted(days)


def test_nothing_is_written_there() -> None:
    assert Caller("grid1").post("/calendars/days").status_code == 405


def test_nobody_is_told_who_has_not_said_who_he_is() -> None:
    problem(Caller().get("/calendars/years"), 401, "actor/signed-out")
