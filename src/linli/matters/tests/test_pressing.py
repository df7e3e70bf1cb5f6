"""What cannot wait: a table of words as people bring them, the category that outranks all others, whom to call; and a
table of words that sound like it and are not."""

import pytest

from linli.kit.errors import Refused
from linli.matters import queries
from linli.matters.actions import ReporterData
from linli.matters.rules import Door
from linli.matters.tests import factories as make
from linli.tests import community as c

pytestmark = pytest.mark.django_db

PRESSING: tuple[tuple[str, str, list[str]], ...] = (
    ("我家漏煤气，厨房里味道很大，老人一个人在家", "utility.gas", ["119", "gas"]),
    ("楼道里一股天然气味，难闻得很，不敢开灯", "utility.gas", ["119", "gas"]),
    ("好像闻到煤气了，油烟机也没开", "utility.gas", ["119", "gas"]),
    ("可能有煤气味，请来看看", "utility.gas", ["119", "gas"]),
    ("5号楼三楼着火了，电动车也烧起来了", "refer.fire", ["119"]),
    ("车棚冒烟了，里面全是电瓶车", "refer.fire", ["119"]),
    ("电梯停了，里面困了人，物业电话打不通", "urgent.trapped", ["119"]),
    ("我妈被困电梯，轿厢一直晃", "urgent.trapped", ["119"]),
    ("孩子反锁在屋里，灶上还开着火", "urgent.trapped", ["119"]),
    ("老人倒在地上，叫不醒", "refer.medical", ["120"]),
    ("邻居晕倒在楼道，楼道灯也坏了", "refer.medical", ["120"]),
    ("我爸突然喘不过气，口吐白沫", "refer.medical", ["120"]),
    ("孩子不见了，放学就没看到人", "urgent.lost", ["110"]),
    ("奶奶走失两个小时了，有老年痴呆", "urgent.lost", ["110"]),
    ("独居老人几天没见人，门口报纸堆着", "urgent.lost", ["110"]),
    ("楼下正在打架，有人拿刀", "refer.police", ["110"]),
    ("外墙塌下来一块，砸了车", "", []),
    ("雨棚快掉下来了，下面都是学生", "", []),
    ("有小孩掉河里了，河道边没护栏", "", ["119", "120"]),
    ("有人站在楼顶要跳楼", "", ["110", "120"]),
)

ORDINARY = (
    "煤气灶想换新的，找谁登记",
    "燃气公司什么时候来安检",
    "煤气罐放在楼道里不安全",
    "楼下饭店油烟味道很大",
    "电梯老是异响，担心哪天困住",
    "建议社区办一次防火知识讲座",
    "周末消防演练，会放烟雾",
    "孩子上学名额怎么申请",
    "老人证在哪里办",
    "贫困人员补助怎么领",
    "墙皮发霉返潮",
    "路灯不亮三天了",
    "没人在家，快递放门口了",
    "反映没有反馈，请尽快回复",
    "楼上晾衣服往下滴水",
    "去年着火过的那栋楼还没修好",
)


@pytest.mark.parametrize(("words", "category", "calls"), PRESSING)
def test_what_cannot_wait_outranks_the_rest(words: str, category: str, calls: list[str]) -> None:
    told = make.look("counter", queries.suggest, words=words, area=c.GRIDS[0])
    assert told["urgent"]
    assert told["calls"] == calls
    if category:
        assert told["categories"][0]["category"] == category
        assert set(told["categories"][0]["why"]) <= set(told["urgent"])
    assert len({one["category"] for one in told["categories"]}) == len(told["categories"]) <= 3
    row = make.row(make.raised(words=words, category=""))
    assert row.urgency == "urgent"
    assert row.category == (told["categories"][0]["category"] if told["categories"] else "talk.other")


@pytest.mark.parametrize("words", ORDINARY)
def test_what_can_wait_is_not_called_urgent(words: str) -> None:
    told = make.look("counter", queries.suggest, words=words, area=c.GRIDS[0])
    assert (told["urgent"], told["calls"]) == ([], [])


PHONES = (
    ("138 1234 5678", "13812345678"),
    ("0512-65221234", "051265221234"),
    ("65221234", "65221234"),
    ("+852 2345 6789", "+85223456789"),
    ("0085223456789", "0085223456789"),
    ("", ""),
)


@pytest.mark.parametrize(("typed", "kept"), PHONES)
def test_a_phone_somebody_can_be_called_by(typed: str, kept: str) -> None:
    id = make.raised(reporter=ReporterData(name="欧阳小红", phone=typed))
    shown = make.do("counter", make.actions.reveal, matter_id=id, reason="电话联系")
    assert shown["phone"] == kept


@pytest.mark.parametrize("typed", ["abc", "1948888", "12", "1381234567", "+1"])
def test_what_is_no_phone_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(Refused) as told:
        make.raised(reporter=ReporterData(name="欧阳小红", phone=typed))
    assert told.value.type == "account/bad-phone"
    assert [one["field"] for one in told.value.fields] == ["phone"]


@pytest.mark.parametrize("door", [Door.PORTAL, Door.API])
def test_no_worker_comes_in_by_a_door_of_others(door: Door) -> None:
    with pytest.raises(Refused, match="matter/not-your-door"):
        make.raised("counter", door=door)


def test_a_blotted_out_phone_of_an_order_is_left_out() -> None:
    order = "工单编号：GD20260304001\n诉求标题：路灯不亮\n来电号码：138****1234\n诉求内容：三号楼路灯不亮"
    (draft,) = make.look("counter", queries.drafts_of_order, text=order)["drafts"]
    assert draft["reporter"]["phone"] == ""
