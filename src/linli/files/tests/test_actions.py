"""Keeping a file: the row, the bytes, who sees it."""

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from pytest_django import Settings

from linli.files import actions, queries
from linli.files.models import Stored
from linli.files.tests import factories as make
from linli.kit import ids
from linli.kit.actor import Actor, visitor
from linli.kit.errors import Forbidden, NotFound, Problem, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.tests import community as c

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Files of a test lie in its own folder."""
    settings.LINLI_FILES = tmp_path
    return tmp_path


def _store(by: Actor, area: str = c.GRIDS[0], content: bytes | None = None, public: bool = False) -> UUID:
    with scope(by):
        return actions.store(by=by, area=area, name="a.jpg", content=content or make.jpeg(), public=public)


def _sees(by: Actor, file: UUID) -> bool:
    with scope(by, write=False):
        try:
            queries.stored(by, file)
        except NotFound:
            return False
        return True


def test_the_bytes_lie_under_their_hash(folder: Path) -> None:
    by = c.actor("grid1")
    id = _store(by)
    with scope(by):
        row = queries.stored(by, id)
        content = queries.path(row).read_bytes()
        entry = Entry.objects.get(subject=id)
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert queries.path(row) == folder / row.sha256[:2] / row.sha256
    assert queries.path(row, thumb=True).is_file()
    assert row.name == "a.jpg"
    assert (entry.verb, entry.area, entry.facts["kind"]) == ("file.stored", c.GRIDS[0], "image/jpeg")
    assert not list(folder.rglob(".part-*"))


def test_equal_files_share_one_place(folder: Path) -> None:
    by = c.actor("grid1")
    assert _store(by) != _store(by)
    assert len([p for p in folder.rglob("*") if p.is_file()]) == 2


def test_a_file_cut_short_is_written_again(folder: Path) -> None:
    by = c.actor("grid1")
    _store(by)
    place = next(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".thumb")
    whole = place.read_bytes()
    place.write_bytes(whole[:10])
    _store(by)
    assert place.read_bytes() == whole


def test_nothing_is_left_when_the_disk_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no room"):
        _store(c.actor("grid1"))
    assert not [p for p in folder.rglob("*") if p.is_file()]
    assert not Stored.objects.exists()


def test_nothing_is_stored_when_the_ledger_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no ledger")

    monkeypatch.setattr("linli.ledger.actions.record", broken)
    by = c.actor("grid1")
    with pytest.raises(RuntimeError, match="no ledger"):
        _store(by)
    with scope(by):
        assert not Stored.objects.exists()


def test_who_sees_it() -> None:
    file = _store(c.actor("grid1"))
    for key in ("grid1", "counter", "secretary", "subdistrict", "admin", "supervisor"):
        assert _sees(c.actor(key), file), key
    for key in ("grid2", "next_counter", "far_secretary", "property", "volunteer", "department"):
        assert not _sees(c.actor(key), file), key
    assert not _sees(visitor(), file)


def test_ones_own_is_seen_wherever_it_is_filed() -> None:
    file = _store(c.actor("property"))
    assert _sees(c.actor("property"), file)


def test_a_public_file_is_seen_by_all_and_published_by_few() -> None:
    file = _store(c.actor("secretary"), public=True)
    for by in (visitor(), c.actor("far_secretary"), c.actor("volunteer")):
        assert _sees(by, file)
    with pytest.raises(Forbidden):
        _store(c.actor("grid1"), public=True)
    with pytest.raises(Forbidden):
        _store(visitor(), public=True)


def test_a_public_file_is_not_anybodys_to_remove() -> None:
    file = _store(c.actor("secretary"), public=True)
    with scope(visitor()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM files_stored WHERE id = %s", [file])
        assert cursor.rowcount == 0


def test_a_visitors_picture_is_his_under_the_matter_it_is_meant_for() -> None:
    one, other = visitor(UUID(int=1)), visitor(UUID(int=2))
    file = _store(one)
    assert _sees(one, file)
    assert not _sees(other, file)
    assert not _sees(visitor(), file)
    assert _sees(c.actor("counter"), file)
    with scope(other), pytest.raises(NotFound):
        actions.keep(by=other, file_ids=[file])
    with scope(one):
        actions.keep(by=one, file_ids=[file])


def test_a_picture_meant_for_no_matter_is_nobodys() -> None:
    file = _store(visitor())
    assert not _sees(visitor(), file)
    assert not _sees(visitor(UUID(int=1)), file)


def test_a_post_at_work_elsewhere_files_under_its_own_area() -> None:
    by = c.actor("property")
    file = _store(by, area=c.GRIDS[1])
    with scope(by):
        assert queries.stored(by, file).area == c.GRIDS[0]


def test_the_public_sends_pictures_alone() -> None:
    with pytest.raises(Forbidden):
        _store(visitor(), content=make.PDF)
    with pytest.raises(Forbidden):
        _store(c.actor("volunteer"), content=make.PDF)
    by = c.actor("counter")
    file = _store(by, content=make.PDF)
    with scope(by):
        row = queries.stored(by, file)
        assert not row.picture
        with pytest.raises(NotFound):
            queries.path(row, thumb=True)


def test_the_public_sends_smaller_pictures() -> None:
    for by, type in ((visitor(), "file/too-many-pixels"), (c.actor("counter"), "file/broken-picture")):
        with pytest.raises(Problem) as refusal:
            _store(by, content=make.pixel_bomb(5_100))
        assert refusal.value.type == type


def test_a_bad_or_missing_area() -> None:
    with pytest.raises(Refused):
        _store(visitor(), area="97x")
    with pytest.raises(Refused):
        _store(visitor(), area="")
    by = c.actor("counter")
    file = _store(by, area="")
    with scope(by):
        assert queries.stored(by, file).area == c.HOME


def test_missing_bytes_are_said(folder: Path) -> None:
    by = c.actor("grid1")
    id = _store(by)
    with scope(by):
        row = queries.stored(by, id)
    queries.path(row).unlink()
    with pytest.raises(NotFound):
        queries.path(row)


def test_several_as_answers_name_them() -> None:
    by = c.actor("grid1")
    first, second = _store(by), _store(by)
    with scope(by, write=False):
        found = queries.described(by, ids=[second, ids.new(), first])
        assert [one["id"] for one in found] == [second, first]
        assert found[0]["thumb"] == f"/api/files/{second}/thumb"
        assert queries.described(by, ids=[]) == []
