"""Files given to learn from: kept masked, read by nobody but the system, taken out, forgotten; learnt from alone and
beside a site's own matters."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from linli.classifying import actions, queries, rules
from linli.classifying.models import Example, GivenFile, Version
from linli.classifying.rules import LEAST_JUDGED, Why, labelled
from linli.classifying.rules import learning as learner
from linli.classifying.rules.learning import Closed, InUse, learn
from linli.classifying.tests import files
from linli.classifying.tests.examples import BEGAN, closed, no_keywords
from linli.kit import clock, ids
from linli.kit.actor import system
from linli.kit.errors import Conflict, Forbidden, NotFound
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.matters import jobs
from linli.matters.queries import learning
from linli.matters.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
SHIPPED = dict(files.CHOSEN)


def _give(content: bytes | None = None, *, who: str = "admin", choices: dict[str, str] | None = None) -> UUID:
    whole = files.labelled() if content is None else content
    found = labelled.read(whole)
    rows = labelled.kept(found, SHIPPED if choices is None else choices)
    given = {"file_id": ids.new(), "name": "热线.csv", "content": whole, "found": found, "rows": rows}
    id: UUID = make.do(who, actions.give, **given)
    return id


def _other(more: str) -> bytes:
    """Another file: every text a little different."""
    return files.separated([("类别", "内容"), *((label, more + words) for label, words in files.rows())])


def _kept() -> list[tuple[str, str]]:
    with scope(system(), write=False):
        return list(Example.objects.values_list("category", "text"))


# Keeping


def test_a_file_is_kept_masked_and_told() -> None:
    id = _give()
    rows = _kept()
    assert len(rows) == 160
    assert {category for category, _ in rows} == set(files.THEIRS)
    assert not any("138" in text or "5678" in text for _, text in rows)
    told = make.look("supervisor", queries.overview)["files"]
    assert [(one["id"], one["name"], one["rows"], one["texts"], one["categories"]) for one in told] == [
        (id, "热线.csv", 162, 160, 4)
    ]
    assert told[0]["kept_until"] - told[0]["given_at"] == timedelta(days=3 * 365)
    assert told[0]["abilities"] == []
    assert make.look("admin", queries.overview)["files"][0]["abilities"] == ["take-out"]


def test_its_words_are_behind_the_wall() -> None:
    _give()
    for who in ("admin", "supervisor", "counter"):
        with scope(c.actor(who)), connection.cursor() as cursor:
            for statement in (
                "SELECT text FROM classifying_example",
                "UPDATE classifying_example SET text = ''",
                "DELETE FROM classifying_example",
            ):
                cursor.execute(statement)
                assert cursor.rowcount == 0, (who, statement)
    assert len(_kept()) == 160


def test_the_same_file_is_not_taken_twice_and_no_more_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _give()
    with pytest.raises(Conflict) as told:
        _give()
    assert told.value.type == "labelled/given-before"
    assert c.actor("admin").name in told.value.zh
    monkeypatch.setattr(rules, "FILES_MOST", 2)
    _give(_other("又"))
    with pytest.raises(Conflict) as told:
        _give(_other("再"))
    assert told.value.type == "labelled/too-many-files"
    make.do("admin", actions.take_out, file_id=first)
    _give()


def test_taken_out_it_is_gone_with_its_words() -> None:
    first, second = _give(), _give(_other("又"))
    make.do("admin", actions.take_out, file_id=first)
    assert len(_kept()) == 160
    with pytest.raises(NotFound):
        make.do("admin", actions.take_out, file_id=first)
    make.do("admin", actions.take_out, file_id=second)
    assert _kept() == []
    with scope(system(), write=False):
        verbs = list(Entry.objects.filter(verb__startswith="classifier.").values_list("verb", flat=True))
    assert sorted(verbs) == ["classifier.file-given"] * 2 + ["classifier.file-taken-out"] * 2


def test_when_its_time_is_over_it_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "FILE_KEPT_DAYS", 20)
    _give()
    with clock.at(clock.now() + timedelta(days=19)):
        jobs.housekeeping()
    assert len(_kept()) == 160
    with clock.at(clock.now() + timedelta(days=20, seconds=1)):
        jobs.housekeeping()
    assert _kept() == []
    with scope(system(), write=False):
        assert not GivenFile.objects.exists()
        assert Entry.objects.filter(verb="classifier.file-forgotten").count() == 1


@pytest.mark.parametrize("who", ["counter", "grid1", "secretary", "supervisor"])
def test_others_neither_give_nor_take_out(who: str) -> None:
    id = _give()
    for act in (lambda: _give(_other("又"), who=who), lambda: make.do(who, actions.take_out, file_id=id)):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(Forbidden):
        make.do("admin", actions.forget_files)
    with pytest.raises(Forbidden):
        make.look("admin", queries.examples, most=1)


# Learning


def _examples(more: str = "", *, file: UUID | None = None) -> list[learner.Example]:
    file = file or ids.new()
    return [learner.Example(files.CHOSEN[label], f"{more}{words}", file) for label, words in files.rows()]


def test_a_new_site_learns_from_a_file_alone() -> None:
    found = learn([], no_keywords, None, _examples(), asof=BEGAN)
    assert found.why is Why.BETTER
    assert (found.texts, found.file_texts, found.judged, found.judged_on_files) == (160, 160, 160, True)
    assert found.until == BEGAN
    assert sum(map(sum, found.figures["confusion"])) == 160


def test_a_site_with_enough_of_its_own_is_judged_by_it() -> None:
    own = closed()
    wrong = [
        replace(each, category=own[(at * 37) % 160].category, text=f"文件里说{each.text}第{at}次")
        for at, each in enumerate(_examples())
    ]
    found = learn(own, no_keywords, None, wrong)
    assert (found.judged, found.judged_on_files) == (160, False)
    assert found.file_texts > 0
    assert found.figures["keywords"]["texts"] == 160
    few = own[:: 160 // (LEAST_JUDGED - 1)][: LEAST_JUDGED - 1]
    found = learn(few, no_keywords, None, wrong)
    assert found.judged_on_files
    assert found.judged == found.file_texts == found.texts - len(few)


def test_what_a_matter_says_is_not_learnt_again_from_a_file() -> None:
    own = closed()
    same = [learner.Example(each.category, f" {each.text}", ids.new()) for each in own]
    found = learn(own, no_keywords, None, same)
    assert (found.texts, found.file_texts) == (160, 0)


def test_files_the_one_in_use_has_seen_judge_nothing() -> None:
    old, new = _examples(), _examples("另有")
    first = learn([], no_keywords, None, old, asof=BEGAN)
    used = InUse(first.tree, first.keyword_weight, first.until, frozenset(first.files))
    again = learn([], no_keywords, used, old, asof=BEGAN)
    assert again.why is Why.NOT_COMPARED
    both = learn([], no_keywords, used, [*old, *new], asof=BEGAN)
    assert both.figures["last"]["texts"] == len(new)
    copied = [replace(each, file=new[0].file) for each in old]
    assert learn([], no_keywords, used, [*copied, *old], asof=BEGAN).why is Why.NOT_COMPARED


def test_a_matter_the_one_in_use_knows_from_a_file_judges_nothing() -> None:
    examples = _examples()
    first = learn([], no_keywords, None, examples, asof=BEGAN)
    used = InUse(first.tree, first.keyword_weight, first.until, frozenset(first.files))
    own = [Closed(one.category, one.text, BEGAN + timedelta(days=1)) for one in examples[:60]]
    found = learn([*own, *closed(after=9)], no_keywords, used, examples)
    assert found.figures["last"]["texts"] == 160


def test_a_matter_of_its_own_keeps_a_better_version_from_being_replaced_by_a_file() -> None:
    first = learn(closed(), no_keywords, None)
    used = InUse(first.tree, first.keyword_weight, first.until)
    found = learn(closed(), no_keywords, used, _examples("别处说"))
    assert found.why is Why.NOT_COMPARED, (
        "nothing of its own is new, and files do not judge where there is enough"
    )


def _closed_matters(_: object) -> list[Closed]:
    return closed()


def test_the_job_learns_from_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert jobs.learn(asked=True) == "too few"
    first = _give()
    assert jobs.learn() == "too few", "160 are fewer than 200"
    monkeypatch.setattr(jobs, "FEWEST_TEXTS", 160)
    assert jobs.learn() in (Why.BETTER, Why.WORSE_THAN_KEYWORDS)
    assert jobs.learn() == "too few"
    assert jobs.learn(asked=True) == "too few", "nothing changed"
    with scope(system(), write=False):
        version = Version.objects.get()
    assert (version.texts, version.file_texts, version.judged, version.judged_on_files) == (
        160,
        160,
        160,
        True,
    )
    assert make.look("admin", queries.overview)["files"][0]["versions"] == 1
    _give(_other("又一条"))
    assert jobs.learn() != "too few", "a new file is learnt from by night"
    make.do("admin", actions.take_out, file_id=first)
    assert jobs.learn() == "too few", "what was taken out alone is no reason"
    assert jobs.learn(asked=True) != "too few"
    with scope(system(), write=False):
        assert Version.objects.count() == 3, "what learnt from it stays"


def test_closed_matters_come_first_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    _give()
    monkeypatch.setattr(learning, "closed_texts", _closed_matters)
    monkeypatch.setattr(learning, "closed_since", lambda by, moment: 160)
    monkeypatch.setattr(jobs, "FEWEST_TEXTS", 160)
    for most, of_files in ((160, 0), (200, 40)):
        monkeypatch.setattr(jobs, "MOST_TEXTS", most)
        assert jobs.learn(asked=True) in set(Why)
        with scope(system(), write=False):
            version = Version.objects.latest("at")
        assert (version.texts - version.file_texts, version.judged_on_files) == (160, False)
        assert 0 <= version.file_texts <= of_files


def test_categories_that_are_off_are_left_out() -> None:
    _give(choices={**SHIPPED, files.THEIRS["env.garbage"]: "no.such"})
    found = make.look(system(), learning.examples, most=1000)
    assert {one.category for one in found} == set(files.THEIRS) - {"env.garbage"}
    assert len(make.look(system(), learning.examples, most=50)) <= 50


# Through the door


def _sent(content: bytes, name: str = "热线.csv", **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content, "text/csv"), **more}


def test_through_the_door() -> None:
    admin, path = Caller("admin"), "/classifying/files"
    looked = admin.post_form(f"{path}/look", _sent(files.labelled()))
    assert looked.status_code == 200
    told = looked.json()
    assert (told["words"], told["category"], told["read"], told["twice"]) == ("诉求内容", ["分类"], 162, 1)
    found = {one["label"]: one["category"] for one in told["labels"]}
    assert found == {**SHIPPED, "噪音扰民": ""}
    assert _kept() == []
    bad = admin.post_form(
        path, _sent(files.labelled(), choices=json.dumps(found | {"噪音扰民": "neighbour"}))
    )
    problem(bad, 422, "labelled/unknown-category")
    for choices in ("", "[]", "{", '{"a": 1}', '{"\\ud800": "x"}', "[" * 100_000):
        problem(admin.post_form(path, _sent(files.labelled(), choices=choices)), 422, "labelled/bad-choices")
    given = admin.post_form(path, _sent(files.labelled(), choices=json.dumps(SHIPPED)))
    assert given.status_code == 201, given.content
    assert given.json()["texts"] == 160
    problem(admin.post_form(f"{path}/look", _sent(files.labelled())), 409, "labelled/given-before")
    shown = admin.get("/classifying").json()
    assert "路灯" not in json.dumps(shown["files"], ensure_ascii=False)
    id = shown["files"][0]["id"]
    assert admin.post(f"{path}/{id}/take-out", {}).json()["files"] == []
    problem(admin.post(f"{path}/{id}/take-out", {}), 404, "labelled/not-found")


@pytest.mark.parametrize("who", ["counter", "supervisor", "secretary"])
def test_others_are_told_no(who: str) -> None:
    path = "/classifying/files"
    problem(Caller(who).post_form(f"{path}/look", _sent(files.labelled())), 403)
    problem(Caller(who).post_form(path, _sent(files.labelled(), choices="{}")), 403)


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"", "空.csv", 422),
        ("内容\n路灯坏了\n".encode(), "一列.csv", 422),
        (b"%PDF-1.4\x00\x01", "表.pdf", 422),
        (b"PK\x03\x04 cut off", "坏.xlsx", 422),
        ("类别,内容\n灯,\ud800\n".encode("utf-8", "surrogatepass"), "半字.csv", 200),
        ("类别,内容\n😡,😡😡\x00\n".encode(), "😡" * 60 + ".csv", 200),
        ("类别,内容\n灯,".encode() + "长".encode() * 90_000, "长.csv", 200),
    ],
)
def test_no_file_is_an_error_of_ours(content: bytes, name: str, status: int) -> None:
    answer = Caller("admin").post_form("/classifying/files/look", _sent(content, name))
    assert answer.status_code in {status, 422}
    if answer.status_code == 200:
        choices = {one["label"]: "facility.lamp" for one in answer.json()["labels"]}
        sent = _sent(content, name, choices=json.dumps(choices))
        assert Caller("admin").post_form("/classifying/files", sent).status_code == 201
        assert max(len(text) for _, text in _kept()) <= 5000


def test_copies_of_one_text_are_refused_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    same = "市民来电反映小区里有事情希望有关部门尽快来看一看再给答复"
    texts = [(label, f"{same}{at}{label}") for at in range(60) for label in ("facility.lamp", "env.garbage")]
    content = files.separated([("类别", "内容"), *texts])
    _give(content, choices={label: label for label, _ in texts})
    monkeypatch.setattr(jobs, "FEWEST_TEXTS", 20)
    assert jobs.learn(asked=True) == "classify/all-alike"
