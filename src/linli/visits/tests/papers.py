"""Cards, notices and sheets for tests, and the words of a PDF."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pypdf
from django.utils import timezone

from linli.files import actions as files
from linli.files.tests import factories as pictures
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.register.models import Building
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.visits.actions import cards, notices, routesheets
from linli.visits.actions.notices import NoticeData


def today(days: int = 0) -> date:
    """So many days from today where the site is."""
    return timezone.localdate(clock.now()) + timedelta(days=days)


def card(key: str = "grid1", *, by: str = "", words: str = "有事您说话") -> UUID:
    """A card of a person of the community."""
    return make.act(by or key, cards.make, card_id=ids.new(), post_id=c.post_id(key), words=words)


def portrait(key: str, card_id: UUID) -> UUID:
    """A photo of himself on his card."""
    photo = make.act(
        key, files.store, area=c.HOME, name="me.jpg", content=pictures.jpeg((600, 800)), id=ids.new()
    )
    make.act(key, cards.put_portrait, card_id=card_id, file_id=photo)
    return photo


def building(area: str = c.GRIDS[0], number: str = "3") -> UUID:
    """A building with a home in it."""
    found = make.rows(Building, area=area, number=number)
    return found[0].id if found else make.building(system(), area, number)


def said(**more: Any) -> NoticeData:
    """A notice as it is said: three days ahead, for one building, by the grid's worker."""
    values: dict[str, Any] = {
        "area": c.GRIDS[0],
        "what": "冬季用电安全检查",
        "from_on": today(3),
        "until_on": today(5),
        "hours": "",
        "posts": [c.post_id("grid1")],
        "where": "梧桐新村1幢",
    }
    return NoticeData(**(values | more))


def notice(key: str = "grid1", **more: Any) -> UUID:
    """A notice."""
    return make.act(key, notices.make, notice_id=ids.new(), data=said(**more))


def sheet(key: str = "grid1", *, days: int = 0, **more: Any) -> UUID:
    """A route sheet of somebody's post."""
    values: dict[str, Any] = {"post_id": c.post_id("grid1"), "on": today(days)} | more
    return make.act(key, routesheets.make, sheet_id=ids.new(), **values)


def text_of(content: bytes) -> str:
    """The words of a PDF without space."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split()).replace("\u200b", "")
