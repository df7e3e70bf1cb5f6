"""Phones: known, listed, ended by their holder, by who manages him, or along with his sessions; and what an ended phone
hands in comes back to its owner alone, once."""

import base64
import json
import os
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from linli.accounts import actions as accounts
from linli.kit import ids, mailbox
from linli.kit.actor import system
from linli.kit.errors import Forbidden
from linli.kit.scope import scope
from linli.ledger.models import Entry
from linli.register.tests import factories as make
from linli.sync import actions, jobs, rules
from linli.sync.models import Device, Held
from linli.tests import community as c
from linli.tests.calling import Caller, problem

pytestmark = pytest.mark.django_db
WORD = "w" * 40


def _register(key: str, word: str = WORD) -> tuple[Caller, UUID, dict[str, Any]]:
    caller, id = Caller(key), ids.new()
    answer = caller.post("/sync/devices", {"id": str(id), "label": "我的手机", "word": word})
    assert answer.status_code == 201, answer.content
    return caller, id, json.loads(answer.content)


def _proof(key: str, device: UUID, word: str = WORD) -> dict[str, Any]:
    return {"HTTP_X_LINLI_DEVICE": f"{c.user_id(key)}.{device}.{word}"}


def _seal(made: dict[str, Any], id: UUID, plain: bytes) -> str:
    """As a phone seals for the server."""
    theirs = base64.b64decode(made["key"])
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    secret = HKDF(hashes.SHA256(), 32, point + theirs, b"linli/outbox/1").derive(shared)
    nonce = os.urandom(12)
    sealed = AESGCM(secret).encrypt(nonce, plain, str(id).encode())
    head = mailbox.FORM + made["number"].to_bytes(2)
    return base64.b64encode(head + point + nonce + sealed).decode()


def _hand_in(
    made: dict[str, Any], proof: dict[str, str], plain: bytes = b"{}", id: UUID | None = None
) -> UUID:
    id = id or ids.new()
    body = {"id": str(id), "entry": str(id), "content": _seal(made, id, plain)}
    headers: dict[str, Any] = proof | {"HTTP_IDEMPOTENCY_KEY": str(ids.new())}
    answer = Client(enforce_csrf_checks=True).post(
        "/api/sync/held", json.dumps(body), content_type="application/json", **headers
    )
    assert answer.status_code == 201, answer.content
    return id


def test_one_lists_and_ends_ones_own() -> None:
    caller, id, _ = _register("grid1")
    assert [one["label"] for one in caller.get("/sync/devices").json()] == ["我的手机"]
    assert caller.post(f"/sync/devices/{id}/end", {}).status_code == 200
    assert caller.get("/sync/devices").json()[0]["revoked_at"] is not None
    assert make.row(Entry, verb="device.ended").actor == c.user_id("grid1")
    assert make.row(Device, id=id).proof != WORD


def test_who_manages_people_ends_theirs_and_nobody_else() -> None:
    _, id, _ = _register("grid1")
    for key in ("grid2", "counter", "next_secretary"):
        problem(Caller(key).post(f"/sync/devices/{id}/end", {}), 404, "sync/no-device")
        assert Caller(key).get("/sync/devices", person=str(c.user_id("grid1"))).json() == []
    admin = Caller("admin")
    assert len(admin.get("/sync/devices", person=str(c.user_id("grid1"))).json()) == 1
    assert admin.post(f"/sync/devices/{id}/end", {}).status_code == 200


def test_an_ended_phone_is_told_at_its_next_contact() -> None:
    caller, id, _ = _register("grid1")
    proof = _proof("grid1", id)
    assert caller.post("/me", {}, **proof).status_code == 200
    caller.post(f"/sync/devices/{id}/end", {})
    problem(caller.post("/me", {}, **proof), 403, "sync/device-revoked")
    assert caller.get("/me").status_code == 200
    assert Client().get("/api/sync/standing", **proof).json()["revoked"] is True


def _signed_in() -> Caller:
    """Through the real form, so that the session is one of the list."""
    caller = Caller()
    form = {"login": "grid1", "password": c.PASSWORD}
    assert caller.client.post("/accounts/login/", form).status_code == 302
    return caller


def test_a_manager_ends_a_phone_and_it_is_signed_out() -> None:
    caller, other, id = _signed_in(), _signed_in(), ids.new()
    said = {"id": str(id), "label": "我的手机", "word": WORD}
    assert caller.post("/sync/devices", said).status_code == 201
    assert Caller("admin").post(f"/sync/devices/{id}/end", {}).status_code == 200
    assert caller.get("/me").status_code == 401
    assert other.get("/me").status_code == 200


def test_a_known_phone_says_where_it_is_signed_in_now() -> None:
    caller, again, id = _signed_in(), _signed_in(), ids.new()
    said = {"id": str(id), "label": "我的手机", "word": WORD}
    assert caller.post("/sync/devices", said).status_code == 201
    before = make.row(Device, id=id).session
    assert again.post("/sync/devices", said).status_code == 201
    assert make.row(Device, id=id).session not in {None, before}
    problem(again.post("/sync/devices", said | {"word": "x" * 40}), 404, "sync/no-device")
    assert caller.post(f"/sync/devices/{id}/end", {}).status_code == 200
    assert again.get("/me").status_code == 401
    assert caller.get("/me").status_code == 200


@pytest.mark.parametrize("proof", ["", "x", "x.y.z", f"{UUID(int=1)}.{UUID(int=2)}.w", "..", "\u00e9"])
def test_a_proof_that_is_none(proof: str) -> None:
    problem(Client().get("/api/sync/standing", HTTP_X_LINLI_DEVICE=proof), 401, "actor/signed-out")


def test_a_proof_opens_nothing_else() -> None:
    _, id, _ = _register("grid1")
    proof = _proof("grid1", id)
    assert Client().get("/api/sync/standing", **proof).json()["revoked"] is False
    for path in ("/api/me", "/api/sync/devices", "/api/matters"):
        assert Client().get(path, **proof).status_code == 401
    wrong = _proof("grid1", id, word="x" * 40)
    assert Client().get("/api/sync/standing", **wrong).status_code == 401


def test_others_ending_ones_sessions_ends_ones_phones() -> None:
    _, id, _ = _register("grid1")
    make.act("admin", accounts.set_password, user_id=c.user_id("grid1"), password="another-pass-2026")
    assert jobs.end_phones(person=str(c.user_id("grid1"))) == 1
    assert make.row(Device, id=id).revoked_at is not None


def test_changing_ones_own_password_spares_the_phone_in_hand() -> None:
    _, lost, _ = _register("grid1")
    caller, id, _ = _register("grid1")
    assert caller.post("/me", {}, **_proof("grid1", id)).status_code == 200
    form = {"oldpassword": c.PASSWORD, "password1": "another-pass-2026", "password2": "another-pass-2026"}
    assert caller.client.post("/accounts/password/change/", form).status_code == 302
    job = ProcrastinateJob.objects.get(task_name="sync.end_phones")
    assert jobs.end_phones(**job.args) == 1
    assert make.row(Device, id=lost).revoked_at is not None
    assert make.row(Device, id=id).revoked_at is None


def test_the_job_is_the_systems() -> None:
    with pytest.raises(Forbidden):
        make.act("secretary", actions.end_phones, person=c.user_id("grid1"))


def test_what_was_handed_in_comes_back_to_its_owner_once() -> None:
    caller, id, made = _register("grid1")
    caller.post(f"/sync/devices/{id}/end", {})
    plain = json.dumps({"path": "/api/matters", "words": "楼道灯不亮"}).encode()
    held = _hand_in(made, _proof("grid1", id), plain)
    _hand_in(made, _proof("grid1", id), plain, id=held)
    row = make.row(Held, id=held)
    assert "楼道灯" not in bytes(row.content).decode("latin1")
    assert Caller("grid2").post("/sync/held/take", {"had": []}).json() == []
    assert Caller("secretary").post("/sync/held/take", {"had": []}).json() == []
    [told] = caller.post("/sync/held/take", {"had": []}).json()
    assert base64.b64decode(told["content"]) == plain
    assert caller.post("/sync/held/take", {"had": [str(held)]}).json() == []
    assert Caller("grid2").post("/sync/held/let-go", {"ids": [str(held)]}).json() == {"count": 0}
    assert caller.post("/sync/held/let-go", {"ids": [str(held)]}).json() == {"count": 1}
    assert make.rows(Held) == []


def test_one_that_was_tampered_with_does_not_open() -> None:
    caller, _, made = _register("grid1")
    held = ids.new()
    content = bytearray(base64.b64decode(_seal(made, held, b"{}")))
    content[-1] ^= 1
    body = {"id": str(held), "entry": str(held), "content": base64.b64encode(content).decode()}
    assert caller.post("/sync/held", body).status_code == 201
    [told] = caller.post("/sync/held/take", {"had": []}).json()
    assert told["content"] == ""


def test_no_more_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    caller, _, made = _register("grid1")
    monkeypatch.setattr(rules, "HELD_MOST", 1)
    for status in (201, 429):
        id = ids.new()
        body = {"id": str(id), "entry": str(id), "content": _seal(made, id, b"{}")}
        assert caller.post("/sync/held", body).status_code == status


def test_the_key_is_the_same_for_all_and_opens_under_its_id_alone() -> None:
    number, key = mailbox.public()
    assert (number, key) == mailbox.public()
    id = ids.new()
    sealed = base64.b64decode(_seal({"number": number, "key": key}, id, b"words"))
    assert mailbox.open_sealed(sealed, of=id) == b"words"
    for content, of in ((sealed, ids.new()), (sealed[:40], id), (b"\x02" + sealed[1:], id), (b"", id)):
        with pytest.raises(ValueError, match=r"form|open"):
            mailbox.open_sealed(content, of=of)


def test_the_system_ends_all_of_a_persons_phones() -> None:
    _register("grid1")
    _register("grid1")
    with scope(system()):
        assert actions.end_phones(by=system(), person=c.user_id("grid1")) == 2
        assert actions.end_phones(by=system(), person=c.user_id("grid1")) == 0
