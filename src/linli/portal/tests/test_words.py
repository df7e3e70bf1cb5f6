"""The English catalogue holds every word of the pages, and the pages hold no loose Chinese."""

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.test import Client

from linli.portal.tests import catalogue

CHINESE = re.compile(r"[\u4e00-\u9fff]")
STATIC = Path(__file__).parent.parent / "static" / "portal"


def _catalogue() -> Catalog:
    return read_po(BytesIO(catalogue.catalogue().read_bytes()), locale="en")


def _words(message: Message) -> list[str]:
    return (
        [message.string] if isinstance(message.string, str) else [str(one) for one in message.string or ("",)]
    )


def test_every_text_has_its_english() -> None:
    known: set[str] = set()
    for message in _catalogue():
        if not message.id:
            continue
        id = str(message.id if isinstance(message.id, str) else message.id[0])
        known.add(id)
        assert not message.fuzzy, id
        for words in _words(message):
            assert words, id
            assert not CHINESE.search(words), id
            assert set(re.findall(r"%\(\w+\)[sd]", words)) == set(re.findall(r"%\(\w+\)[sd]", id)), id
    said = catalogue.said()
    assert len(said) > 150
    assert known == said


def test_templates_hold_no_loose_chinese() -> None:
    for path in sorted(catalogue.PORTAL.rglob("*.html")):
        bare = re.sub(r"\{%.*?%\}", "", path.read_text("utf-8"))
        blocks = re.sub(
            r"\{% blocktranslate.*?endblocktranslate %\}", "", path.read_text("utf-8"), flags=re.S
        )
        bare = re.sub(r"\{%.*?%\}", "", blocks)
        assert not CHINESE.search(bare), path.name


def test_nothing_needs_a_script() -> None:
    for path in sorted(catalogue.PORTAL.rglob("*.html")):
        text = path.read_text("utf-8")
        assert "<script" not in text, path.name
        assert not re.search(r"\son\w+=", text), path.name
        assert "style=" not in text, path.name


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/raise/", "/track/", "/find/", "/feedback/", "/accounts/login/"])
def test_a_page_and_all_it_needs_weigh_little(client: Client, path: str) -> None:
    page = client.get(path).content
    parts = [page, *(one.read_bytes() for one in STATIC.iterdir())]
    assert sum(len(gzip.compress(part)) for part in parts) <= 40 * 1024


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/raise/", "/track/", "/find/", "/feedback/", "/accounts/login/", "/nowhere/"]
)
def test_in_english(client: Client, path: str) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(path).content.decode()
    assert '<html lang="en"' in page
    loose = re.sub(r"本社区|\d号网格|\w+者|中文|\w*岗", "", page)
    assert not CHINESE.search(loose), CHINESE.findall(loose)
