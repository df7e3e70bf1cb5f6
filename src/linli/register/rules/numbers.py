"""Numbers of persons and organisations: what they tell and whether they can be right."""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from linli.register.rules.kinds import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NEW = re.compile(r"[1-9]\d{16}[\dX]")
_OLD = re.compile(r"[1-9]\d{14}")
_CREDIT = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """What a citizen number tells: the number itself in 18 characters, the day of birth, the sex."""

    text: str
    born_on: date
    sex: Sex


class BadNumber(ValueError):
    """A number that cannot be right; `code` says why: length, ruined, date, check."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def citizen_number(text: str, *, today: date) -> CitizenNumber:
    """Read a citizen number (GB 11643—1999: 6 + 8 + 3 + 1, ISO 7064 mod 11-2); one of 15 digits from before 1999 is
    written out to 18. BadNumber where it cannot be right: `length`; `ruined`, which is what Excel makes of it (15
    digits kept, zeros behind; or an E); `date`; `check`."""
    bare = "".join(text.split()).upper().replace("\uff38", "X").lstrip("'")
    if "E+" in bare or "." in bare:
        raise BadNumber("ruined")
    if _OLD.fullmatch(bare):
        bare = bare[:6] + "19" + bare[6:]
        bare += check_digit(bare)
    if not _NEW.fullmatch(bare):
        raise BadNumber("length")
    try:
        born_on = date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError as error:
        raise BadNumber("ruined" if bare.endswith("000") else "date") from error
    if check_digit(bare[:17]) != bare[17]:
        raise BadNumber("ruined" if bare.endswith("000") else "check")
    if not date(1880, 1, 1) <= born_on <= today:
        raise BadNumber("date")
    return CitizenNumber(bare, born_on, Sex.MALE if int(bare[16]) % 2 else Sex.FEMALE)


def check_digit(first: str) -> str:
    """The last character of a citizen number, out of the first seventeen."""
    return _CHECKS[sum(map(mul, _WEIGHTS, map(int, first))) % 11]


def is_credit_code(text: str) -> bool:
    """Whether a text can be a unified social credit code (GB 32100—2015: 18 signs, the last a check by 31)."""
    if not _CREDIT.fullmatch(text):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, n, 31) for n, sign in enumerate(text[:17]))
    return _CREDIT_SIGNS[-total % 31] == text[17]


def age_on(born_on: date, day: date) -> int:
    """Full years of age on a day (周岁)."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def mask_number(text: str) -> str:
    """An identity number with its middle hidden: the first six and the last four stay (320502********001X)."""
    return text[:6] + "*" * (len(text) - 10) + text[-4:] if len(text) > 10 else "*" * len(text)
