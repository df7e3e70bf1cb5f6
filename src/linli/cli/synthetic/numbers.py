"""Numbers that pass every check and can be nobody's. Citizen numbers begin with 99 (born here) or 98 (from elsewhere),
which is no province of GB/T 2260, nor a region in the numbers of foreigners, which begin with 9 too; phones with 194,
a network code the ministry's list gives to nobody; credit codes name the division 990101."""

from dataclasses import dataclass, field
from datetime import date

from linli.register.rules.numbers import check_digit

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_POWERS = [pow(3, n, 31) for n in range(17)]


@dataclass(slots=True)
class Numbers:
    """Hands out numbers, each once in a community; `serial` (four digits) keeps communities apart."""

    serial: int
    _orders: dict[tuple[str, date, bool], int] = field(default_factory=dict[tuple[str, date, bool], int])
    _phones: int = 0
    _codes: int = 0

    def citizen(self, born_on: date, *, woman: bool, guest: bool) -> str:
        """A citizen number of 18 characters."""
        home = f"{98 if guest else 99}{self.serial:04d}"
        key = (home, born_on, woman)
        order = self._orders.get(key, 0 if woman else -1) + 2
        self._orders[key] = order
        first = f"{home}{born_on:%Y%m%d}{order:03d}"
        return first + check_digit(first)

    def phone(self) -> str:
        """A mobile number."""
        self._phones += 1
        return f"194{(self.serial * 20_000 + self._phones) % 100_000_000:08d}"

    def credit(self, kind: str) -> str:
        """A unified social credit code; `kind` is its first two signs (92: a shop, 91: an enterprise)."""
        self._codes += 1
        number, tail = self.serial * 1000 + self._codes, ""
        for _ in range(7):
            number, rest = divmod(number, 31)
            tail = _SIGNS[rest] + tail
        first = f"{kind}990101MA{tail}"
        total = sum(_SIGNS.index(sign) * power for sign, power in zip(first, _POWERS, strict=True))
        return first + _SIGNS[-total % 31]
