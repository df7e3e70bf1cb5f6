"""Contact cards: who makes one for whom, whose photo is shown, what is on paper, what is written down."""

import io
from typing import Any
from uuid import UUID

import pypdf
import pytest
from pytest_django import Settings

from linli.accounts.models import User
from linli.files import actions as files
from linli.files.models import Stored
from linli.files.tests import factories as pictures
from linli.kit import ids
from linli.kit.actor import system
from linli.kit.errors import Forbidden, NotFound, Problem, Refused
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register.tests import factories as make
from linli.tests import community as c
from linli.tests.calling import Caller, problem
from linli.visits.actions import cards as actions
from linli.visits.models import ContactCard
from linli.visits.queries import cards as queries
from linli.visits.rules.cards import Recall
from linli.visits.rules.papers import Paper
from linli.visits.tests import papers
from linli.workforce import actions as workforce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings: Settings, tmp_path: Any) -> None:
    settings.LINLI_FILES = tmp_path


def refused(kind: type[Problem], key: str, post: UUID) -> Problem:
    with pytest.raises(kind) as told:
        make.act(key, actions.make, card_id=ids.new(), post_id=post)
    return told.value


def verbs(subject: UUID) -> list[str]:
    return [one.verb for one in make.rows(Entry, subject=subject)]


def test_a_worker_makes_his_own_card_and_a_lead_makes_his_workers() -> None:
    own, other = papers.card("grid1"), papers.card("grid2", by="lead")
    row = make.row(ContactCard, id=own)
    assert (row.person, row.post, row.area) == (c.user_id("grid1"), c.post_id("grid1"), c.GRIDS[0])
    assert row.synthetic
    assert make.row(ContactCard, id=other).person == c.user_id("grid2")
    assert make.row(ContactCard, id=other).code != row.code
    told = make.ask("grid1", queries.cards)
    assert [one["id"] for one in told["own"]] == [own]
    assert told["own"][0]["person_name"] == "grid1者"
    assert told["own"][0]["state"] == "on_duty"
    assert set(told["own"][0]["abilities"]) == {"print", "change", "portrait", "withdraw"}
    assert not told["others"]
    assert {one["id"] for one in make.ask("lead", queries.cards)["others"]} == {own, other}
    assert verbs(own) == ["card.made"]


def test_whoever_has_no_card_yet_is_offered_one() -> None:
    told = make.ask("grid1", queries.cards)
    assert [one["post"] for one in told["without"]] == [c.post_id("grid1")]
    papers.card("grid1")
    assert not make.ask("grid1", queries.cards)["without"]
    assert not make.ask("counter", queries.cards)["without"], "a title that is not public has no card"


def test_who_makes_no_card_for_whom() -> None:
    papers.card("grid1")
    assert refused(Refused, "grid1", c.post_id("grid1")).type == "card/already"
    assert refused(Forbidden, "supervisor", c.post_id("grid2")).type == "card/not-yours"
    assert refused(NotFound, "grid1", c.post_id("grid2")).type == "post/not-found"
    assert refused(NotFound, "grid1", ids.new()).type == "post/not-found"
    assert refused(Refused, "secretary", c.post_id("vacant")).type == "card/no-post"
    assert refused(Refused, "secretary", c.post_id("counter")).type == "card/no-post"


def test_words_are_changed_by_the_bearer_alone() -> None:
    card = papers.card("grid1")
    make.act("grid1", actions.change, card_id=card, words="  有难处，\n找我  ")
    assert make.row(ContactCard, id=card).words == "有难处， 找我"
    with pytest.raises(Forbidden):
        make.act("lead", actions.change, card_id=card, words="换一句")
    with pytest.raises(NotFound):
        make.act("grid2", actions.change, card_id=card, words="换一句")
    with pytest.raises(Refused):
        make.act("grid1", actions.change, card_id=card, words="长" * 61)


def test_a_photo_of_oneself_is_shown_to_all_and_the_one_before_to_nobody() -> None:
    card = papers.card("grid1")
    first = papers.portrait("grid1", card)
    assert make.row(Stored, id=first).public
    second = papers.portrait("grid1", card)
    before = make.row(Stored, id=first)
    assert (before.public, before.kept) == (False, False)
    assert make.row(User, id=c.user_id("grid1")).photo == second
    make.act("grid1", actions.put_portrait, card_id=card, file_id=None)
    assert make.row(User, id=c.user_id("grid1")).photo is None
    assert not make.row(Stored, id=second).public


def test_what_another_sent_and_what_is_no_picture_is_no_portrait() -> None:
    card = papers.card("grid1")
    of_another = make.act("lead", files.store, area=c.GRIDS[0], name="x.png", content=pictures.png("RGB"))
    with pytest.raises(NotFound):
        make.act("grid1", actions.put_portrait, card_id=card, file_id=of_another)
    paper = make.act("grid1", files.store, area=c.GRIDS[0], name="x.txt", content=b"words")
    with pytest.raises(Refused) as told:
        make.act("grid1", actions.put_portrait, card_id=card, file_id=paper)
    assert told.value.type == "file/no-picture"
    assert not make.row(Stored, id=paper).public
    with pytest.raises(Forbidden):
        make.act("lead", actions.put_portrait, card_id=card, file_id=of_another)


def test_a_card_that_was_taken_back_stays_so() -> None:
    card = papers.card("grid1")
    with pytest.raises(Forbidden):
        make.act("supervisor", actions.withdraw, card_id=card, reason=Recall.LOST)
    make.act("lead", actions.withdraw, card_id=card, reason=Recall.LOST)
    row = make.row(ContactCard, id=card)
    assert (row.withdrawn_by, row.withdrawn_for) == (c.user_id("lead"), "lost")
    for action, said in ((actions.change, {"words": "x"}), (actions.withdraw, {"reason": Recall.LOST})):
        with pytest.raises(Refused):
            make.act("grid1", action, card_id=card, **said)
    with pytest.raises(Forbidden):
        make.act("grid1", actions.log_print, card_id=card, paper=Paper.CARDS)
    assert papers.card("grid1") != card, "a new one may be made"


def test_a_card_is_printed_ten_on_a_sheet_or_large() -> None:
    card = papers.card("grid1")
    papers.portrait("grid1", card)
    for large, times in ((False, 10), (True, 1)):
        answer = Caller("grid1").post(f"/visits/cards/{card}/print", {"large": large})
        assert answer.status_code == 200, answer.content
        assert answer["Content-Type"] == "application/pdf"
        said = papers.text_of(answer.content)
        assert said.count("grid1者") == times
        for words in ("民情联系卡", "网格员", "1号网格", "本社区", "不收费", "不要验证码", "有事您说话"):
            assert words in said, words
        assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1
    facts = [one.facts["paper"] for one in make.rows(Entry, subject=card, verb="card.printed")]
    assert sorted(facts) == ["card", "cards"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("grid1", 200),
        ("lead", 200),
        ("secretary", 200),
        ("counter", 200),
        ("supervisor", 403),
        ("grid2", 404),
    ],
)
def test_who_prints_a_card(who: str, status: int) -> None:
    card = papers.card("grid1")
    assert Caller(who).post(f"/visits/cards/{card}/print", {}).status_code == status


def test_a_card_of_who_has_left_is_not_printed() -> None:
    card = papers.card("grid1")
    with scope(system()):
        workforce.vacate(by=system(), post_id=c.post_id("grid1"))
    answer = Caller("lead").post(f"/visits/cards/{card}/print", {})
    problem(answer, 403, "card/no-print")
    told = make.ask("lead", queries.card, card)
    assert (told["state"], told["person_name"], told["photo"]) == ("not_in_post", "", None)


def test_the_same_command_makes_one_card() -> None:
    who, command = Caller("grid1"), ids.new()
    body = {"post": str(c.post_id("grid1")), "words": ""}
    first = who.post("/visits/cards", body, command=command)
    again = who.post("/visits/cards", body, command=command)
    assert first.status_code == again.status_code == 201
    assert first.json()["id"] == again.json()["id"] == str(command)
    assert first.json()["link"].endswith("/")
    assert len(make.rows(ContactCard)) == 1
