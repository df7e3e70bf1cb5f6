"""Learning of a site: two levels, keywords weighed in, and never a worse version for a better one."""

import pytest

from linli.classifying.rules import LEAST_JUDGED, Match, Why, verdict, weighed
from linli.classifying.rules.learning import InUse, learn
from linli.classifying.tests.examples import BEGAN, closed, no_keywords
from linli.kit.errors import Refused
from linli.language.rules.classifying import tree
from linli.language.rules.classifying.rows import Labelled


def _match(right: int, other: int, *, texts: int = 100, f1: float = 0.8, f1_other: float = 0.8) -> Match:
    return Match(texts=texts, right=right, right_other=other, f1=f1, f1_other=f1_other)


@pytest.mark.parametrize(
    ("keywords", "last", "replaces", "why"),
    [
        (_match(90, 70), None, False, Why.BETTER),
        (_match(70, 70), None, False, Why.BETTER),
        (_match(69, 70), None, False, Why.WORSE_THAN_KEYWORDS),
        (_match(69, 70), _match(90, 80), True, Why.WORSE_THAN_KEYWORDS),
        (_match(90, 70), _match(80, 80), True, Why.BETTER),
        (_match(90, 70), _match(79, 80), True, Why.WORSE_THAN_LAST),
        (_match(90, 70), _match(81, 80, f1=0.6, f1_other=0.7), True, Why.WORSE_THAN_LAST),
        (_match(90, 70), _match(40, 30, texts=LEAST_JUDGED - 1), True, Why.NOT_COMPARED),
        (_match(90, 70), None, True, Why.NOT_COMPARED),
    ],
)
def test_never_a_worse_one_for_a_better(
    keywords: Match, last: Match | None, replaces: bool, why: Why
) -> None:
    assert verdict(keywords, last, replaces=replaces) is why


def test_keywords_count_where_they_say_anything() -> None:
    assert weighed({"a": 0.6, "b": 0.4}, {}, 0.3) == {"a": 0.6, "b": 0.4}
    assert weighed({"a": 0.6, "b": 0.4}, {"b": 1.0}, 0.0) == {"a": 0.6, "b": 0.4}
    both = weighed({"a": 0.6, "b": 0.4}, {"b": 0.5, "c": 0.5}, 0.5)
    assert both == {"a": 0.3, "b": pytest.approx(0.45), "c": 0.25}


def test_a_first_version_is_used_when_better_than_keywords() -> None:
    found = learn(closed(), no_keywords, None)
    assert found.why is Why.BETTER
    assert found.tree.leaves == ("env.garbage", "facility.lamp", "facility.road", "neighbour.noise_home")
    assert found.figures["macro_f1"] > 0.9
    assert sum(map(sum, found.figures["confusion"])) == found.texts == 160
    assert found.tree.rank("南门路灯又坏了")[0].label == "facility.lamp"


def test_good_keywords_are_not_pushed_out_by_worse_learning() -> None:
    given = closed()
    mixed = [
        type(each)(given[(at * 37) % len(given)].category, each.text, each.at)
        for at, each in enumerate(given)
    ]
    right = {each.text: each.category for each in mixed}
    found = learn(mixed, lambda text: {right[text]: 0.6, "talk.advice": 0.4}, None)
    keywords = found.figures["keywords"]
    assert keywords["right_other"] == keywords["texts"]
    assert found.why is (Why.BETTER if keywords["right"] == keywords["texts"] else Why.WORSE_THAN_KEYWORDS)
    assert found.keyword_weight == 0.5, "keywords are believed as far as they may be"


def test_a_version_from_worse_matters_does_not_replace_the_one_in_use() -> None:
    good = learn(closed(), no_keywords, None)
    used = InUse(good.tree, good.keyword_weight, good.until)
    mixed = closed(after=30)
    spoilt = [
        type(each)(
            mixed[(number * 37) % len(mixed)].category if number % 3 else each.category, each.text, each.at
        )
        for number, each in enumerate(mixed)
    ]
    found = learn(spoilt, no_keywords, used)
    assert found.figures["last"]["texts"] == 160
    assert found.why is Why.WORSE_THAN_LAST


def test_a_version_that_follows_what_changed_replaces_the_one_in_use() -> None:
    good = learn(closed(), no_keywords, None)
    used = InUse(good.tree, good.keyword_weight, good.until)
    turned = closed(turned={"facility.road": "safety.wiring"}, after=30)
    found = learn(turned, no_keywords, used)
    assert found.why is Why.BETTER
    assert found.figures["last"]["right"] > found.figures["last"]["right_other"]


def test_without_matters_neither_has_seen_the_one_in_use_stays() -> None:
    good = learn(closed(), no_keywords, None)
    found = learn(closed(), no_keywords, InUse(good.tree, 0.0, good.until))
    assert found.why is Why.NOT_COMPARED


def test_a_branch_with_one_leaf_and_a_rare_leaf() -> None:
    rare = [Labelled("facility.lift", "电梯坏了"), Labelled("facility.lift", "电梯停了")]
    grown = tree.grow([*(Labelled(each.category, each.text) for each in closed()), *rare], fewest=8)
    assert "facility.lift" not in grown.tree.leaves
    assert grown.tree.only == {"env": "env.garbage", "neighbour": "neighbour.noise_home"}
    assert grown.held_out.shape == (160, 4)
    assert grown.held_out.sum(axis=1) == pytest.approx(1.0, abs=1e-3)


def test_a_tree_is_kept_and_read_back_equal() -> None:
    found = learn(closed(), no_keywords, None).tree
    again = tree.unpacked(tree.packed(found))
    for text in ("路灯不亮", "楼上吵", "", "😡", "没见过的话"):
        assert again.rank(text) == found.rank(text)
        assert again.probabilities(text) == found.probabilities(text)


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"\x80\x04", tree.packed(learn(closed(), no_keywords, None).tree)[:-900]]
)
def test_a_broken_tree_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        tree.unpacked(content)
    assert refusal.value.type == "classify/no-model"


def test_moments_are_of_the_newest_matter() -> None:
    assert learn(closed(), no_keywords, None).until == max(each.at for each in closed()) > BEGAN
