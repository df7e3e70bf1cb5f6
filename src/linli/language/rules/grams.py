"""Search tokens of Chinese texts: two-character grams of Han runs, whole words and numbers of Latin ones, and
figures together with the sign behind them (3栋, 3-2-501), the same for what is stored and for what is asked."""

import re
from operator import add

from linli.language.rules.plain import folded

MOST = 1500
_LONGEST_WORD = 40
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆"
_RUN = re.compile(rf"([{_HAN}]+)|[0-9]+(?:-[0-9]+)+|[^\W_{_HAN}]+")
_FIGURE = re.compile(r"[0-9a-z]{1,4}")
_DASH = re.compile("[‐‑‒–—―−]")


def grams(text: str) -> list[str]:
    """The tokens a text is found by, each once, at most 1,500 of them, those that come first first."""
    return _tokens(text, alone=True)


def query_grams(query: str) -> list[str]:
    """The tokens a text must hold to match the query; [] for a query too short to look for (one Han character)."""
    return _tokens(query, alone=False)


def _tokens(text: str, *, alone: bool) -> list[str]:
    tokens: dict[str, None] = {}
    figure, figure_ends = "", -1
    for run in _RUN.finditer(_DASH.sub("-", folded(text))):
        word = run[0]
        if run[1]:
            if run.start() == figure_ends:
                tokens[figure + word[0]] = None
            if len(word) > 1:
                tokens.update(dict.fromkeys(map(add, word, word[1:])))
            elif alone:
                tokens[word] = None
        else:
            tokens.update(dict.fromkeys(_of_word(word, alone=alone)))
            if _FIGURE.fullmatch(word):
                figure, figure_ends = word, run.end()
        if len(tokens) >= MOST:
            return list(tokens)[:MOST]
    return list(tokens)


def _of_word(word: str, *, alone: bool) -> list[str]:
    parts = word.split("-")
    return [word[:_LONGEST_WORD]] + (parts if alone and len(parts) > 1 else [])
