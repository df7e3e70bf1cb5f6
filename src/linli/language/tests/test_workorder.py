"""Work orders of several cities, however the page was copied."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.language.rules.workorder import WorkOrder, answer_back, read_order
from linli.language.rules.workorder_layout import FIELDS

HERE = ZoneInfo("Asia/Shanghai")

LINES = """工单编号：20261103001234
来电人：张三  联系电话：138 1234 5678
诉求分类：城市管理/市容环境/垃圾清运
诉求标题：垃圾无人清运
诉求内容：市民反映幸福小区3栋门口垃圾
三天没人收，联系物业无果。
事发地址：幸福小区3栋
办理时限：2026年11月5日18时前
派单时间：2026-11-03 10:21:05
是否保密：否
承办单位：某某街道
紧急程度：一般"""

TABLE = """受理编号\tSZ2026110300088\t受理时间\t2026/11/3 9:05
联系人\t李女士\t联系方式\t13900001111
是否保密\t保密\t紧急程度\t紧急
问题分类\t住房>物业服务
反映内容\t电梯坏了三天
问题地址\t三号楼
截止时间\t2026/11/5
话务员\t008"""

STACKED = """诉求编号
A-0001
联系人
王五
联系电话
１３８１２３４５６７８
诉求内容
路灯不亮
第二行
要求反馈时间
3个工作日"""


def order(text: str) -> WorkOrder:
    found = read_order(text)
    assert found is not None
    return found


def test_lines_with_colons() -> None:
    found = order(LINES)
    assert (found.number, found.number_label) == ("20261103001234", "工单编号")
    assert (found.reporter, found.phone) == ("张三", "13812345678")
    assert found.category == "城市管理/市容环境/垃圾清运"
    assert found.title == "垃圾无人清运"
    assert found.words == "市民反映幸福小区3栋门口垃圾\n三天没人收，联系物业无果。"
    assert (found.place, found.unit) == ("幸福小区3栋", "某某街道")
    assert found.deadline == datetime(2026, 11, 5, 18, tzinfo=HERE)
    assert found.sent_at == datetime(2026, 11, 3, 10, 21, 5, tzinfo=HERE)
    assert (found.secret, found.urgent, found.others) == (False, False, ())


def test_half_width_colons_and_full_width_figures() -> None:
    found = order(LINES.replace("：", ":").translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    assert (found.number, found.phone) == ("20261103001234", "13812345678")
    assert found.deadline == datetime(2026, 11, 5, 18, tzinfo=HERE)


def test_a_table_copied_from_a_page() -> None:
    found = order(TABLE)
    assert (found.number, found.number_label) == ("SZ2026110300088", "受理编号")
    assert (found.reporter, found.phone, found.secret, found.urgent) == ("李女士", "13900001111", True, True)
    assert found.received_at == datetime(2026, 11, 3, 9, 5, tzinfo=HERE)
    assert found.deadline == datetime(2026, 11, 5, 23, 59, 59, tzinfo=HERE)
    assert found.others == (("话务员", "008"),)


def test_labels_above_their_values() -> None:
    found = order(STACKED)
    assert (found.number, found.reporter, found.phone, found.words) == (
        "A-0001",
        "王五",
        "13812345678",
        "路灯不亮\n第二行",
    )
    assert (found.deadline, found.deadline_words) == (None, "3个工作日")


@pytest.mark.parametrize(
    "text",
    [
        "工单编号\t来电人\t联系电话\t诉求内容\n123\t张三\t13812345678\t漏水",
        "|工单编号|123|\n|来电人|张三|\n|联系电话|13812345678|\n|诉求内容|漏水|",
        "【工单编号】123【来电人】张三\n【联系电话】13812345678\n【诉求内容】漏水",
        "【工单编号】：123\n【来电人】：张三 【联系电话】：13812345678\n【诉求内容】：漏水",
        "工单编号 123\n来电人 张三\n联系电话 13812345678\n诉求内容 漏水",
        "1、工单编号：123\n2、来电人：张三\n3、联系电话：13812345678\n4、诉求内容：漏水",
        "工 单 编 号：123\n来电人：张三；联系电话：13812345678；诉求内容：漏水",
        "工单编号：\n123\n来电人：\n张三\n联系电话：\n13812345678\n诉求内容：\n漏水",
        "转办通知\r\n工单编号：123\r\n\r\n来电人：张三\r\n联系电话（手机）：13812345678\r\n诉求内容：漏水\r\n",
        "工单编号:\t123\t来电人:\t张三\n联系电话:\t13812345678\n诉求内容:\t漏水",
        "案件编号：123\n反映人：张三\n来电号码：13812345678\n问题描述：漏水",
        "诉求件编号：123\n诉求人姓名：张三\n主叫号码：138-1234-5678\n主要内容：漏水",
    ],
)
def test_every_layout(text: str) -> None:
    found = order(text)
    assert (found.number, found.reporter, found.phone, found.words) == ("123", "张三", "13812345678", "漏水")


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("是否保密：是", True),
        ("是否保密：保密", True),
        ("是否保密：要求保密", True),
        ("是否保密：否", False),
        ("是否保密：不保密", False),
        ("是否公开：否", True),
        ("是否公开：是", False),
        ("是否匿名：是", True),
        ("备注：来电人要求对个人信息保密", True),
        ("备注：市民不愿透露姓名", True),
        ("来电人：匿名", True),
        ("备注：无", False),
        ("备注：市民表示无需保密", False),
        ("是否保密：否\n备注：请求保密", True),
    ],
)
def test_secrecy(line: str, secret: bool) -> None:
    assert order(f"工单编号：1\n诉求内容：漏水\n{line}").secret is secret


@pytest.mark.parametrize(
    ("words", "urgent"),
    [
        ("特急", True),
        ("紧急", True),
        ("一般", False),
        ("不紧急", False),
        ("普通", False),
        ("加急件", True),
        ("", False),
    ],
)
def test_urgency(words: str, urgent: bool) -> None:
    assert order(f"工单编号：1\n诉求内容：漏水\n紧急程度：{words}").urgent is urgent


@pytest.mark.parametrize("label", [label for label, field in FIELDS.items() if field == "deadline"])
def test_every_label_of_the_deadline(label: str) -> None:
    assert order(f"工单编号：1\n{label}：2026-11-05 18:00").deadline == datetime(2026, 11, 5, 18, tzinfo=HERE)


def test_what_no_field_takes_is_kept() -> None:
    found = order("12345转办\n工单编号：1\n诉求内容：漏水\n回访情况：未回访\n联系电话：138\n联系电话：139")
    assert found.others == (("", "12345转办"), ("回访情况", "未回访"), ("联系电话", "139"))


def test_a_label_inside_a_sentence_is_no_label() -> None:
    assert order("工单编号：1\n诉求内容：漏水，联系人：李四").words == "漏水，联系人：李四"


def test_a_title_alone_serves_as_the_words() -> None:
    assert order("工单编号：1\n诉求标题：停水").words == "停水"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "电梯坏了",
        "今天的电话：13812345678 请联系",
        "标题：停水\n内容：停水通知",
        "张三 10:21\n地址：3栋",
        "工单编号：1",
    ],
)
def test_what_is_no_order(text: str) -> None:
    assert read_order(text) is None


def test_the_answer_goes_back_under_the_city_s_own_label() -> None:
    text = answer_back(
        "SZ1",
        " 已清运。\n\n谢谢 ",
        settled=True,
        unit="幸福社区",
        handled_at=datetime(2026, 11, 4, 9, tzinfo=HERE),
        contacted=False,
        number_label="受理编号",
    )
    assert text.splitlines() == [
        "受理编号：SZ1",
        "承办单位：幸福社区",
        "办理时间：2026-11-04 09:00",
        "办理结果：实际解决",
        "联系诉求人：未联系上",
        "答复内容：已清运。",
        "谢谢",
    ]
    assert (
        answer_back("1", "政策如此", settled=False) == "工单编号：1\n办理结果：解释说明\n答复内容：政策如此"
    )


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_never_crashes(text: str) -> None:
    read_order(text)
    read_order(f"工单编号：1\n诉求内容：{text}\n办理时限：{text}")


@given(
    st.lists(
        st.sampled_from(
            [*list(FIELDS)[:40], "：", ":", "\t", "\n", "|", "【", "】", "保密", "2026-11-05", " ", "漏水"]
        ),
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_never_crashes_on_odd_tables(pieces: list[str]) -> None:
    read_order("".join(pieces))
