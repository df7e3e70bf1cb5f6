"""What goes at night and what stays: files nothing refers to, bytes no row names."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from linli.conftest import owner_url
from linli.files import actions, jobs
from linli.files.models import Stored
from linli.files.tests import factories as make
from linli.kit import clock, ids
from linli.kit.actor import Actor, system, visitor
from linli.kit.errors import Forbidden, NotFound
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.tests import community as c

pytestmark = pytest.mark.django_db
FORM = visitor(UUID(int=1))
"""A visitor with a form open."""


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Files of a test lie in its own folder."""
    settings.LINLI_FILES = tmp_path
    return tmp_path


def _store(by: Actor, *, side: int = 40, public: bool = False) -> UUID:
    content = make.jpeg((60, side))
    with scope(by):
        return actions.store(by=by, area=c.HOME, name="a.jpg", content=content, public=public)


def _keep(by: Actor, *files: UUID) -> None:
    with scope(by):
        actions.keep(by=by, file_ids=files)


def _rows() -> set[UUID]:
    with scope(system(), write=False):
        return set(Stored.objects.values_list("id", flat=True))


def _bytes(folder: Path) -> int:
    return len([place for place in folder.rglob("*") if place.is_file()])


@contextmanager
def _after(days: float) -> Generator[None]:
    with clock.at(clock.now() + timedelta(days=days)):
        yield


def test_what_a_visitor_left_behind_goes_after_two_days(folder: Path) -> None:
    left, used = _store(FORM), _store(FORM, side=41)
    _keep(FORM, used)
    with _after(1.9):
        assert jobs.sweep() == 0
    assert _rows() == {left, used}
    with _after(2.1):
        assert jobs.sweep() == 2
        assert jobs.sweep() == 0
    assert _rows() == {used}
    assert _bytes(folder) == 2
    with scope(system(), write=False):
        entry = Entry.objects.get(subject=left, verb="file.removed")
    assert (entry.area, entry.facts["kind"]) == (c.HOME, "image/jpeg")


def test_a_workers_waits_longer_and_a_public_one_stays() -> None:
    waiting, public = _store(c.actor("grid1")), _store(c.actor("secretary"), side=41, public=True)
    with _after(29):
        jobs.sweep()
    assert _rows() == {waiting, public}
    with _after(300):
        jobs.sweep()
    assert _rows() == {public}


def test_bytes_stay_while_any_row_names_them(folder: Path) -> None:
    left, used = _store(visitor()), _store(c.actor("grid1"))
    with _after(3):
        assert jobs.sweep() == 0
    assert left not in _rows()
    assert used in _rows()
    assert _bytes(folder) == 2


def test_what_a_failed_write_left_goes(folder: Path) -> None:
    home = folder / "ab"
    home.mkdir()
    for name in (".part-x1", "ab" * 32, f"{'ab' * 32}.thumb"):
        (home / name).write_bytes(b"x")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "note").write_bytes(b"x")
    assert jobs.sweep() == 0
    with _after(3):
        assert jobs.sweep() == 3
    assert _bytes(folder) == 1


def test_a_folder_somebody_stores_into_is_left_alone(folder: Path) -> None:
    (folder / "ab").mkdir()
    (folder / "ab" / ("ab" * 32)).write_bytes(b"x")
    with psycopg.connect(owner_url(connection.settings_dict["NAME"])) as other, _after(3):
        other.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [actions.LOCKS, 0xAB])
        assert jobs.sweep() == 0
        other.rollback()
        assert jobs.sweep() == 1


def test_a_folder_that_cannot_be_read_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> int:
        raise OSError("bad disk")

    _store(visitor())
    monkeypatch.setattr(actions, "remove_orphans", broken)
    with _after(3):
        assert jobs.sweep() == 0
    assert not _rows()


def test_one_batch_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 1)
    for side in (40, 41, 42):
        _store(visitor(), side=side)
    with _after(3):
        assert jobs.sweep() == 6
    assert not _rows()


def test_only_what_is_seen_is_kept() -> None:
    theirs = _store(c.actor("grid1"))
    public = _store(c.actor("secretary"), public=True)
    _keep(visitor(), public)
    for unseen in (theirs, ids.new()):
        with pytest.raises(NotFound):
            _keep(visitor(), unseen)
    with scope(system(), write=False):
        assert not Stored.objects.get(id=theirs).kept


def test_the_systems_alone(folder: Path) -> None:
    by = c.actor("admin")
    with scope(by), pytest.raises(Forbidden):
        actions.remove_unkept(by=by, most=1)
    with scope(by), pytest.raises(Forbidden):
        actions.remove_orphans(by=by, folder=folder)
