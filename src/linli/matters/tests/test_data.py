"""The shipped dictionary of matters holds together: two levels, known units, keywords that tell categories apart, and
rules that give every category to the title it names. Needs nothing but the standard library."""

import csv
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[1]
TITLES = ROOM.parent / "workforce" / "data" / "titles.csv"
HOURS = {"hour": 1.0, "working_hour": 3.0, "day": 24.0, "working_day": 24.0}
"""About how many hours pass; enough to compare limits of one category."""

CASES = (
    ("三楼的灯坏了两个月，楼道黑得很，老人差点摔倒", "facility.lamp"),
    ("隔壁家在楼道里给电瓶车充电，插线板都拖到门口了", "safety.charging"),
    ("我爸出院要用担架，家里没人，抬不动，求帮忙抬上五楼", "urgent.carry"),
    ("地下车库飞线充电，吓人", "safety.charging"),
    ("楼下烧烤店油烟太大，窗户都不敢开", "env.smell"),
    ("垃圾堆了一个星期没人清运，苍蝇乱飞", "env.garbage"),
    ("小区要装充电桩，物业不同意", "property.charger"),
    ("困在电梯里了，赶紧来人", "urgent.trapped"),
    ("家里老人走失了，穿黑色棉袄", "urgent.lost"),
    ("想开个居住证明给孩子上学用", "permit.certificate"),
    ("法院都判决了，对方不执行", "refer.court"),
    ("卫生间天花板一直滴水，楼上漏水不管", "house.leak"),
    ("我们院子没有物业，是弃管小区，谁来管", "property.abandoned"),
    ("暖气不热，室温才十四度", "utility.heat"),
    ("广场舞音响太大声", "neighbour.noise_other"),
    ("高龄津贴怎么领", "welfare.elder"),
)


@cache
def rows() -> tuple[dict[str, str], ...]:
    with (ROOM / "data" / "categories.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def rules() -> tuple[dict[str, str], ...]:
    with (ROOM / "data" / "responsibility.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def titles() -> dict[str, dict[str, str]]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


UNSORTED = "talk.other"
"""Where words go that no keyword speaks for; it has none of its own."""


def leaves() -> list[dict[str, str]]:
    return [row for row in rows() if row["parent"] and row["code"] != UNSORTED]


def test_the_unsorted_has_a_home() -> None:
    found = [row for row in rows() if row["code"] == UNSORTED]
    assert len(found) == 1
    assert not found[0]["keywords"]


@cache
def scorer() -> tuple[re.Pattern[str], dict[str, list[tuple[str, int]]]]:
    """All keywords, longest first, and what each adds to (or takes from) which categories."""
    weights: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in leaves():
        for word in row["keywords"].lower().split("|"):
            plain = word.removeprefix("-")
            weights[plain].append((row["code"], -len(plain) if word.startswith("-") else len(plain)))
    return re.compile("|".join(re.escape(w) for w in sorted(weights, key=len, reverse=True))), weights


def suggest(text: str) -> list[str]:
    """Categories by hits: the longest match counts, by its length, three times at most; ties go to the earlier row."""
    pattern, weights = scorer()
    scores: Counter[str] = Counter()
    for word, times in Counter(pattern.findall(text.lower())).items():
        for code, weight in weights[word]:
            scores[code] += weight * min(times, 3)
    order = {row["code"]: number for number, row in enumerate(rows())}
    return sorted((c for c, s in scores.items() if s > 0), key=lambda code: (-scores[code], order[code]))


def test_two_levels() -> None:
    codes = [row["code"] for row in rows()]
    assert len(codes) == len(set(codes))
    tops = {row["code"] for row in rows() if not row["parent"]}
    assert 12 <= len(tops - {"refer"}) <= 17
    assert 70 <= sum(1 for row in leaves() if not row["refer_to"]) <= 90
    for row in leaves():
        assert row["parent"] in tops
        assert row["code"].startswith(row["parent"] + ".")
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", row["code"])


def test_parent_comes_before_and_order_rises() -> None:
    seen: set[str] = set()
    for row in rows():
        assert not row["parent"] or row["parent"] in seen
        seen.add(row["code"])
    order = [int(row["order"]) for row in rows()]
    assert order == sorted(set(order))


def test_names_are_given_and_unlike() -> None:
    for column in ("name", "name_en"):
        names = [row[column] for row in rows()]
        assert all(names)
        assert len(names) == len(set(names))
    assert all(len(row["name"]) <= 40 and len(row["name_en"]) <= 80 for row in rows())


def test_words_of_the_columns() -> None:
    for row in rows():
        assert row["kind"] in {"need", "issue", "errand", "advice", "praise", "urgent"}, row["code"]
        assert row["urgency"] in {"urgent", "soon", "ordinary"}, row["code"]
        assert row["refer_to"] in {"", "court", "petition", "discipline", "110", "119", "120"}, row["code"]
        assert row["title"] in titles(), row["code"]


def test_limits_are_positive_and_rise() -> None:
    for row in rows():
        hours: list[float] = []
        for clock in ("accept", "respond", "settle"):
            amount, unit = float(row[f"{clock}_amount"]), row[f"{clock}_unit"]
            assert amount > 0, row["code"]
            hours.append(amount * HOURS[unit])
        assert hours == sorted(hours), row["code"]
        assert row["urgency"] != "urgent" or hours[0] <= 1, row["code"]


def test_keywords() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in leaves():
        words = row["keywords"].split("|")
        plain = [word for word in words if not word.startswith("-")]
        assert 8 <= len(plain) <= 30, row["code"]
        assert len(words) == len(set(words)), row["code"]
        assert not {w.removeprefix("-") for w in words if w.startswith("-")} & set(plain), row["code"]
        assert all(len(word) >= 1 and word == word.strip() for word in words), row["code"]
        for word in plain:
            owners[word].add(row["parent"])
    assert {word: tops for word, tops in owners.items() if len(tops) > 1} == {}
    assert all(not row["keywords"] for row in rows() if not row["parent"])


def test_referred_kinds_are_all_there() -> None:
    assert {row["refer_to"] for row in rows()} >= {"court", "petition", "discipline", "110", "119", "120"}


@pytest.mark.parametrize(("words", "code"), CASES, ids=[code for _, code in CASES])
def test_plain_words_find_their_category(words: str, code: str) -> None:
    assert suggest(words)[0] == code


def test_rules_are_ordered_and_end_with_one_that_fits_all() -> None:
    order = [int(rule["order"]) for rule in rules()]
    assert order == sorted(set(order))
    last = rules()[-1]
    assert (last["area"], last["category"], last["urgency"]) == ("", "", "")
    assert (last["title"], last["level"]) == ("counter_worker", "community")
    for rule in rules():
        assert rule["title"] in titles()
        assert rule["level"] in {"grid", "community", "subdistrict", "district"}
        assert rule["level"] == titles()[rule["title"]]["level"]
        assert rule["note"]
        assert not rule["area"], "a shipped rule names no area"
        assert not rule["category"] or any(row["code"].startswith(rule["category"]) for row in rows())


def test_every_rule_is_reached_and_gives_the_title_of_the_category() -> None:
    used: set[str] = set()
    for row in rows():
        for urgency in (row["urgency"], "urgent"):
            rule = next(
                r for r in rules() if row["code"].startswith(r["category"]) and r["urgency"] in {"", urgency}
            )
            used.add(rule["order"])
            assert urgency != row["urgency"] or rule["title"] == row["title"], row["code"]
    assert {r["order"] for r in rules()} - used == {rules()[-1]["order"]}


def test_nobody_outside_is_first_for_what_is_urgent() -> None:
    for row in leaves():
        if row["urgency"] == "urgent" and not row["refer_to"]:
            assert titles()[row["title"]]["role"] != "helper", row["code"]


def test_real_messages_find_a_category() -> None:
    """Of 4,326 real messages, most about city-wide affairs, at least 95% find some category, 80% by subject alone."""
    folder = Path(os.environ.get("LINLI_DATA", ROOM.parents[3] / "shared" / "data"))
    path = folder / "messages" / "timeline.xlsx"
    if not path.exists():
        pytest.skip("the real messages are not on this machine")
    calamine = pytest.importorskip("python_calamine")
    table = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    whole = sum(bool(suggest(f"{row[2]} {row[4]}")) for row in table)
    subject = sum(bool(suggest(str(row[2]))) for row in table)
    assert whole / len(table) >= 0.95
    assert subject / len(table) >= 0.80
