"""Drafts by a model of the site's own: off by default, shown before they are sent, masked, outside every transaction,
never stored; each failure says what to do."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from linli.config.drafting import Model
from linli.kit import ids, outside
from linli.kit.outside import Unanswered, Why
from linli.kit.scope import acting
from linli.matters.actions import ReporterData
from linli.matters.actions.drafting import MOST_AN_HOUR
from linli.matters.rules import Verb
from linli.matters.tests import factories as make
from linli.matters.tests.test_api_matrix import PEOPLE, may, sees
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
SAID = "路灯是线路老化，下周三前换线。"
Post = Callable[[str, dict[str, Any], str], bytes]


def _answer(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


class Asked:
    """A model that answers, and remembers what it was asked."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []

    def __call__(self, url: str, body: dict[str, Any], key: str) -> bytes:
        assert url == "http://model.test/v1/chat/completions"
        self.bodies.append(body)
        self.keys.append(key)
        return _answer(SAID)


@pytest.fixture
def asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Asked:
    settings.LINLI_DRAFT = Model("http://model.test/v1", "qwen", "secret")
    found = Asked()
    monkeypatch.setattr(outside, "post", found)
    return found


def _drafted(id: UUID, *, who: str = "grid1", wanted: str = "answer", **more: Any) -> Any:
    caller = Caller(who)
    mark = caller.post(f"/matters/{id}/draft-preview", {"wanted": wanted}).json()["mark"]
    return caller.post(f"/matters/{id}/draft", {"wanted": wanted, "mark": mark}, **more)


def _told(id: UUID) -> list[dict[str, Any]]:
    """What the ledger holds of the one time a draft was asked for: the question, then how it went."""
    told = [one for one in make.entries(id) if one["verb"].startswith("matter.draft-")]
    assert [one["verb"] for one in told] in (
        ["matter.draft-asked"],
        ["matter.draft-asked", "matter.draft-ended"],
    )
    return [one["facts"] for one in told]


def test_off_by_default() -> None:
    id, caller = make.in_hand(), Caller("grid1")
    assert "draft" not in caller.get(f"/matters/{id}").json()["abilities"]
    for name, sent in (("draft-preview", {}), ("draft", {"mark": "0" * 64})):
        problem(caller.post(f"/matters/{id}/{name}", {"wanted": "answer"} | sent), 404, "draft/off")


def test_what_is_shown_is_what_is_sent(asked: Asked) -> None:
    id = make.in_hand(words="路灯坏了，我叫王桂英，电话13812345678")
    seen = Caller("grid1").post(f"/matters/{id}/draft-preview", {"wanted": "answer"}).json()
    assert asked.bodies == []
    told = _drafted(id)
    assert (told.status_code, told.json()) == (200, {"text": SAID})
    sent = "\n\n".join(one["content"] for one in reversed(asked.bodies[0]["messages"]))
    assert sent == seen["text"]
    assert seen["characters"] == len(sent) - 2
    assert not any(person in sent for person in ("王桂英", "13812345678"))
    assert asked.keys == ["secret"]
    assert "draft" in Caller("grid1").get(f"/matters/{id}").json()["abilities"]


HIDDEN = ReporterData(name="钱多多", phone="13812345678", address="幸福里老油库旁边", secret=False)


def test_the_reporter_s_own_name_and_address_do_not_leave(asked: Asked) -> None:
    """Neither is found by a rule of names or rooms: they are known from the record alone."""
    id = make.from_resident(reporter=HIDDEN, words=f"路灯坏了，{HIDDEN.name}家门口看不见，住{HIDDEN.address}")
    assert _drafted(id, who="counter").status_code == 200
    sent = json.dumps(asked.bodies, ensure_ascii=False)
    assert "路灯坏了" in sent
    assert HIDDEN.name not in sent
    assert HIDDEN.address not in sent


def test_a_secret_reporter_is_not_told_by_what_is_masked(asked: Asked) -> None:
    """Whoever may not know him is shown nothing: a list of names would show which is masked."""
    id = make.in_hand(reporter=ReporterData(name="钱多多", phone="13812345678", secret=True))
    Caller("grid1").post(f"/matters/{id}/note", {"words": "钱多多 李建华 吴小江"})
    for wanted in ("answer", "summary"):
        told = Caller("grid1").post(f"/matters/{id}/draft-preview", {"wanted": wanted})
        problem(told, 422, "draft/secret")
        sent = {"wanted": wanted, "mark": "0" * 64}
        problem(Caller("grid1").post(f"/matters/{id}/draft", sent), 422, "draft/secret")
    assert "draft" not in Caller("grid1").get(f"/matters/{id}").json()["abilities"]
    assert asked.bodies == []


def test_the_few_who_may_know_him_may_ask(asked: Asked) -> None:
    id = make.raised(reporter=ReporterData(name="钱多多", phone="13812345678", secret=True))
    assert "draft" in Caller("counter").get(f"/matters/{id}").json()["abilities"]
    assert _drafted(id, who="counter").status_code == 200


def _preview(id: UUID, who: str, wanted: str) -> str:
    return str(Caller(who).post(f"/matters/{id}/draft-preview", {"wanted": wanted}).json()["text"])


def test_whoever_may_not_see_the_reporter_tries_no_names(asked: Asked) -> None:
    """What the property company wrote itself does not come back masked."""
    id = make.in_hand("property", reporter=HIDDEN)
    Caller("property").post(f"/matters/{id}/note", {"words": "钱多多 李建华"})
    Caller("property").post(f"/matters/{id}/answer", {"words": "配件周五到，吴小江"})
    for wanted in ("answer", "summary"):
        text = _preview(id, "property", wanted)
        assert not any(word in text for word in ("李建华", "吴小江", "周五")), text


def test_whoever_may_see_the_reporter_learns_nothing_of_his_own_guesses(asked: Asked) -> None:
    """What he wrote himself is not masked by the record, or a list of names would tell the right one without a look;
    what a colleague wrote is."""
    id = make.in_hand(reporter=HIDDEN)
    Caller("grid1").post(f"/matters/{id}/note", {"words": "问过钱多多和贾宝宝"})
    assert "问过钱多多和贾宝宝" in _preview(id, "grid1", "summary")
    assert HIDDEN.name not in _preview(id, "lead", "summary")
    assert "贾宝宝" in _preview(id, "lead", "summary")


def test_what_is_struck_out_does_not_leave(asked: Asked) -> None:
    """The mark is of what was shown with the words struck out, and of nothing else; the ledger says how many."""
    id = make.in_hand(words="旺财家门口的路灯坏了，旺财怕黑")
    plain, struck = {"wanted": "answer"}, {"wanted": "answer", "strikes": ["旺财", "怕黑", "旺财"]}
    before = Caller("grid1").post(f"/matters/{id}/draft-preview", plain).json()
    seen = Caller("grid1").post(f"/matters/{id}/draft-preview", struck).json()
    assert "███家门口的路灯坏了，███" in seen["text"]
    for sent, mark in ((plain, seen["mark"]), (struck, before["mark"])):
        problem(Caller("grid1").post(f"/matters/{id}/draft", sent | {"mark": mark}), 409, "draft/changed")
    gone = struck | {"strikes": ["没有的"], "mark": seen["mark"]}
    problem(Caller("grid1").post(f"/matters/{id}/draft", gone), 409, "draft/changed")
    assert asked.bodies == []
    told = Caller("grid1").post(f"/matters/{id}/draft", struck | {"mark": seen["mark"]})
    assert told.status_code == 200
    assert "\n\n".join(one["content"] for one in reversed(asked.bodies[0]["messages"])) == seen["text"]
    assert "旺财" not in json.dumps(asked.bodies, ensure_ascii=False)
    assert _told(id)[0]["struck"] == 2
    assert "旺财" not in json.dumps(_told(id), ensure_ascii=False)


STRIKES = (
    (["没有的"], "draft/not-there"),
    ([" "], "draft/not-there"),
    (["居民和同事"], "draft/not-there"),
    ([""], ""),
    (["路" * 41], ""),
    (["路"] * 21, ""),
)


@pytest.mark.parametrize(("strikes", "type"), STRIKES)
def test_what_cannot_be_struck_out_is_said(asked: Asked, strikes: list[str], type: str) -> None:
    id = make.in_hand()
    told = Caller("grid1").post(f"/matters/{id}/draft-preview", {"wanted": "answer", "strikes": strikes})
    problem(told, 422, type)


def test_notes_go_into_a_summary_alone(asked: Asked) -> None:
    id = make.in_hand()
    Caller("grid1").post(f"/matters/{id}/note", {"words": "物业欠着电费"})
    Caller("grid1").post(f"/matters/{id}/answer", {"words": "配件周五到"})
    assert "物业欠着电费" not in _preview(id, "grid1", "answer")
    assert "配件周五到" in _preview(id, "grid1", "answer")
    assert "物业欠着电费" in _preview(id, "grid1", "summary")


def test_the_ledger_knows_and_holds_no_words(asked: Asked) -> None:
    id = make.in_hand()
    before = make.row(id).version
    _drafted(id, wanted="summary")
    question, end = _told(id)
    assert (question["kind"], question["struck"]) == ("summary", 0)
    assert set(question) == {"kind", "sent", "struck"}
    assert end["received"] == len(SAID)
    assert end["how"] == "draft/made"
    assert set(end) == {"received", "milliseconds", "how"}
    assert make.row(id).version == before
    assert all(SAID not in note["words"] for note in Caller("grid1").get(f"/matters/{id}").json()["notes"])


def test_the_ledger_knows_before_a_word_leaves(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the process ends meanwhile; and a twin that comes meanwhile sends nothing."""
    id, command, seen = make.in_hand(), ids.new(), []
    mark = Caller("grid1").post(f"/matters/{id}/draft-preview", {"wanted": "answer"}).json()["mark"]
    sent = {"wanted": "answer", "mark": mark}

    def ask(*_: object, **__: object) -> bytes:
        seen.append(len(_told(id)))
        if len(seen) == 1:
            problem(
                Caller("grid1").post(f"/matters/{id}/draft", sent, command=command), 409, "draft/asked-before"
            )
        return _answer(SAID)

    monkeypatch.setattr(outside, "ask", ask)
    assert Caller("grid1").post(f"/matters/{id}/draft", sent, command=command).status_code == 200
    assert seen == [1]
    assert len(_told(id)) == 2


def test_what_changed_since_is_not_sent(asked: Asked) -> None:
    id = make.in_hand()
    mark = Caller("grid1").post(f"/matters/{id}/draft-preview", {"wanted": "answer"}).json()["mark"]
    Caller("grid1").post(f"/matters/{id}/answer", {"words": "配件周五到"})
    problem(
        Caller("grid1").post(f"/matters/{id}/draft", {"wanted": "answer", "mark": mark}), 409, "draft/changed"
    )
    assert asked.bodies == []


def test_one_command_asks_once(asked: Asked) -> None:
    id, command = make.in_hand(), ids.new()
    assert _drafted(id, command=command).status_code == 200
    problem(_drafted(id, command=command), 409, "draft/asked-before")
    assert len(asked.bodies) == 1


def test_role_by_drafting(asked: Asked) -> None:
    """Whoever may answer it, and nobody else."""
    id = make.in_hand()
    matter = make.row(id)
    for who in PEOPLE:
        expected = (200 if may(who, Verb.ANSWER, matter) else 403) if sees(who, matter) else 404
        found = Caller(who).post(f"/matters/{id}/draft-preview", {"wanted": "answer"})
        assert found.status_code == expected, who
        if expected != 200:
            sent = {"wanted": "answer", "mark": "0" * 64}
            assert Caller(who).post(f"/matters/{id}/draft", sent).status_code == expected
    assert asked.bodies == []


def test_so_many_an_hour(asked: Asked) -> None:
    id = make.in_hand()
    for _ in range(MOST_AN_HOUR):
        assert _drafted(id).status_code == 200
    problem(_drafted(id), 429, "draft/too-often")
    assert len(asked.bodies) == MOST_AN_HOUR


def test_no_transaction_is_held_meanwhile(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bool] = []
    first = outside.ask

    def ask(url: str, body: dict[str, Any], *, key: str = "") -> bytes:
        held.append(acting())
        return first(url, body, key=key)

    monkeypatch.setattr(outside, "ask", ask)
    assert _drafted(make.in_hand()).status_code == 200
    assert held == [False]


def test_a_busy_model_does_not_count(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> bytes:
        raise Unanswered(Why.BUSY)

    id, first = make.in_hand(), outside.ask
    monkeypatch.setattr(outside, "ask", busy)
    for _ in range(MOST_AN_HOUR + 1):
        problem(_drafted(id), 429, "draft/busy")
    monkeypatch.setattr(outside, "ask", first)
    assert _drafted(id).status_code == 200


FAILURES: tuple[tuple[Why, int, str], ...] = (
    (Why.SLOW, 422, "draft/slow"),
    (Why.UNREACHABLE, 422, "draft/unreachable"),
    (Why.REFUSED, 422, "draft/refused"),
    (Why.TOO_LARGE, 422, "draft/too-large"),
    (Why.BUSY, 429, "draft/busy"),
)


@pytest.mark.parametrize(("why", "status", "type"), FAILURES)
def test_a_failure_says_what_to_do(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, why: Why, status: int, type: str
) -> None:
    def fail(*_: object) -> bytes:
        raise Unanswered(why)

    monkeypatch.setattr(outside, "post", fail)
    id = make.in_hand()
    problem(_drafted(id), status, type)
    assert _told(id)[1]["how"] == type


@pytest.mark.parametrize("content", [b"{", b"<html>", _answer(" ")])
def test_an_answer_that_is_none(asked: Asked, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(outside, "post", lambda *_: content)
    problem(_drafted(make.in_hand()), 422, "draft/unreadable")


def test_whatever_breaks_is_unreachable(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError("broken")

    monkeypatch.setattr(outside, "post", fail)
    problem(_drafted(make.in_hand()), 422, "draft/unreachable")


def test_a_few_at_once_and_no_longer_than_they_may(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def wait(*_: object) -> bytes:
        go.wait(10)
        return _answer(SAID)

    monkeypatch.setattr(outside, "post", wait)
    monkeypatch.setattr(outside, "TOTAL_SECONDS", 0.05)
    id = make.in_hand()
    for _ in range(outside.AT_ONCE):
        problem(_drafted(id), 422, "draft/slow")
    problem(_drafted(id), 429, "draft/busy")
    go.set()
    deadline = time.monotonic() + 5
    while _drafted(id).status_code != 200:
        assert time.monotonic() < deadline
