"""Labelled files as cities keep them: which columns hold the words and the category, which rows can be learnt from,
which category of theirs is which of ours. Pure; whoever calls brings the dictionary."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.classifying.rules import FILE_CHARACTERS_MOST, FILE_LABELS_MOST, FILE_ROWS_MOST, FILE_SHEETS_MOST
from linli.kit.errors import Refused
from linli.kit.spreadsheets import apart, reading
from linli.kit.spreadsheets.headed import bare
from linli.language.rules import masking
from linli.language.rules.classifying import texts
from linli.language.rules.classifying.rows import Labelled

_WORDS = (
    "内容 诉求内容 留言详情 留言内容 正文 反映内容 工单内容 诉求描述 诉求详情 问题描述 问题内容 事项内容 事项描述 "
    "来电内容 投诉内容 受理内容 描述 详情 详细内容 具体内容 主要内容 内容描述 原文 文本 诉求 text content words"
)
_SUBJECT = (
    "主题 标题 留言主题 留言标题 工单标题 工单主题 诉求标题 诉求主题 事项标题 事项名称 来电主题 subject title"
)
_CATEGORY = (
    "类别 分类 标签 事项分类 事项类别 诉求分类 诉求类别 工单分类 工单类别 问题分类 问题类别 内容分类 所属分类 所属类别 "
    "分类名称 类别名称 分类编码 类别编码 分类代码 类别代码 label category"
)
_LEVELS = tuple(
    frozenset(
        {*(f"{number}级{what}" for what in ("分类", "类别", "标签", "事项", "类目", "类")), *also.split()}
    )
    for number, also in (("一", "大类"), ("二", "中类"), ("三", "小类 子类"), ("四", "细类"))
)
_KNOWN: Mapping[str, str] = {
    **dict.fromkeys(_WORDS.split(), "words"),
    **dict.fromkeys(_SUBJECT.split(), "subject"),
    **dict.fromkeys(_CATEGORY.split(), "category"),
    **{word: f"level{number}" for number, words in enumerate(_LEVELS) for word in words},
}
HEAD_MOST = 10
"""Rows in which headings are looked for."""
LABEL_MOST = 120
TITLES_TOLD = 12
BETWEEN = " / "
"""Stands between the levels of a category."""
CELL_MOST = 2 * texts.READ
"""Characters of a cell that are looked at: what the learner reads, and as much again for what masking shortens."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the headings are (the row below them, from 0), and which columns hold what."""

    below: int
    titles: tuple[str, ...]
    words: int
    subject: int | None
    category: tuple[int, ...]

    def called(self, at: int) -> str:
        """What a column is headed."""
        return self.titles[at]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: the rows with words and a category, how many were read, how many lacked one of them, how many
    say what another of their category said before. `unread` sheets have the columns too."""

    sheet: str
    unread: int
    columns: Columns
    rows: tuple[Labelled, ...]
    read: int
    empty: int
    twice: int

    @property
    def labels(self) -> list[tuple[str, int]]:
        """Their categories and how many rows each has, the largest first."""
        return Counter(row.label for row in self.rows).most_common()


def digest_of(content: bytes) -> str:
    """By what a file is known again."""
    return hashlib.sha256(content).hexdigest()


def text_of(subject: str, words: str) -> str:
    """Subject and words as one text; a subject that only begins the words is not said twice."""
    return words if not subject or words.startswith(subject.rstrip("…")) else f"{subject}\n{words}"


def columns_of(head: Sequence[Sequence[Any]]) -> Columns | None:
    """Which columns hold what, by the first row that heads both words and a category; nothing where none does."""
    for number, row in enumerate(head[:HEAD_MOST]):
        titles = tuple(_said(cell).strip() for cell in row)
        at: dict[str, int] = {}
        for column, title in enumerate(titles):
            at.setdefault(_KNOWN.get(bare(title).casefold(), ""), column)
        levels = tuple(at[f"level{level}"] for level in range(len(_LEVELS)) if f"level{level}" in at)
        category = (at["category"],) if "category" in at and len(levels) < 2 else levels
        if "words" in at and category:
            return Columns(number + 1, titles, at["words"], at.get("subject"), category)
    return None


def read(content: bytes) -> Read:
    """The rows of a file. Refused what `spreadsheets.reading` refuses, a file without the columns that are needed
    (`labelled/missing-columns`), without a row to learn from, with too many rows, words or categories."""
    with reading.opened(content, cell_most=CELL_MOST) as file:
        shown = [one for one in file.sheets if not one.hidden][:FILE_SHEETS_MOST]
        headed = [(one, columns) for one in shown if (columns := columns_of(one.head))]
        if headed:
            sheet, columns = headed[0]
            rows = _rows(file, sheet.number, columns.below)
            return _counted(sheet.name, columns, rows, unread=len(headed) - 1)
    raise _missing([one.head for one in shown])


def _rows(file: reading.Opened, number: int, below: int) -> Iterator[list[Any]]:
    for at, batch in file.rows(number):
        yield from batch[max(below - at, 0) :]


def _counted(sheet: str, columns: Columns, rows: Iterator[list[Any]], *, unread: int) -> Read:
    found: list[Labelled] = []
    seen: set[tuple[str, str]] = set()
    count = empty = characters = 0
    for row in rows:
        if not any(_said(cell).strip() for cell in row):
            continue
        count += 1
        one = _row(row, columns)
        characters += len(one.text)
        if count > FILE_ROWS_MOST or characters > FILE_CHARACTERS_MOST:
            raise _too_many()
        if not one.label or not one.text.strip():
            empty += 1
        elif (mark := (one.label, texts.cleaned(one.text))) not in seen:
            seen.add(mark)
            found.append(one)
    _check(found, columns)
    return Read(sheet, unread, columns, tuple(found), count, empty, count - empty - len(found))


def _row(row: Sequence[Any], columns: Columns) -> Labelled:
    def said(at: int | None) -> str:
        return _said(row[at]) if at is not None and at < len(row) else ""

    levels: list[str] = []
    for at in columns.category:
        if (level := " ".join(said(at).split())) and level not in levels:
            levels.append(level)
    words = said(columns.words)
    whole = text_of(said(columns.subject).strip(), words) if words.strip() else ""
    return Labelled(BETWEEN.join(levels)[:LABEL_MOST], whole[:CELL_MOST])


def _said(cell: Any) -> str:
    """A cell as text: whole numbers without a point, nothing of a formula that failed; halves of characters are none,
    and no table takes a null."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    if cell.startswith(apart.FAILED):
        return ""
    return cell.removeprefix(apart.DATE).replace("\0", "").encode("utf-8", "ignore").decode()


def _check(found: Sequence[Labelled], columns: Columns) -> None:
    if not found:
        raise Refused(
            "labelled/no-rows",
            zh=f"表头下面没有一行既有“{columns.called(columns.words)}”又有分类，请核对后重新选择文件",
            en="No row below the headings has both words and a category; look at the file and choose again",
        )
    if (labels := len({row.label for row in found})) > FILE_LABELS_MOST:
        told = "、".join(columns.called(at) for at in columns.category)
        raise Refused(
            "labelled/too-many-categories",
            zh=f"“{told}”里有 {labels} 种不同的内容，不像分类（最多 {FILE_LABELS_MOST} 种）。请核对表头",
            en=f"“{told}” holds {labels} different values, which is no list of categories"
            f" ({FILE_LABELS_MOST} at most); look at the headings",
        )


def _too_many() -> Refused:
    rows, characters = FILE_ROWS_MOST // 10_000, FILE_CHARACTERS_MOST // 10_000
    return Refused(
        "labelled/too-many-rows",
        zh=f"一个文件最多 {rows} 万行、{characters} 万字。学习最多也只用 {rows} 万条，请挑最近的再给",
        en=f"A file has {FILE_ROWS_MOST} rows and {FILE_CHARACTERS_MOST} characters at most; no more are learnt"
        " from, so give the latest",
    )


def _missing(heads: Sequence[Sequence[Sequence[Any]]]) -> Refused:
    """Names what was found in the row most like headings, and which of the two is wanted."""
    rows = [[_said(cell).strip() for cell in row] for head in heads for row in head[:HEAD_MOST]]
    rows = [row for row in rows if any(row)]
    known = [{_KNOWN.get(bare(title).casefold(), "") for title in row} - {""} for row in rows]
    best = max(range(len(rows)), key=lambda at: (len(known[at]), -at), default=None)
    if best is None:
        return Refused(
            "labelled/no-rows",
            zh="文件里没有内容，请重新选择文件",
            en="There is nothing in the file; choose another",
        )
    told = "、".join(title[:20] for title in rows[best] if title)[: TITLES_TOLD * 12]
    lacks = [
        one
        for one, there in (
            (("内容（如 内容、诉求内容、留言详情、正文）", "words"), "words" in known[best]),
            (
                ("分类（如 分类、类别，或 一级分类、二级分类）", "a category"),
                bool(known[best] - {"words", "subject"}),
            ),
        )
        if not there
    ] or [(("内容和分类要在同一张表的同一行表头里", "words and category headed in one row"))]
    return Refused(
        "labelled/missing-columns",
        zh=f"表头里缺：{'；'.join(zh for zh, _ in lacks)}。找到的是：{told}。请改好表头再上传",
        en=f"The headings lack {' and '.join(en for _, en in lacks)}. Found: {told}. Mend them and send again",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it is kept: one of our categories, masked words."""

    category: str
    text: str


_INSTEAD = re.compile("（\\w{1,6}略）|某某|某户")


def _without_persons(text: str) -> str:
    """What the learner may keep: without the names, rooms and numbers that rules find, nor the marks they leave, which
    nobody will write who asks for a category. Of people who never had to do with this site there shall be less than of
    a matter of its own; some names are missed."""
    return _INSTEAD.sub(" ", masking.public_words(text).text)


def kept(found: Read, choices: Mapping[str, str]) -> list[Kept]:
    """The rows of the categories that were chosen, each text once (the first counts), masked and no longer than the
    learner reads. Refused where a category of the file was neither chosen nor left out, or all were."""
    if unsaid := [label for label, _ in found.labels if label not in choices]:
        raise Refused(
            "labelled/not-chosen",
            zh=f"还没有选“{unsaid[0]}”对应哪个分类，或者不用",
            en=f"Say which category “{unsaid[0]}” is, or leave it out",
        )
    seen: set[str] = set()
    rows: list[Kept] = []
    for row in found.rows:
        if not (code := choices[row.label]) or (mark := texts.cleaned(row.text)) in seen:
            continue
        seen.add(mark)
        rows.append(Kept(code, _without_persons(row.text)[: texts.READ]))
    if not rows:
        raise Refused(
            "labelled/nothing-chosen",
            zh="所有分类都选了不用，没有可以学的。请至少选一类",
            en="Every category is left out, so there is nothing to learn from; choose at least one",
        )
    return rows
