"""Names, phones and keys people and systems sign in with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.accounts import rules
from linli.kit.errors import Refused
from linli.kit.roles import Role


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13912345678", "13912345678"),
        (" 139 1234 5678 ", "13912345678"),
        ("139-1234-5678", "13912345678"),
        ("+86 139 1234 5678", "13912345678"),
        ("8613912345678", "13912345678"),
        ("0086-13912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("＋８６ 139－1234－5678", "13912345678"),
        ("（0512）6522 8888", "051265228888"),
        ("0512—65228888", "051265228888"),
        ("+86 512 6522 8888", "51265228888"),
        ("86123456", "86123456"),
        ("8612345", "8612345"),
        ("", ""),
        (" -() ", ""),
    ],
)
def test_tidy_phone(typed: str, phone: str) -> None:
    assert rules.tidy_phone(typed) == phone


@given(st.text(max_size=30))
def test_tidying_twice_changes_nothing_more(typed: str) -> None:
    once = rules.tidy_phone(typed)
    assert rules.tidy_phone(once) in {
        once,
        once.removeprefix("86"),
        once.removeprefix("+86"),
        once.removeprefix("+"),
    }


@pytest.mark.parametrize("typed", ["13912345678", "65228888", "0512 65228888", "+8613912345678", "8612345"])
def test_a_phone(typed: str) -> None:
    assert rules.check_phone(typed).isdigit()


@pytest.mark.parametrize(
    "typed",
    ["", "123456", "139123456789012", "1391234567x", "wo-de-dianhua", "٣٩١٢٣٤٥٦٧٨", "139\x0012345678"],
)
def test_no_phone(typed: str) -> None:
    with pytest.raises(Refused, match="account/bad-phone"):
        rules.check_phone(typed)


@pytest.mark.parametrize(
    "typed", ["ab", "张三", "li.si", "wang-wu", "a_b", "li@site", " grid03 ", "x1234567890", "123456"]
)
def test_a_user_name(typed: str) -> None:
    assert rules.check_username(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    ["", "a", " a ", "a b", "a\x00b", "a/b", "x" * 61, "13912345678", "65228888", "139-1234-5678", "<b>"],
)
def test_no_user_name(typed: str) -> None:
    with pytest.raises(Refused, match="account/bad-username"):
        rules.check_username(typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("张三", "张三"), ("  欧阳 \n 修 ", "欧阳 修"), ("长" * 40, "长" * 40)]
)
def test_a_name(typed: str, name: str) -> None:
    assert rules.check_name(typed) == name


@pytest.mark.parametrize("typed", ["", " \t", "长" * 41])
def test_no_name(typed: str) -> None:
    with pytest.raises(Refused, match="account/bad-name"):
        rules.check_name(typed)


def test_keys_are_long_and_never_twice_the_same() -> None:
    made = {rules.new_key() for _ in range(50)}
    assert len(made) == 50
    assert all(key.startswith("linli_") and len(key) >= 48 for key in made)
    assert len({rules.key_hash(key) for key in made}) == 50
    assert len(rules.key_hash("x")) == 32


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/109.0 Safari/537.36",
            "chrome/windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "edge/windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Safari/537.36 MicroMessenger/8.0", "wechat/android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "safari/iphone"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 HuaweiBrowser/5.0", "huawei/harmony"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.1; rv:120.0) Firefox/120.0", "firefox/mac"),
        ("curl/8.0", "other/other"),
        ("", "other/other"),
    ],
)
def test_a_browsers_family(agent: str, family: str) -> None:
    assert rules.browser_of(agent) == family


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.*"),
        ("::ffff:203.0.113.77", "203.0.113.*"),
        ("2001:db8:7:1::5", "2001:db8:7:*"),
        ("fe80::1", "fe80:0:0:*"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_an_address_loses_its_last_part(address: str, network: str) -> None:
    assert rules.network_of(address) == network


@pytest.mark.parametrize(
    ("once", "roles", "passed", "owed"),
    [
        (False, [], False, None),
        (False, [Role.COUNTER], False, None),
        (False, [Role.ADMINISTRATOR], False, rules.Owed.SECOND_FACTOR),
        (False, [Role.COUNTER, Role.ADMINISTRATOR], False, rules.Owed.SECOND_FACTOR),
        (False, [Role.ADMINISTRATOR], True, None),
        (True, [Role.ADMINISTRATOR], False, rules.Owed.PASSWORD),
        (True, [], True, rules.Owed.PASSWORD),
    ],
)
def test_what_is_owed_first(once: bool, roles: list[Role], passed: bool, owed: rules.Owed | None) -> None:
    required = {Role.ADMINISTRATOR}
    assert rules.owed(once=once, roles=roles, required=required, passed=passed) is owed


@pytest.mark.parametrize("typed", ["", " ", "a@b.cn", " first.last+x@mail.example.org "])
def test_a_mail_address(typed: str) -> None:
    assert rules.check_email(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["a", "a@", "@b.cn", "a@b", "a b@c.cn", "a@b.cn\x00", "x" * 250 + "@b.cn"])
def test_no_mail_address(typed: str) -> None:
    with pytest.raises(Refused, match="account/bad-email"):
        rules.check_email(typed)
