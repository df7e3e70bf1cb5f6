"""Versions kept, switched and read by intake; who may look and switch; what people chose."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.classifying import actions, queries
from linli.classifying.models import Choice, Standing, Version
from linli.classifying.rules import KEPT_VERSIONS, Why
from linli.classifying.rules.learning import Closed, Learnt, learn
from linli.classifying.tests.examples import closed, no_keywords
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import jobs
from linli.matters.queries import learning, suggestions
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    return learn(closed(), no_keywords, None)


def _keep(learnt: Learnt, why: Why = Why.BETTER) -> UUID:
    with scope(system()):
        return actions.keep(by=system(), learnt=replace(learnt, why=why))


def _suggested(words: str) -> list[dict[str, Any]]:
    with scope(c.actor("counter"), write=False):
        return suggestions.categories_for(words)


def test_from_the_first_day_keywords_speak() -> None:
    with scope(system(), write=False):
        assert queries.reader() is None
    best = _suggested("路灯坏了三天没有人修")[0]
    assert best["category"] == "facility.lamp"
    assert "sure" not in best


def test_what_was_learnt_speaks_once_it_is_in_use(learnt: Learnt) -> None:
    words = "拖椅子声音大"
    _keep(learnt, Why.WORSE_THAN_KEYWORDS)
    assert "sure" not in _suggested(words)[0]
    _keep(learnt)
    best = _suggested(words)[0]
    assert best["category"] == "neighbour.noise_home"
    assert 0 < best["share"] <= 1
    assert best["sure"] in (True, False)
    assert any("椅子" in word or "声音" in word for word in best["why"])


def test_who_only_files_it_is_not_told_why_what_was_learnt_speaks_so(learnt: Learnt) -> None:
    words = "椅子拖来拖去"
    _keep(learnt)
    told = _suggested(words)
    assert any(one["why"] for one in told)
    with scope(c.actor("counter"), write=False):
        filed = suggestions.categories_for(words, explained=False)
    assert [one["why"] for one in filed] == [[]] * len(told)
    assert [one | {"why": []} for one in told] == filed


def test_what_it_does_not_know_is_left_to_keywords(learnt: Learnt) -> None:
    _keep(learnt)
    assert _suggested("") == _suggested("😡 abc") == []


def test_what_cannot_wait_comes_first_all_the_same(learnt: Learnt) -> None:
    _keep(learnt)
    assert _suggested("楼上太吵，而且闻到煤气泄漏的味道")[0]["category"] == "utility.gas"


def test_intake_keeps_what_was_suggested(learnt: Learnt) -> None:
    _keep(learnt)
    row = make.row(make.raised(words="东区入口垃圾几天没收", category=""))
    assert row.category == "env.garbage"
    assert row.suggested[0]["sure"] in (True, False)


def test_a_damaged_version_is_as_none(learnt: Learnt) -> None:
    _keep(learnt)
    with scope(system()):
        Version.objects.update(content=b"broken")
    queries.forget_reader()
    assert _suggested("路灯坏了三天没有人修")[0]["category"] == "facility.lamp"


def test_one_version_is_in_use_and_old_ones_go(learnt: Learnt) -> None:
    first = _keep(learnt)
    for _ in range(KEPT_VERSIONS + 1):
        _keep(learnt, Why.WORSE_THAN_LAST)
    last = _keep(learnt, Why.WORSE_THAN_LAST)
    with scope(system(), write=False):
        assert [row.id for row in Version.objects.filter(in_use=True)] == [first]
        assert Version.objects.filter(id=last).exists()
        assert Version.objects.count() == KEPT_VERSIONS + 1


def test_an_administrator_switches_and_goes_back(learnt: Learnt) -> None:
    first, second = _keep(learnt), _keep(learnt, Why.WORSE_THAN_LAST)
    make.do("admin", actions.use, version_id=second)
    told = {row["id"]: row for row in make.look("admin", queries.overview)["versions"]}
    assert (told[first]["in_use"], told[second]["in_use"]) == (False, True)
    assert told[second]["why"] == Why.CHOSEN
    assert told[second]["used_by_name"]
    with pytest.raises(Conflict):
        make.do("admin", actions.use, version_id=second)
    make.do("admin", actions.use, version_id=first)
    make.do("admin", actions.rest)
    assert not any(row["in_use"] for row in make.look("admin", queries.overview)["versions"])
    assert "sure" not in _suggested("路灯坏了")[0]
    with scope(system(), write=False):
        verbs = list(Entry.objects.filter(verb__startswith="classifier.").values_list("verb", flat=True))
    assert sorted(verbs) == ["classifier.learnt"] * 2 + ["classifier.rested"] + ["classifier.used"] * 2


def test_keywords_alone_lasts_until_a_version_is_put_in_use(learnt: Learnt) -> None:
    first = _keep(learnt)
    make.do("admin", actions.rest)
    second = _keep(learnt)
    told = make.look("admin", queries.overview)
    assert told["rested_at"] is not None
    assert told["rested_by_name"] == c.actor("admin").name
    assert not any(row["in_use"] for row in told["versions"])
    assert {row["id"]: row["why"] for row in told["versions"]}[second] == Why.RESTED
    assert "sure" not in _suggested("路灯坏了")[0]
    make.do("admin", actions.use, version_id=second)
    told = make.look("admin", queries.overview)
    assert (told["rested_at"], told["rested_by_name"]) == (None, "")
    third = _keep(learnt)
    with scope(system(), write=False):
        assert [row.id for row in Version.objects.filter(in_use=True)] == [third], "better ones follow again"
    assert first != third


def test_keywords_alone_may_be_wished_for_before_anything_was_learnt(learnt: Learnt) -> None:
    make.do("admin", actions.rest)
    make.do("admin", actions.rest)
    worse = _keep(learnt, Why.WORSE_THAN_KEYWORDS)
    _keep(learnt)
    with scope(system(), write=False):
        assert not Version.objects.filter(in_use=True).exists()
        assert Version.objects.get(id=worse).why == Why.WORSE_THAN_KEYWORDS
        assert Standing.objects.count() == 1


@pytest.mark.parametrize("who", ["counter", "grid1", "secretary", "supervisor"])
def test_others_do_not_switch(learnt: Learnt, who: str) -> None:
    id = _keep(learnt)
    for act, values in ((actions.use, {"version_id": id}), (actions.rest, {}), (actions.ask, {})):
        with pytest.raises(Forbidden):
            make.do(who, act, **values)


def test_nobody_but_the_system_keeps_and_counts(learnt: Learnt) -> None:
    with pytest.raises(Forbidden):
        make.do("admin", actions.keep, learnt=learnt)
    with pytest.raises(Forbidden):
        make.do("admin", actions.count_choices, rows=[])
    with pytest.raises(Forbidden):
        make.look("admin", learning.closed_texts)


def test_a_version_that_is_none() -> None:
    with pytest.raises(NotFound):
        make.do("admin", actions.use, version_id=ids.new())


# The job


def _closed_matters(_: object) -> list[Closed]:
    return closed()


def test_the_job_learns_where_enough_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert jobs.learn() == "too few"
    monkeypatch.setattr(jobs, "FEWEST_TEXTS", 100)
    monkeypatch.setattr(learning, "closed_texts", _closed_matters)
    monkeypatch.setattr(learning, "closed_since", lambda by, moment: 160 if moment is None else 0)
    assert jobs.learn() == Why.BETTER
    assert jobs.learn() == "too few", "nothing was closed since"
    with scope(system(), write=False):
        version = Version.objects.get()
    assert version.in_use
    assert version.until == max(each.at for each in closed())
    assert version.right >= version.right_keywords


def test_closed_matters_are_learnt_from_without_numbers() -> None:
    make.resolved(words="路灯坏了请联系我13812345678")
    id = make.resolved(words="路灯又坏了，电话13812345678", category="facility.lamp")
    make.do("counter", make.actions.follow_up, matter_id=id, reached=True, words="修好了")
    with clock.at(clock.now() + timedelta(days=40)):
        jobs.close_unrated()
    found = make.look(system(), learning.closed_texts)
    assert {each.category for each in found} == {"facility.lamp"}
    assert len(found) == 2
    assert not any("13812345678" in each.text for each in found)


def test_what_people_chose_is_counted() -> None:
    make.accepted(words="路灯坏了三天没有人修", category="")
    make.accepted(words="路灯坏了三天没有人修", category="env.garbage")
    jobs.learn()
    found = make.look("admin", queries.overview)["choices"]
    month = min(each["month"] for each in found)
    assert [(each["suggested"], each["chosen"], each["matters"]) for each in found] == [
        ("facility.lamp", "env.garbage", 1),
        ("facility.lamp", "facility.lamp", 1),
    ]
    jobs.learn()
    with scope(system(), write=False):
        assert Choice.objects.filter(month=month).count() == 2, "counted anew, not on top"


# Through the door


def test_through_the_door(learnt: Learnt) -> None:
    id = _keep(learnt, Why.WORSE_THAN_LAST)
    admin = Caller("admin")
    told = admin.get("/classifying").json()
    assert told["abilities"] == ["learn", "rest", "give"]
    assert told["versions"][0]["abilities"] == ["use"]
    assert "content" not in told["versions"][0]
    used = admin.post(f"/classifying/versions/{id}/use", {})
    assert used.status_code == 200
    assert used.json()["versions"][0]["in_use"]
    again = admin.post(f"/classifying/versions/{id}/use", {})
    problem(again, 409, "classifier/in-use")
    assert admin.post("/classifying/learn", {}).status_code == 200
    assert admin.post("/classifying/learn", {}).status_code == 200, "asked twice, learnt once"
    rested = admin.post("/classifying/rest", {}).json()
    assert rested["versions"][0]["in_use"] is False
    assert rested["rested_by_name"]
    problem(Caller("counter").get("/classifying"), 403)
