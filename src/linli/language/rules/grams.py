"""Search tokens of Chinese texts: two-character grams of Han runs, whole words and numbers of Latin ones, and
figures together with the sign behind them (3栋, 3-2-501), the same for what is stored and for what is asked."""

import re
from itertools import chain
from operator import add

from linli.language.rules.plain import DASHES, folded

MOST = 1500
_LONGEST_WORD = 40
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆"
_RUN = re.compile(rf"([{_HAN}]+)|([0-9]+(?:-[0-9]+)+|[^\W_{_HAN}]+)(?=([{_HAN}]?))")
"""A run of Han, or a word or number and the Han character right behind it."""
_FIGURE = re.compile(r"[0-9a-z]{1,4}")
_DASH = re.compile("[" + "".join(map(re.escape, DASHES - {"ー", "ｰ"})) + "]")


def grams(*texts: str) -> list[str]:
    """The tokens some texts are found by, each once, at most 1,500 of them: words and numbers first, then pairs of Han,
    each as they come."""
    return _tokens("\n".join(map(folded, texts)), alone=True)


def query_grams(query: str) -> list[str]:
    """The tokens a text must hold to match the query; [] for a query too short to look for (one Han character)."""
    return _tokens(folded(query), alone=False)


def _tokens(plain: str, *, alone: bool) -> list[str]:
    tokens: dict[str, None] = {}
    runs: list[str] = []
    for han, word, sign in _RUN.findall(_DASH.sub("-", plain)):
        if han:
            runs.append(han)
        else:
            tokens.update(dict.fromkeys(_of_word(word, alone=alone)))
            if sign and _FIGURE.fullmatch(word):
                tokens[word + sign] = None
    if alone:
        tokens.update(dict.fromkeys(run for run in runs if len(run) == 1))
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in runs)
    tokens.update(dict.fromkeys(pairs))
    return list(tokens)[:MOST]


def _of_word(word: str, *, alone: bool) -> list[str]:
    parts = word.split("-")
    return [word[:_LONGEST_WORD]] + (parts if alone and len(parts) > 1 else [])
