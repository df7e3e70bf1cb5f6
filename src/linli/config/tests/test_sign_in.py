"""What a site sets about signing in: sound when nothing is set, refused when it is wrong, told in the guide."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from linli.config import env, sign_in
from linli.kit.roles import Role

ISSUER = {
    "LINLI_OIDC_ISSUER": "https://id.example.org/",
    "LINLI_OIDC_CLIENT": "linli",
    "LINLI_OIDC_SECRET": "hush",
}


def said(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name in re.findall(r'"(LINLI_(?:SECOND|OIDC)\w+)"', Path(sign_in.__file__).read_text("utf-8")):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("address", "value", "required"),
    [
        ("https://linli.example.gov.cn", None, {Role.ADMINISTRATOR, Role.SUPERVISOR}),
        ("http://10.0.0.5:8000", None, {Role.ADMINISTRATOR, Role.SUPERVISOR}),
        ("http://127.0.0.1:8102", None, set()),
        ("http://localhost", None, set()),
        ("https://localhost.example.org", None, {Role.ADMINISTRATOR, Role.SUPERVISOR}),
        ("https://linli.example.gov.cn", "", set()),
        ("https://linli.example.gov.cn", " secretary , administrator ", {Role.SECRETARY, Role.ADMINISTRATOR}),
        ("http://127.0.0.1:8102", "administrator", {Role.ADMINISTRATOR}),
    ],
)
def test_who_must_have_a_second_factor(
    monkeypatch: pytest.MonkeyPatch, address: str, value: str | None, required: set[Role]
) -> None:
    said(monkeypatch, **({} if value is None else {"LINLI_SECOND_FACTOR": value}))
    assert sign_in.second_factor(address) == required


def test_an_unknown_role_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, LINLI_SECOND_FACTOR="administator")
    with pytest.raises(ValueError, match="administator"):
        sign_in.second_factor("https://linli.example.gov.cn")


def test_without_an_issuer_there_is_no_other_house(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch)
    assert sign_in.other_house() is None
    assert settings.LINLI_OIDC is None


def test_the_other_house(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, **ISSUER, LINLI_OIDC_MATCH="phone, email")
    house = sign_in.other_house()
    assert house is not None
    assert (house.issuer, house.origin) == ("https://id.example.org", "https://id.example.org")
    assert (house.name, house.match) == ("统一身份认证", {"phone", "email"})
    said(monkeypatch, **ISSUER | {"LINLI_OIDC_ISSUER": "https://id.example.net"})
    other = sign_in.other_house()
    assert other is not None
    assert other.id != house.id
    assert other.match == frozenset()


@pytest.mark.parametrize(
    "wrong",
    [
        {"LINLI_OIDC_CLIENT": ""},
        {"LINLI_OIDC_SECRET": ""},
        {"LINLI_OIDC_ISSUER": "http://id.example.org"},
        {"LINLI_OIDC_ISSUER": "id.example.org"},
        {"LINLI_OIDC_MATCH": "name"},
    ],
)
def test_half_a_house_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]) -> None:
    said(monkeypatch, **ISSUER | wrong)
    with pytest.raises(ValueError, match="LINLI_OIDC"):
        sign_in.other_house()


def test_the_guide_tells_every_setting() -> None:
    read = set(re.findall(r'"(LINLI_\w+)"', Path(sign_in.__file__).read_text("utf-8")))
    guide = (env.ROOT / "docs" / "guide" / "登录和安全.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(LINLI_\w+)`", guide, re.MULTILINE)) == read
