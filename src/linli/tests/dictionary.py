"""What an administrator sends to change what is the whole site's: bodies for the matrix of routes."""

from typing import Any

from django.core import signing

from linli.editions.rules import digest
from linli.matters.queries import dictionary, trial
from linli.tests import community as c
from linli.workforce import queries as workforce

YEAR = {
    "year": 2027,
    "notices": [{"number": "试〔2027〕1号", "title": "2027年放假的通知", "issued_on": "2026-11-20"}],
    "days": [{"day": "2027-01-01", "kind": "holiday", "name": "元旦", "source": "试〔2027〕1号"}],
}
PUT_BACK = {"number": 1, "seen": 1}


def bodies() -> dict[str, dict[str, Any]]:
    """A body for each of the routes that nothing local is named in."""
    categories, rules, titles = (
        dictionary.category_rows(),
        dictionary.responsibility_rows()[::-1],
        workforce.title_rows(),
    )
    categories[0]["name"] += "类"
    titles[0]["note"] += "。"
    sent = [{**row, "post": row["post"] or None} for row in rows_of(rules)]
    tried = signing.dumps([str(c.user_id("admin")), digest(rules)], salt=trial._SALT)  # pyright: ignore[reportPrivateUsage]
    said = {"seen": 1, "reason": "改一改"}
    return {
        "/api/dictionary/categories": {"rows": categories, **said},
        "/api/dictionary/categories/try": {"rows": categories, "words": "路灯坏了"},
        "/api/dictionary/categories/put-back": {**PUT_BACK, "reason": "改回去"},
        "/api/dictionary/responsibility": {"rows": sent, "tried": tried, **said},
        "/api/dictionary/responsibility/try": {"rows": sent},
        "/api/workforce/titles": {"rows": titles, **said},
        "/api/workforce/titles/try": {"rows": titles},
        "/api/workforce/titles/put-back": {**PUT_BACK, "reason": "改回去"},
        "/api/calendars/years": {**YEAR, "seen": 0, "reason": "新的一年"},
        "/api/calendars/years/try": YEAR,
        "/api/calendars/years/read": {"year": 2027, "text": "元旦：1月1日放假"},
        "/api/calendars/years/put-back": {**PUT_BACK, "year": 2026, "reason": "改回去"},
    }


def rows_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy, so that what is sent and what was tried are two things."""
    return [dict(row) for row in rows]
