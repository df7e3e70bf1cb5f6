"""Making people and keys: who may, what is refused, what is kept, and that a failed entry takes it back."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection

from linli.accounts import actions, queries
from linli.accounts.models import Key, User
from linli.kit import ids
from linli.kit.actor import system, visitor
from linli.kit.errors import Conflict, Forbidden, NotFound, Refused
from linli.kit.roles import Role
from linli.kit.scope import scope
from linli.ledger import actions as ledger
from linli.ledger import queries as entries
from linli.tests import community as c

pytestmark = pytest.mark.django_db

PHONE = "13911112222"
NOBODY = UUID(int=9)


def add(key: str = "admin", **changes: Any) -> UUID:
    by = c.actor(key)
    usual: dict[str, Any] = {"area": c.HOME, "username": "new.one", "name": "新人", "phone": PHONE}
    with scope(by):
        return actions.add_person(by=by, **usual | changes)


def test_somebody_new_can_sign_in_by_name_and_by_phone() -> None:
    id = add(password="good-pass-2026")
    person = User.objects.get(id=id)
    assert (person.area, person.phone, person.is_active) == (c.HOME, PHONE, True)
    assert person.check_password("good-pass-2026")
    for login in ("new.one", " new.one ", PHONE, "+86 139 1111 2222"):
        found = queries.by_login(login)
        assert found is not None
        assert found.id == id
        assert queries.sign_in_name(login) == "new.one"


def test_without_a_password_nobody_signs_in() -> None:
    person = User.objects.get(id=add())
    assert not person.has_usable_password()
    assert not person.check_password("")


def test_a_hash_of_elsewhere_is_kept_as_it_is() -> None:
    encoded = make_password("was-set-elsewhere")
    assert User.objects.get(id=add(encoded=encoded)).password == encoded


def test_it_is_in_the_ledger_without_name_or_phone() -> None:
    id = add()
    with scope(system()):
        told = entries.timeline(system(), subject=id, since=User.objects.get(id=id).date_joined)
    assert [(e["verb"], e["actor"], e["facts"]) for e in told] == [("account.added", c.user_id("admin"), {})]


@pytest.mark.parametrize("key", sorted(set(c.PEOPLE) - {"admin"}))
def test_only_administrators_make_accounts(key: str) -> None:
    with pytest.raises(Forbidden):
        add(key)


def test_not_even_they_outside_their_area() -> None:
    with pytest.raises(Forbidden):
        add(area=c.ELSEWHERE)


@pytest.mark.parametrize(
    ("changes", "error", "type"),
    [
        ({"area": c.HOME + "0"}, Refused, "account/bad-area"),
        ({"username": "counter"}, Conflict, "account/taken"),
        ({"username": "65228888"}, Refused, "account/bad-username"),
        ({"username": ""}, Refused, "account/bad-username"),
        ({"name": " "}, Refused, "account/bad-name"),
        ({"phone": "12"}, Refused, "account/bad-phone"),
        ({"password": "short"}, Refused, "account/weak-password"),
        ({"password": "12345678901"}, Refused, "account/weak-password"),
        ({"password": "password123"}, Refused, "account/weak-password"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], error: type[Exception], type: str) -> None:
    before = User.objects.count()
    with pytest.raises(error, match=type):
        add(**changes)
    assert User.objects.count() == before


def test_a_taken_phone_however_it_is_written() -> None:
    add()
    with pytest.raises(Conflict, match="account/taken"):
        add(username="second.one", phone="+86 139-1111-2222")


def test_many_may_have_no_phone() -> None:
    first, second = add(phone=""), add(username="second.one", phone=" ")
    assert set(User.objects.filter(id__in=[first, second]).values_list("phone", flat=True)) == {None}
    assert queries.by_login("") is None
    assert queries.by_login("()") is None


def test_a_failed_entry_takes_the_person_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("no ledger")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(DatabaseError):
        add()
    assert queries.by_login("new.one") is None


def test_the_second_wall_alone_keeps_strangers_from_making_people_and_keys() -> None:
    sealed = "x" * 32
    for table, columns, values in (
        (
            "accounts_user",
            "id, username, name, area, password, email, language, large_text, is_active, synthetic, date_joined",
            (ids.new(), "wall.one", "人", c.HOME, "x", "", "en", False, True, False, "2026-01-01"),
        ),
        (
            "accounts_key",
            "id, name, hash, area, role, created_at",
            (ids.new(), "钥", sealed.encode(), c.HOME, "intake", "2026-01-01"),
        ),
    ):
        marks = ", ".join(["%s"] * len(values))
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            scope(c.actor("next_secretary")),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


@pytest.mark.parametrize(
    ("language", "large"), [("en", None), (None, True), ("zh-hans", False), (None, None)]
)
def test_preferences_are_ones_own(language: str | None, large: bool | None) -> None:
    by = c.actor("counter")
    with scope(by):
        assert actions.set_preferences(by=by, language=language, large_text=large) == by.id
    mine = User.objects.get(id=by.id)
    assert (mine.language, mine.large_text) == (language or "zh-hans", bool(large))
    assert User.objects.exclude(id=by.id).filter(language="en").count() == 0


@pytest.mark.parametrize("language", ["", "fr", "zh-hans\x00", "x" * 50])
def test_a_language_the_house_does_not_speak(language: str) -> None:
    by = c.actor("counter")
    with pytest.raises(Refused, match="account/bad-language"), scope(by):
        actions.set_preferences(by=by, language=language)


def test_a_photo_on_the_card() -> None:
    by, photo = c.actor("admin"), ids.new()
    with scope(by):
        actions.set_photo(by=by, user_id=c.user_id("grid1"), photo=photo)
        assert User.objects.get(id=c.user_id("grid1")).photo == photo
        with pytest.raises(NotFound):
            actions.set_photo(by=by, user_id=NOBODY, photo=photo)
        with pytest.raises(Forbidden):
            actions.set_photo(by=by, user_id=c.user_id("far_secretary"), photo=photo)


def issue(key: str = "admin", **changes: Any) -> str:
    by = c.actor(key)
    usual: dict[str, Any] = {"area": c.HOME, "name": "热线"}
    with scope(by):
        return actions.issue_key(by=by, **usual | changes)


def test_a_key_is_told_once_and_only_its_hash_is_kept() -> None:
    secret = issue()
    row = queries.key(secret)
    assert row is not None
    assert (row.area, row.role, row.name) == (c.HOME, "intake", "热线")
    assert secret.encode() not in bytes(row.hash)
    assert queries.key(secret + "x") is None
    assert queries.key("") is None


@pytest.mark.parametrize(
    ("changes", "error", "type"),
    [
        ({"area": "9"}, Forbidden, "actor/not-allowed"),
        ({"area": c.ELSEWHERE}, Forbidden, "actor/not-allowed"),
        ({"area": c.HOME + "0"}, Refused, "account/bad-area"),
        ({"name": ""}, Refused, "account/bad-name"),
        *[({"role": role}, Refused, "key/bad-role") for role in Role if role is not Role.INTAKE],
    ],
)
def test_no_key_is_issued(changes: dict[str, Any], error: type[Exception], type: str) -> None:
    with pytest.raises(error, match=type):
        issue(**changes)
    assert not Key.objects.exists()


def test_a_closed_key_opens_nothing_and_closes_once() -> None:
    secret, by = issue(), c.actor("admin")
    with scope(by):
        (listed,) = queries.keys(by)
        actions.close_key(by=by, key_id=UUID(str(listed["id"])))
        assert queries.key(secret) is None
        assert queries.keys(by) == []
        with pytest.raises(NotFound):
            actions.close_key(by=by, key_id=UUID(str(listed["id"])))


def test_nobody_elses_key() -> None:
    secret = issue()
    row = queries.key(secret)
    assert row is not None
    for key in ("secretary", "far_secretary"):
        by = c.actor(key)
        with scope(by):
            assert queries.keys(by) == []
            with pytest.raises(NotFound):
                actions.close_key(by=by, key_id=row.id)


def names(key: str, **asked: Any) -> set[str]:
    by = c.actor(key)
    with scope(by, write=False):
        return {str(row["username"]) for row in queries.people(by, **asked)}


def test_people_are_found_near_by_part_and_far_by_the_whole() -> None:
    assert names("secretary", areas=[c.NEXT_DOOR]) == {"next_counter", "next_secretary"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="ecret") == {"next_secretary"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="next_s") == {"next_secretary"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="xt_s") == {"next_secretary"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="next_s", ids=[c.user_id("counter")]) == {
        "next_secretary"
    }
    assert names("secretary", areas=[], ids=[c.user_id("counter")]) == {"counter"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="far_secretary") == {"far_secretary"}
    assert names("secretary", areas=[c.NEXT_DOOR], q="far_secretar") == set()
    assert names("secretary", areas=[]) == set()


def test_closed_accounts_are_not_offered() -> None:
    with scope(system()):
        User.objects.filter(id=c.user_id("next_counter")).update(is_active=False)
    assert names("secretary", areas=[c.NEXT_DOOR]) == {"next_secretary"}
    assert visitor().posts == ()


def test_a_new_password_ends_the_old_one() -> None:
    id = add(password="good-pass-2026")
    by = c.actor("admin")
    with scope(by):
        actions.set_password(by=by, user_id=id, password="other-pass-2026")
        with pytest.raises(Refused):
            actions.set_password(by=by, user_id=id, password="12345678")
    person = User.objects.get(id=id)
    assert person.check_password("other-pass-2026")
    assert not person.check_password("good-pass-2026")


def test_name_and_phone_are_corrected_and_a_taken_phone_is_refused() -> None:
    id = add()
    by = c.actor("admin")
    with scope(by):
        actions.change_person(by=by, user_id=id, name="新名", phone="13922223333")
        taken = User.objects.get(id=c.user_id("counter")).phone
        with pytest.raises(Conflict):
            actions.change_person(by=by, user_id=id, phone=taken)
    person = User.objects.get(id=id)
    assert (person.name, person.phone) == ("新名", "13922223333")


def test_a_closed_account_acts_no_more_and_nobody_closes_his_own() -> None:
    id = add(password="good-pass-2026")
    by = c.actor("admin")
    with scope(by):
        actions.close_person(by=by, user_id=id)
        with pytest.raises(Refused):
            actions.close_person(by=by, user_id=by.id)
    assert not User.objects.get(id=id).is_active


@pytest.mark.parametrize("key", ["counter", "secretary", "far_secretary"])
def test_only_who_manages_accounts_touches_them(key: str) -> None:
    id = add()
    by = c.actor(key)
    with scope(by):
        with pytest.raises(NotFound):
            actions.set_password(by=by, user_id=id, password="other-pass-2026")
        with pytest.raises(NotFound):
            actions.close_person(by=by, user_id=id)


def test_inside_a_scope_nobody_rewrites_another_persons_account() -> None:
    victim = c.user_id("secretary")
    with scope(c.actor("counter")):
        assert User.objects.filter(id=c.user_id("far_secretary")).update(password="x") == 0
    with scope(visitor()):
        assert User.objects.filter(id=victim).update(password="x") == 0
