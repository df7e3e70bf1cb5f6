"""Pasted chat becomes drafts: the forms people paste, what is dropped, what belongs together."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.chat import Chat, read_chat
from linli.language.rules.chat_noise import Why, noise
from linli.language.rules.plain import tidy

HERE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 4, 12, 0, tzinfo=HERE)  # a Wednesday


def read(text: str) -> Chat:
    return read_chat(text, NOW)


def stamp(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HERE)  # type: ignore[misc, arg-type]


HEADS = [
    ("张三 10:21\n电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("张三 10:21:05\n电梯坏了", "张三", stamp(2026, 11, 4, 10, 21, 5)),
    ("张三  23:50\n电梯坏了", "张三", stamp(2026, 11, 3, 23, 50)),
    ("张三 2026年11月3日 10:21:05\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21, 5)),
    ("张三 2026/11/3 10:21\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21)),
    ("张三 2026-11-03 10:21\r\n电梯坏了\r\n", "张三", stamp(2026, 11, 3, 10, 21)),
    ("张三 昨天 21:03\n电梯坏了", "张三", stamp(2026, 11, 3, 21, 3)),
    ("张三 星期三 08:15\n电梯坏了", "张三", stamp(2026, 11, 4, 8, 15)),
    ("张三 周一 08:15\n电梯坏了", "张三", stamp(2026, 11, 2, 8, 15)),
    ("张三 11月3日 晚上9:03\n电梯坏了", "张三", stamp(2026, 11, 3, 21, 3)),
    ("张三 上午10:21\n电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("张三　１０：２１\n电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("3-2-501 李阿姨 10:21\n电梯坏了", "3-2-501 李阿姨", stamp(2026, 11, 4, 10, 21)),
    ("A🌸花开 10:21\n电梯坏了", "A🌸花开", stamp(2026, 11, 4, 10, 21)),
    ("张三: 2026/11/3 10:21:05\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21, 5)),
    ("2026-11-03 10:21:05 张三(12345678)\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21, 5)),
    ("2026-11-03 10:21:05 【管理员】张三<abc@qq.com>\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21, 5)),
    ("张三(12345678) 2026/11/3 10:21:05\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21, 5)),
    ("【潜水】张三(12345678) 10:21:05\n电梯坏了", "张三", stamp(2026, 11, 4, 10, 21, 5)),
    ("[2026-11-03 10:21] 张三: 电梯坏了", "张三", stamp(2026, 11, 3, 10, 21)),
    ("10:21 张三：电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("张三 10:21：电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("张三(10:21): 电梯坏了", "张三", stamp(2026, 11, 4, 10, 21)),
    ("张三\n2026年11月3日 10:21\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21)),
    ("—————  2026-11-03  —————\n\n张三  10:21\n\n电梯坏了", "张三", stamp(2026, 11, 3, 10, 21)),
    (
        "Dear:\n\n微信聊天记录如下：\n\n—————  2026-11-03  —————\n\n张三  10:21\n\n电梯坏了",
        "张三",
        stamp(2026, 11, 3, 10, 21),
    ),
    ("幸福小区业主群的聊天记录\n张三: 电梯坏了", "张三", None),
    ("群聊的聊天记录\n\n————— 2026-11-03 —————\n\n张三：电梯坏了", "张三", None),
    ("[聊天记录]\n张三：电梯坏了", "张三", None),
    ("张三：电梯坏了", "张三", None),
    ("3-2-501 李阿姨：电梯坏了", "3-2-501 李阿姨", None),
    ("501室：电梯坏了", "501室", None),
    ("电梯坏了", None, None),
]


@pytest.mark.parametrize(("text", "speaker", "at"), HEADS)
def test_heads(text: str, speaker: str | None, at: datetime | None) -> None:
    chat = read(text)
    assert [(one.words, one.speaker, one.at) for one in chat.drafts] == [("电梯坏了", speaker, at)]
    assert not chat.dropped


@pytest.mark.parametrize(
    "text",
    [
        "我家3栋501漏水\n地址：幸福小区\n电话：13812345678",
        "各位领导：你们好，电梯坏了",
        "问题：电梯坏了",
        "胡书记：您好！我家电梯坏了",
        "胡书记：我家电梯坏了",
        "张女士：你好，我家电梯坏了",
        "本人于2019-11-07 17:57:47骑车摔倒",
        "电梯三天没人修。\n第一点：没有物业\n信号灯：也坏了",
        "停水时间：8:00",
        "明天停水 8:00\n大家注意",
        "今天停电到 10:21",
        "10:21 停水了",
        "网址：https://example.com/a",
        "建议如下：一是修电梯；二是换门禁",
        "反映人：张三\n反映内容：漏水",
        "收到",
        "标题：电梯\n内容：坏了",
    ],
)
def test_plain_words_are_one_draft_whole(text: str) -> None:
    chat = read(text)
    assert [(one.words, one.speaker) for one in chat.drafts] == [(tidy(text), None)]


def test_nothing_gives_nothing() -> None:
    assert read(" \n\t\u200b\n") == Chat((), ())


def test_lines_of_one_speaker_close_in_time_are_one_draft() -> None:
    text = "张三 10:21\n电梯坏了\n张三 10:23\n三天了\n还没修\n张三 11:40\n路灯也不亮"
    assert [one.words for one in read(text).drafts] == ["电梯坏了\n三天了\n还没修", "路灯也不亮"]


def test_an_interruption_does_not_split_what_goes_on() -> None:
    chat = read("张三 10:21\n电梯坏了\n李四 10:22\n收到\n王五 10:22\n大门也坏了\n张三 10:23\n三天了")
    assert [one.words for one in chat.drafts] == ["电梯坏了\n三天了", "大门也坏了"]
    assert [(one.words, one.why, one.speaker, one.line) for one in chat.dropped] == [
        ("收到", Why.RECEIVED, "李四", 3)
    ]


def test_without_times_only_neighbours_are_joined() -> None:
    chat = read("张三: 电梯坏了\n张三: 三天了\n李四: 路灯不亮\n张三: 大门坏了")
    assert [one.words for one in chat.drafts] == ["电梯坏了\n三天了", "路灯不亮", "大门坏了"]


def test_the_same_complaint_of_others_points_at_the_first() -> None:
    text = (
        "张三 10:00\n3栋电梯坏了\n李四 10:01\n电梯又坏了，没人管\n王五 10:02\n我家也是\n赵六 10:03\n"
        "路灯不亮\n3-2-501 李阿姨 10:04\n电梯到底什么时候修，坏了三天\n钱七 10:05\n我们这边路灯也不亮"
    )
    drafts = read(text).drafts
    assert [one.same_as for one in drafts] == [None, 0, 0, None, 0, 3]
    assert len({one.speaker for one in drafts}) == 6


def test_me_too_hours_later_answers_nothing() -> None:
    assert [one.same_as for one in read("张三 06:00\n电梯坏了\n李四 11:00\n我家也是").drafts] == [None, None]


def test_another_building_is_another_complaint_unless_it_says_too() -> None:
    text = "张三 10:00\n3栋电梯坏了\n李四 10:01\n5栋电梯坏了\n王五 10:02\n6栋电梯也坏了"
    assert [one.same_as for one in read(text).drafts] == [None, None, 0]


def test_a_quote_is_what_the_draft_is_about() -> None:
    text = f"张三 10:21\n电梯坏了\n李四 10:30\n「张三：电梯坏了」\n{'- ' * 15}\n啥时候修好"
    drafts = read(text).drafts
    assert [(one.words, one.about, one.same_as) for one in drafts] == [
        ("电梯坏了", None, None),
        ("啥时候修好", "张三：电梯坏了", 0),
    ]


def test_a_quote_of_several_lines_copied_alone() -> None:
    text = "「张三：电梯坏了\n三天了」\n— — — — — — — —\n3栋也是坏的"
    assert [(one.words, one.about, one.speaker) for one in read(text).drafts] == [
        ("3栋也是坏的", "张三：电梯坏了\n三天了", None)
    ]


def test_a_quote_answered_with_thanks_is_dropped_whole() -> None:
    chat = read("李四 10:30\n「张三：电梯修好了」\n- - - - - - - -\n谢谢")
    assert not chat.drafts
    assert [one.why for one in chat.dropped] == [Why.THANKS]
    assert "电梯修好了" in chat.dropped[0].words


def test_pictures_count_for_the_draft_they_follow() -> None:
    chat = read(
        "张三 10:21\n[图片]\n张三 10:21\n电梯坏了[图片]\n张三 10:22\n[图片]\n[视频]\n李四 10:23\n[图片]"
    )
    assert [(one.words, one.pictures) for one in chat.drafts] == [("电梯坏了", 3)]
    assert [(one.line, one.why) for one in chat.dropped] == [(1, Why.MEDIA), (8, Why.MEDIA)]


def test_notices_of_the_program_stand_outside_what_people_say() -> None:
    notices = [
        '"李四"邀请"王五"加入了群聊',
        '"张三"撤回了一条消息',
        '王五通过扫描"李四"分享的二维码加入群聊',
        "李四退出了群聊",
        "张三拍了拍李四",
    ]
    text = "\n".join(["张三 10:21", "电梯坏了", *notices, "王五 10:25", "路灯不亮"])
    chat = read(text)
    assert [one.words for one in chat.drafts] == ["电梯坏了", "路灯不亮"]
    assert [one.why for one in chat.dropped] == [Why.NOTICE] * 5


def test_qq_export_with_its_heading() -> None:
    bar = "=" * 64
    heading = [
        "消息记录（此消息记录为文本格式，不支持重新导入）",
        "",
        bar,
        "消息分组:我的QQ群",
        bar,
        "消息对象:幸福小区业主群",
        bar,
    ]
    said = [
        *("2026-11-03 10:21:05 张三(12345678)", "化粪池满了", ""),
        *("2026-11-03 10:22:05 李四<li@qq.com>", "同上", ""),
        *("2026-11-03 10:23:05 系统消息(10000)", "王五加入了本群", ""),
    ]
    text = "\n".join([*heading, "", *said])
    chat = read(text)
    assert [(one.words, one.speaker) for one in chat.drafts] == [("化粪池满了", "张三")]
    assert [one.why for one in chat.dropped] == [Why.ECHO, Why.NOTICE]


def test_places_are_said_shared_or_in_the_nickname() -> None:
    text = (
        "张三 10:00\n幸福小区3栋电梯坏了\n3-2-501 李阿姨 10:10\n没水\n"
        "王五 10:20\n[位置]和平路88号\n王五 10:20\n井盖没了"
    )
    chat = read(text)
    assert [one.place for one in chat.drafts] == ["幸福小区3栋", "3-2-501", "和平路88号"]


def test_urgent_words_are_a_hint() -> None:
    assert [one.urgent for one in read("张三 10:00\n3栋着火了\n李四 10:30\n周三消防演练模拟着火").drafts] == [
        ("着火",),
        (),
    ]


def test_repeated_words_of_one_speaker_are_dropped_once_said() -> None:
    chat = read("张三 8:00\n电梯坏了\n李四 9:00\n路灯不亮\n张三 11:00\n电梯坏了")
    assert len(chat.drafts) == 2
    assert [one.why for one in chat.dropped] == [Why.REPEAT]


def test_midnight_between_bars() -> None:
    text = "————— 2026-11-02 —————\n张三 23:58\n没水\n————— 2026-11-03 —————\n李四 00:02\n没电"
    assert [one.at for one in read(text).drafts] == [stamp(2026, 11, 2, 23, 58), stamp(2026, 11, 3, 0, 2)]


def test_centred_times_date_what_follows() -> None:
    text = "昨天 21:03\n张三: 电梯坏了\n李四: 路灯不亮\n10:21\n王五: 没水"
    assert [one.at for one in read(text).drafts] == [stamp(2026, 11, 3, 21, 3)] * 2 + [
        stamp(2026, 11, 4, 10, 21)
    ]


def test_a_call_to_all_before_words_is_left_off() -> None:
    assert [one.words for one in read("张三 10:21\n@所有人 明天停水").drafts] == ["明天停水"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("收到", Why.RECEIVED),
        ("好的，谢谢", Why.RECEIVED),
        ("谢谢！", Why.THANKS),
        ("谢谢社区[玫瑰][玫瑰]", Why.THANKS),
        ("辛苦了👍", Why.THANKS),
        ("大家早上好☀️", Why.GREETING),
        ("+1", Why.ECHO),
        ("＋１", Why.ECHO),
        ("1", Why.ECHO),
        ("666", Why.ECHO),
        ("哈哈哈", Why.ECHO),
        ("[强][强]", Why.STICKER),
        ("👍👍", Why.STICKER),
        ("。。。", Why.STICKER),
        ("[动画表情]", Why.STICKER),
        ("[图片]", Why.MEDIA),
        ("[语音]12''", Why.MEDIA),
        ("[微信红包]恭喜发财，大吉大利", Why.RED_PACKET),
        ("李四领取了你的红包", Why.RED_PACKET),
        ("@所有人", Why.MENTION),
        ("@张三 @李四", Why.MENTION),
        ("@张三 收到", Why.RECEIVED),
        ("你撤回了一条消息", Why.NOTICE),
        ("好的，马上安排", Why.RECEIVED),
        ("好的，电梯什么时候修", None),
        ("谢谢，路灯修好了但是又坏了", None),
        ("电梯", None),
        ("@物业 电梯坏了", None),
        ("救命", None),
        ("没水", None),
        ("3栋501", None),
    ],
)
def test_noise(words: str, why: Why | None) -> None:
    assert noise(words) is why


PASTED = """柳堤小区业主群
2026年11月3日 19:02
柳堤3-2-501 王姐：3号楼2单元电梯又停了，我妈坐轮椅下不来
2026年11月3日 19:10
柳堤3-2-501 王姐：还有地下车库飞线充电，吓人
1. 张三 要2箱苹果
2. 李四 要1箱"""


def test_a_groups_name_and_a_list_to_join_are_set_aside() -> None:
    chat = read(PASTED)
    assert chat.titles == ("柳堤小区业主群",)
    assert [one.words for one in chat.drafts] == [
        "3号楼2单元电梯又停了，我妈坐轮椅下不来",
        "还有地下车库飞线充电，吓人",
    ]
    assert [(one.words, one.why) for one in chat.dropped] == [
        ("1. 张三 要2箱苹果\n2. 李四 要1箱", Why.CHAIN),
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("#接龙\n周六团购苹果\n\n1. 张三 2箱\n2. 李四", []),
        ("电梯坏了\n#接龙\n1. 张三\n2. 3-2-501", ["电梯坏了"]),
        ("1. 电梯坏了 三天没人修\n2. 路灯不亮 要修", ["1. 电梯坏了 三天没人修\n2. 路灯不亮 要修"]),
        ("1. 张三 家里停水2天", ["1. 张三 家里停水2天"]),
        ("大家快来接龙报修电梯", ["大家快来接龙报修电梯"]),
    ],
)
def test_a_list_to_join_is_told_from_a_list_of_troubles(said: str, kept: list[str]) -> None:
    assert [one.words for one in read(f"王姐 10:21\n{said}").drafts] == kept


PIECES = st.sampled_from(
    [
        *(
            "张三 10:21\n",
            "李四: ",
            "电梯坏了\n",
            "收到\n",
            "「张三：坏了」\n- - - - - -\n",
            "[图片]",
            "昨天 21:03\n",
        ),
        *(
            "————— 2026-11-03 —————\n",
            "2026-11-03 10:21:05 王五(12345)\n",
            "群聊的聊天记录\n",
            "\n",
            "@所有人 ",
            "+1\n",
        ),
        *("：", "3-2-501", "99:99", "\u2028", "我家也是\n"),
    ]
)


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_unawares(pieces: list[str]) -> None:
    text = "".join(pieces)
    chat = read(text)
    kept = "".join("".join((one.words, one.speaker or "", one.about or "")) for one in (*chat.drafts,))
    dropped = "".join(one.words + (one.speaker or "") for one in chat.dropped)
    for word in ("电梯坏了", "收到", "我家也是"):
        assert text.count(word) == 0 or word in kept + dropped
    assert all(one.same_as is None or one.same_as < number for number, one in enumerate(chat.drafts))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_never_crashes(text: str) -> None:
    chat = read(text)
    assert chat.drafts or chat.dropped or not tidy(text) or len(text) < 300
