"""Search tokens of Chinese texts: two-character grams of Han runs, whole words and numbers of Latin ones, and
figures together with the sign behind them (3栋, 3-2-501), the same for what is stored and for what is asked."""

import re
import unicodedata

MOST = 1500
_LONGEST_WORD = 40
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆"
_RUN = re.compile(rf"[{_HAN}]+|[0-9]+(?:-[0-9]+)+|[^\W_{_HAN}]+")
_FIGURE = re.compile(r"[0-9a-z]{1,4}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def grams(text: str) -> list[str]:
    """The tokens a text is found by, each once, at most 1,500 of them, those that come first first."""
    return _tokens(text, alone=True)


def query_grams(query: str) -> list[str]:
    """The tokens a text must hold to match the query; [] for a query too short to look for (one Han character)."""
    return _tokens(query, alone=False)


def _tokens(text: str, *, alone: bool) -> list[str]:
    tokens: dict[str, None] = {}
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    before: re.Match[str] | None = None
    for run in _RUN.finditer(plain):
        if before and before.end() == run.start() and _FIGURE.fullmatch(before[0]) and _is_han(run[0]):
            tokens[before[0] + run[0][0]] = None
        for token in _of_run(run[0], alone=alone):
            tokens[token] = None
        if len(tokens) >= MOST:
            return list(tokens)[:MOST]
        before = run
    return list(tokens)


def _is_han(run: str) -> bool:
    return unicodedata.category(run[0]) in ("Lo", "Nl", "Lm")


def _of_run(run: str, *, alone: bool) -> list[str]:
    if not _is_han(run):
        parts = run.split("-")
        return [run[:_LONGEST_WORD]] + (parts if alone and len(parts) > 1 else [])
    if len(run) == 1:
        return [run] if alone else []
    return [run[place : place + 2] for place in range(len(run) - 1)]
