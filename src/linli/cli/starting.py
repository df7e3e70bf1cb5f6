"""A new site's first hour: the dictionaries, the divisions, the first administrator, the grids; and what only the
machine's keeper can do for somebody who cannot get in."""

import getpass
import json
import sys
from pathlib import Path
from typing import Any

from linli.accounts import actions as accounts
from linli.accounts import queries as people
from linli.accounts.rules import ResetReason
from linli.calendars import actions as calendars
from linli.cli.keeping import shipped_divisions
from linli.cli.reading import check_bytes
from linli.kit.actor import system
from linli.kit.errors import NotFound, Refused
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.register import actions as register
from linli.territory import actions as territory
from linli.territory import queries as maps
from linli.territory.rules import System, read_features
from linli.workbench import actions as workbench
from linli.workforce import actions as workforce


def init(*, area: str, admin: str, name: str) -> int:
    """Load titles, calendar, categories, responsibility and the shipped divisions, and make the first administrator.
    Run again, it loads again and refuses a taken name; what an administrator has changed in a dictionary is put back to
    the shipped state, so it is for the first hour."""
    by = system("初始化")
    secret = _ask_password()
    with scope(by):
        print(f"岗位名称 titles: {workforce.load_titles(by=by)}")
        print(f"节假日 calendar days: {calendars.load_days(by=by)}")
        print(f"分类 categories: {matters.load_categories(by=by)}")
        print(f"责任规则 rules: {matters.load_responsibility(by=by)}")
        print(f"人群标签 labels: {register.load_label_kinds(by=by)}")
        print(f"区划 divisions: {territory.load_divisions(by=by, rows=shipped_divisions())}")
        person = accounts.add_person(by=by, area=area, username=admin, name=name, password=secret)
        post = workforce.open_post(by=by, area=area, title="administrator", name="系统管理员")
        workforce.assign(by=by, post_id=post, user_id=person)
    print(f"{name} 可以用“{admin}”登录了 may sign in now")
    return 0


def grids(path: Path, *, coordinates: str = System.WGS84.value) -> int:
    """Load grids from a GeoJSON FeatureCollection in a coordinate system: each feature has the properties `code`,
    `name` and maybe `kind` (general, dedicated). Every bad feature is named; nothing is loaded unless all are
    good. Overlaps and gaps are told, and loaded all the same."""
    by = system("装载网格")
    content = _collection(path)
    with scope(by):
        try:
            territory.load_grids(by=by, content=content, system=System(coordinates), accept_overlaps=True)
        except Refused as refusal:
            raise ValueError(_lines(refusal)) from refusal
        for community in sorted({str(code)[:12] for code in _codes(content)}):
            _tell_fit(maps.tiling(by, community=community))
    print(f"网格 grids: {len(content['features'])}")
    return 0


GRIDS_MEGABYTES_MOST = 50
"""3,000 grids are one of them, drawn finely some ten."""


def _collection(path: Path) -> dict[str, Any]:
    check_bytes(path, megabytes=GRIDS_MEGABYTES_MOST)
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path.name}: 不是 JSON is not JSON ({error})") from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise ValueError(f"{path.name}: 需要 GeoJSON FeatureCollection is needed")
    return content


def _codes(content: dict[str, Any]) -> list[str]:
    return [one.code for one in read_features(content)]


def _lines(refusal: Refused) -> str:
    """Each bad feature on a line of its own."""
    lines = [f"{refusal.zh} {refusal.en}"]
    return "\n".join([*lines, *(f"{one['title']} {one['title_en']}" for one in refusal.fields)])


def _tell_fit(found: dict[str, Any]) -> None:
    for kind, words in (
        ("overlaps", "重叠 overlap"),
        ("gaps", "空隙 gap"),
        ("outside", "超出网格 outside its grid"),
    ):
        for one in found[kind]:
            print(f"{words}: {'、'.join(one['names'])} {one['square_metres']:,.0f} m²")


def password(login: str, *, once: bool = False) -> int:
    """Set somebody's password, for one sign-in if so told; his sessions end."""
    secret = _ask_password()
    by = system()
    with scope(by):
        workforce.set_password(by=by, person_id=_person(login), password=secret, once=once)
    print("口令已改 the password is set")
    return 0


def close_person(login: str, *, leave_work: bool = False) -> int:
    """Take somebody out of his posts and close his account. Refused while open work lies there, with how much, unless
    it is said that it stays with the posts."""
    by = system()
    with scope(by):
        workbench.close_person(by=by, person_id=_person(login), leave_work=leave_work)
    print("账号已停用，岗位已空出 the account is closed, its posts are vacant")
    return 0


def reset_second_factor(login: str) -> int:
    """Take away the second factor of somebody who has lost it, as when he is the only administrator."""
    by = system()
    with scope(by):
        workforce.reset_second_factor(by=by, person_id=_person(login), reason=ResetReason.LOST)
    print("二次验证已取消，下次登录重新设置 the second factor is reset")
    return 0


def _person(login: str) -> Any:
    found = people.by_login(login)
    if found is None:
        raise NotFound("account/not-found", zh=f"没有“{login}”这个人", en=f"There is nobody called {login!r}")
    return found.id


def _ask_password() -> str:
    """Twice from a terminal, once from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("口令 password: ")
    if first != getpass.getpass("再输一次 again: "):
        raise ValueError("两次不一样 the two differ")
    return first
