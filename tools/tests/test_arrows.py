"""The arrows catch what crosses a wall and let pass what does not."""

from pathlib import Path

import pytest

from tools import arrows


def package(folder: Path, files: dict[str, str]) -> Path:
    """A package `linli` with these files."""
    for name, text in files.items():
        path = folder / "linli" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "linli"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("matters/actions.py", "from linli.accounts.models import User"),
        ("matters/actions.py", "from linli.accounts import models"),
        ("matters/actions.py", "def f() -> None:\n    import linli.accounts.models"),
        ("matters/queries/lists.py", "from linli.workforce.api import router"),
        ("matters/queries/lists.py", "from linli.workforce.schemas import PostOut"),
        ("matters/api.py", "from linli.matters.models import Matter"),
        ("matters/api/desk.py", "from linli.matters import models"),
        ("portal/views.py", "if not TYPE_CHECKING:\n    pass\nfrom linli.files.jobs import clean"),
    ],
)
def test_refused(tmp_path: Path, file: str, text: str) -> None:
    assert len(arrows.crossings(package(tmp_path, {file: text}))) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("matters/actions.py", "from linli.accounts import actions, queries, rules"),
        ("matters/actions.py", "from linli.accounts.rules.names import masked"),
        ("matters/actions.py", "from linli.matters import models"),
        ("workbench/schemas.py", "from linli.matters.schemas import Row"),
        ("matters/actions.py", "from linli.kit.actor import Actor"),
        ("matters/models.py", "if TYPE_CHECKING:\n    from linli.accounts.models import User"),
        ("matters/tests/test_actions.py", "from linli.accounts.models import User"),
        ("config/urls.py", "from linli.matters import api, jobs"),
        ("manage.py", "import linli.accounts.models"),
        ("matters/api.py", "from django.db import models"),
    ],
)
def test_allowed(tmp_path: Path, file: str, text: str) -> None:
    assert arrows.crossings(package(tmp_path, {file: text})) == []


def test_says_where(tmp_path: Path) -> None:
    made = package(tmp_path, {"files/queries.py": "import os\nfrom linli.accounts.models import User\n"})
    [told] = arrows.crossings(made)
    assert "files/queries.py:2: files imports accounts.models" in told
