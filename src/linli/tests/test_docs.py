"""The pages say what the program does: the tables and the diagram of `docs/loop.md` equal the rules, every link of the
documentation leads somewhere, and every picture is there, small enough and shown."""

import re
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

import pytest

from linli.kit.roles import Role
from linli.matters.rules import clocks, loop
from linli.matters.rules.grants import GRANTS

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LOOP = (DOCS / "loop.md").read_text(encoding="utf-8")
PICTURE_BYTES_MOST = 150_000

_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_IMAGE = re.compile(r'<(img) src="([^"]+)"')
_READS = re.compile(r'(?:\btext|\bflag|kept_secret|environ\.get)\(\s*"((?:LINLI_)?[A-Z_]+)"')
_EDGE = re.compile(r"^\s*(\w+) --> (\w+) : ", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def table(heading: str, number: int = 0) -> list[list[str]]:
    """The rows of a table below a heading, without its head."""
    below = LOOP.split(f"\n## {heading} ", 1)[1].split("\n## ", 1)[0].split("\n")
    starts = [n for n, line in enumerate(below) if line.startswith("|---")]
    lines = takewhile(lambda line: line.startswith("|"), below[starts[number] + 1 :])
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def codes(cell: str) -> frozenset[str]:
    """What stands in back ticks."""
    return frozenset(_CODE.findall(cell))


def code(cell: str) -> str:
    """The one thing in back ticks."""
    (found,) = _CODE.findall(cell)
    return found


def test_steps_equal_the_table() -> None:
    said = {
        code(verb): (codes(sources), next(iter(codes(to)), None), code(right), code(who), codes(not_own))
        for _, verb, sources, to, right, who, not_own in table("步骤")
    }
    assert said == {
        step.verb.value: (
            frozenset(source.value for source in step.sources),
            step.to.value if step.to else None,
            step.permission.value,
            step.who.value,
            frozenset(state.value for state in step.not_own),
        )
        for step in loop.TABLE
    }
    assert {code(row[0]) for row in table("步骤", 1)} == {who.value for who in loop.Who}


def test_states_are_all_there() -> None:
    said = {code(row[1]): (row[2], row[3]) for row in table("状态")}
    yes = {True: "是 yes", False: "否 no"}
    assert said == {
        state.value: (yes[state in loop.RUNNING], yes[state in loop.OPEN]) for state in loop.State
    }


def test_the_diagram_draws_every_move() -> None:
    drawn = set(_EDGE.findall(LOOP))
    assert drawn == {
        (source.value, step.to.value) for step in loop.TABLE if step.to for source in step.sources
    }


def test_rights_equal_the_grants() -> None:
    said = {code(row[1]): codes(row[2]) for row in table("谁有什么权")}
    granted = {role.value: frozenset(str(right) for right in rights) for role, rights in GRANTS.items()}
    assert said == granted
    assert set(said) == {role.value for role in Role} - {Role.SYSTEM.value}


def test_figures_equal_the_rules() -> None:
    for _, name, value in table("规定的数"):
        found: object = {"clocks": clocks, "loop": loop}[code(name).split(".")[0]]
        for part in code(name).split(".")[1:]:
            found = getattr(found, part)
        assert found == float(value), name
    for limit in ("accept", "respond", "settle"):
        assert getattr(clocks.URGENT_LIMITS, limit).unit == "hour"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for _, target in [*_LINK.findall(text), *_IMAGE.findall(text)]:
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        path, _, anchor = unquote(target).partition("#")
        assert (page.parent / path).exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(page.parent / path), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_pictures_are_small_and_shown() -> None:
    shown = {
        (page.parent / unquote(target)).resolve()
        for page in PAGES
        for find in (_LINK, _IMAGE)
        for mark, target in find.findall(page.read_text(encoding="utf-8"))
        if mark
    }
    kept = set((DOCS / "pictures").glob("*.webp"))
    assert kept == shown
    assert not [path.name for path in kept if path.stat().st_size > PICTURE_BYTES_MOST]


def test_every_setting_is_told() -> None:
    read = {"DATABASE_URL_WEB", "DATABASE_URL_JOBS"}
    for place in (
        "config/settings.py",
        "config/env.py",
        "config/drafting.py",
        "config/mail.py",
        "config/sign_in.py",
        "cli/keeping.py",
    ):
        read |= set(_READS.findall((ROOT / "src" / "linli" / place).read_text(encoding="utf-8")))
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## 设置 ", 1)[1].split("\n## ", 1)[0]
    assert {code(line.split("|")[1]) for line in readme.split("\n") if line.startswith("| `")} == read


def test_every_command_is_told() -> None:
    shown = set(re.findall(r"`linli ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    written = (ROOT / "src" / "linli" / "cli" / "main.py").read_text(encoding="utf-8")
    assert set(re.findall(r'commands\.add_parser\(\s*"([a-z-]+)"', written)) <= shown


def test_every_mechanism_has_its_row() -> None:
    sizes = {"A": 8, "B": 10, "C": 11, "D": 3, "E": 3, "F": 11, "G": 4, "H": 8, "I": 2, "J": 3}
    rows = re.findall(
        r"^\| ([A-J]\d+) \|", (DOCS / "mechanisms.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert rows == [f"{letter}{n}" for letter, count in sizes.items() for n in range(1, count + 1)]
