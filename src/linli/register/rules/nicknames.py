"""What may be put down as a name people call a place by."""

import re

from linli.language.rules.locating.variants import TRADE_OF, key_of
from linli.register.rules.writing import refused, tidy

MOST = 20
_NAME = re.compile(r"[\u3400-\u9fff]")
_MERE = re.compile(
    r"[\d十百]+(?:号楼|号|[幢栋座楼])?|小区|我们小区|门口|东门|西门|南门|北门|旁边|对面|这里|那里"
)


def check_nickname(words: str) -> tuple[str, str]:
    """A name and the form it is compared in. Refused where it could be any place's: a number, a trade, two characters
    at least."""
    name = tidy(words, MOST + 1)
    key = key_of(name)
    if len(name) > MOST or len(key) < 2 or not _NAME.search(key) or _MERE.fullmatch(key) or key in TRADE_OF:
        raise refused(
            "words",
            f"俗称要 2 到 {MOST} 个字，只叫一个地方，不能只是楼号或“超市”这样的通称",
            f"A name of 2 to {MOST} characters that one place alone has, no mere number or trade",
        )
    return name, key
