"""The one route: everybody may ask, nobody changes anything by asking."""

import json

import pytest
from django.test import Client

from linli.calendars import queries

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    queries.forget_calendar()


def test_years(client: Client) -> None:
    answer = client.get("/api/calendars/years")
    assert answer.status_code == 200
    years = {year["year"]: year for year in json.loads(answer.content)}
    assert years[2026]["known"]
    assert years[2026]["sources"][0]["number"] == "国办发明电〔2025〕7号"
    assert years[2026]["makeup_days"] == 6
    assert years[2012]["known"]


def test_nothing_is_written_there(client: Client) -> None:
    assert client.post("/api/calendars/years", data={}, content_type="application/json").status_code == 405
