"""Labelled files as they come: which column holds what, which category is which of ours, and bad files of all kinds."""

import random
from contextlib import suppress

import pytest

from linli.classifying.rules import FILE_LABELS_MOST, labelled
from linli.classifying.rules.labelled import Kept, columns_of, kept, read
from linli.classifying.rules.matching import Matcher, Ours
from linli.classifying.tests import files
from linli.kit.errors import Problem, Refused
from linli.language.rules.classifying import texts

MATCHER = Matcher(
    [
        Ours("env.garbage", "暴露垃圾与清运", "环境卫生与绿化"),
        Ours("facility.lamp", "路灯与楼道灯", "公共设施"),
        Ours("facility.other", "其他", "公共设施"),
        Ours("city.mess", "乱堆、挂晒", "市容与违建"),
        Ours("house.leak", "漏水", "房屋与住房"),
        Ours("utility.leak", "漏水", "水电气暖"),
    ]
)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("env.garbage", "env.garbage"),
        ("ENV.Garbage ", "env.garbage"),
        ("城市管理 / facility.lamp", "facility.lamp"),
        ("环境卫生与绿化 / 暴露垃圾与清运", "env.garbage"),
        ("环境卫生与绿化－暴露垃圾与清运", "env.garbage"),
        ("全部 > 公共设施 > 路灯与楼道灯", "facility.lamp"),
        ("公共设施/其他", "facility.other"),
        ("路灯与楼道灯", "facility.lamp"),
        ("市政 / 路灯与楼道灯", "facility.lamp"),
        ("乱堆、挂晒", "city.mess"),
        ("乱堆挂晒", "city.mess"),
        ("房屋与住房·漏水", "house.leak"),
        ("漏水", ""),
        ("交通运输 / 其他", ""),
        ("公共设施", ""),
        ("噪音扰民", ""),
        ("", ""),
        ("😡", ""),
    ],
)
def test_theirs_is_which_of_ours(label: str, code: str) -> None:
    assert MATCHER.match(label) == code


@pytest.mark.parametrize(
    ("titles", "words", "subject", "category"),
    [
        (["label", "text"], 1, None, (0,)),
        (["工单编号", "主题", "诉求内容", "类别"], 2, 1, (3,)),
        (["留言编号", "留言主题", "留言详情", "一级标签"], 2, 1, (3,)),
        (["一级分类", "二级分类", "三级分类", "正文"], 3, None, (0, 1, 2)),
        (["大类", "小类", "内容*"], 2, None, (0, 1)),
        (["分类", "一级分类", "二级分类", "内容"], 3, None, (1, 2)),
        (["分类", "一级分类", "内容"], 2, None, (0,)),
        (["内 容（必填）", "标题", "事项分类"], 0, 1, (2,)),
    ],
)
def test_columns_are_known_by_their_headings(
    titles: list[str], words: int, subject: int | None, category: tuple[int, ...]
) -> None:
    found = columns_of([["某市热线办"], titles])
    assert found is not None
    assert (found.below, found.words, found.subject, found.category) == (2, words, subject, category)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_in_any_writing_is_read(encoding: str) -> None:
    found = read(files.labelled(encoding=encoding))
    assert (found.read, found.empty, found.twice) == (162, 1, 1)
    assert dict(found.labels) == dict.fromkeys(files.CHOSEN, 40)


def test_a_workbook_is_read_past_hidden_sheets_and_failed_formulas() -> None:
    given = [
        ("一级分类", "二级分类", "主题", "内容"),
        ("公共设施", "路灯", "灯不亮", "楼下灯不亮三天"),
        ("公共设施", "", "", 12),
    ]
    found = read(files.book(given, formula="=VLOOKUP(1,A1:B2,2,0)", hidden=True))
    assert found.sheet == "工单"
    assert [(row.label, row.text) for row in found.rows] == [
        ("公共设施 / 路灯", "灯不亮\n楼下灯不亮三天"),
        ("公共设施", "12"),
    ]
    assert found.empty == 1


def test_what_is_kept_is_masked_cut_and_there_once() -> None:
    long = "我是王秀英，住3号楼2单元501室，电话13812345678，" + "路灯坏了" * 3000
    given = [("类别", "内容"), ("灯", long), ("灯", "😡路灯 坏了"), ("灯", "😡路灯坏了"), ("不要", "别的")]
    found = read(files.separated(given))
    rows = kept(found, {"灯": "facility.lamp", "不要": ""})
    assert [row.category for row in rows] == ["facility.lamp"] * 2
    assert rows[1] == Kept("facility.lamp", "😡路灯 坏了")
    assert len(rows[0].text) == texts.READ
    assert not [one for one in ("138", "5678", "王秀英", "501", "略", "某") if one in rows[0].text]


@pytest.mark.parametrize("choices", [{"灯": "facility.lamp"}, {}])
def test_every_category_is_chosen_or_left_out(choices: dict[str, str]) -> None:
    found = read(files.separated([("类别", "内容"), ("灯", "路灯坏了"), ("别的", "有事")]))
    with pytest.raises(Refused) as told:
        kept(found, choices)
    assert told.value.type == "labelled/not-chosen"
    with pytest.raises(Refused) as told:
        kept(found, {"灯": "", "别的": ""})
    assert told.value.type == "labelled/nothing-chosen"


@pytest.mark.parametrize(
    ("content", "type", "told"),
    [
        (b"", "file/empty", ""),
        (b"\n\n\n", "labelled/no-rows", "没有内容"),
        ("内容\n路灯坏了\n".encode(), "labelled/missing-columns", "缺：分类"),
        ("类别,编号\n灯,1\n".encode(), "labelled/missing-columns", "缺：内容"),
        ("姓名,电话\n王五,1\n".encode(), "labelled/missing-columns", "找到的是：姓名、电话"),
        ("类别,内容\n".encode(), "labelled/no-rows", "没有一行"),
        ("类别,内容\n灯,\n,路灯\n".encode(), "labelled/no-rows", "没有一行"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "sheets/unknown-kind", ""),
        (b"PK\x03\x04 cut off", "file/broken-paper", ""),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "file/broken-paper", ""),
        (b"\xff\xfe\xfd" * 3, "file/broken-paper", ""),
        ('类别,内容\n灯,"'.encode() + b"a" * 120_000, "file/unclosed-quote", "引号"),
    ],
)
def test_a_bad_file_is_told_how_to_mend_it(content: bytes, type: str, told: str) -> None:
    with pytest.raises(Problem) as refusal:
        read(content)
    assert refusal.value.type == type
    assert told in refusal.value.zh


def test_a_column_of_everything_is_no_category() -> None:
    given = [("类别", "内容"), *((f"第{at}条", "路灯坏了") for at in range(FILE_LABELS_MOST + 1))]
    with pytest.raises(Refused) as told:
        read(files.separated(given))
    assert told.value.type == "labelled/too-many-categories"


@pytest.mark.parametrize("bound", ["FILE_ROWS_MOST", "FILE_CHARACTERS_MOST"])
def test_a_file_of_too_much_is_refused(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, bound, 100)
    with pytest.raises(Refused) as told:
        read(files.labelled())
    assert told.value.type == "labelled/too-many-rows"


def test_nothing_but_a_refusal_comes_of_any_bytes() -> None:
    chance = random.Random(7)
    whole = files.book([("类别", "内容"), *files.rows()[:20]])
    for _ in range(12):
        spoilt = bytearray(whole)
        for _ in range(40):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        with suppress(Problem):
            read(bytes(spoilt))


def test_copies_within_a_category_and_further_sheets_are_told() -> None:
    given = [("类别", "内容"), ("灯", "路灯坏了"), ("灯", "路灯 坏了"), ("亮", "路灯坏了"), ("", "没有类别")]
    found = read(files.separated(given))
    assert (found.read, found.empty, found.twice, found.labels) == (4, 1, 1, [("灯", 1), ("亮", 1)])
    assert len(kept(found, {"灯": "facility.lamp", "亮": "facility.lamp"})) == 1
    assert read(files.book(given, again=2)).unread == 2
