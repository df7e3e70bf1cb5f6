"""The mail server from the environment, and the names of jobs that are deferred by name."""

import re
from pathlib import Path

import procrastinate.contrib.django
import pytest

from linli.config import env, mail
from linli.config.reactions import REACTIONS
from linli.tests import source

GUIDE = env.ROOT / "docs" / "guide" / "系统管理员.md"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("LINLI_MAIL_HOST", "smtp.example.cn")
    monkeypatch.setenv("LINLI_MAIL_FROM", "linli@example.cn")
    monkeypatch.setenv("LINLI_MAIL_PASSWORD", "very-secret")
    return monkeypatch


def test_nothing_is_sent_until_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINLI_MAIL_HOST", raising=False)
    assert not mail.server().on


@pytest.mark.parametrize(
    ("kind", "port", "starttls", "tls"),
    [("starttls", 587, True, False), ("tls", 465, False, True), ("none", 25, False, False)],
)
def test_kinds_of_connection(
    given: pytest.MonkeyPatch, kind: str, port: int, starttls: bool, tls: bool
) -> None:
    given.setenv("LINLI_MAIL_TLS", kind)
    found = mail.server()
    assert (found.on, found.port, found.starttls, found.tls) == (True, port, starttls, tls)
    assert "very-secret" not in repr(found)
    given.setenv("LINLI_MAIL_PORT", "2525")
    assert mail.server().port == 2525


@pytest.mark.parametrize(
    ("name", "value"), [("LINLI_MAIL_TLS", "maybe"), ("LINLI_MAIL_FROM", ""), ("LINLI_MAIL_PORT", "x")]
)
def test_half_a_server_is_refused(given: pytest.MonkeyPatch, name: str, value: str) -> None:
    given.setenv(name, value)
    with pytest.raises(ValueError, match=r"LINLI_MAIL|invalid"):
        mail.server()


def test_every_setting_of_the_mail_is_told() -> None:
    read = set(re.findall(r'"(LINLI_MAIL_[A-Z]+)"', Path(mail.__file__).read_text(encoding="utf-8")))
    told = set(re.findall(r"`(LINLI_MAIL_[A-Z]+)`", GUIDE.read_text(encoding="utf-8")))
    assert read == told


def test_jobs_deferred_by_name_are_listed_and_there() -> None:
    named: set[str] = set()
    for path in source.files():
        named |= set(re.findall(r'configure_task\(\s*"([\w.]+)"', path.read_text(encoding="utf-8")))
    assert named == set(REACTIONS)
    assert named <= set(procrastinate.contrib.django.app.tasks)
