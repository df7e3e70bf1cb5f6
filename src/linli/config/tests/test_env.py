"""Settings from the environment: secrets made once and kept to the owner, logins derived, flags and texts."""

import os
from pathlib import Path

import pytest

from linli.config import env


@pytest.mark.parametrize(
    ("value", "on"),
    [("1", True), ("true", True), (" Yes ", True), ("on", True), ("0", False), ("", False), ("x", False)],
)
def test_flags(value: str, on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_X", value)
    assert env.flag("LINLI_X") is on


def test_a_secret_is_made_once_and_readable_by_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINLI_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("SECRET_X", raising=False)
    first = env.kept_secret("SECRET_X", "secret_x")
    assert len(first) >= 60
    assert env.kept_secret("SECRET_X", "secret_x") == first
    assert (tmp_path / "var" / "secret_x").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("SECRET_X", "given")
    assert env.kept_secret("SECRET_X", "secret_x") == "given"


URL = "postgres://own%40er:p%2Fw@db.example:6543/lin%20li"


def test_the_owner_is_whom_the_address_names() -> None:
    found = env.database(URL, role="owner", secret="s")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("own@er", "p/w", "db.example")
    assert (found["PORT"], found["NAME"]) == ("6543", "lin li")


def test_the_other_logins_are_derived_from_the_secret() -> None:
    web, jobs = (env.database(URL, role=role, secret="s") for role in ("web", "jobs"))
    assert (web["USER"], jobs["USER"]) == ("linli_web", "linli_jobs")
    assert len({web["PASSWORD"], jobs["PASSWORD"], "p/w"}) == 3
    assert env.database(URL, role="web", secret="t")["PASSWORD"] != web["PASSWORD"]
    assert env.database(URL, role="web", secret="s") == web


def test_a_site_may_name_its_own_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL_WEB", "postgres://site_web:pw@other/linli")
    found = env.database(URL, role="web", secret="s")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("site_web", "pw", "other", "")


def test_the_environment_holds_no_secret_of_the_tests() -> None:
    assert "DATABASE_URL_WEB" not in os.environ
