"""Chat pasted from WeChat and QQ groups, made into drafts of matters: one for each thing a speaker says, with what was
dropped as noise listed beside them. A draft is a proposal: a person confirms it, joins it to another or drops it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from linli.language.rules.chat_lines import Line, Sort, read_lines
from linli.language.rules.chat_noise import Why, noise, pictures, sent_place, spoken, without_chain
from linli.language.rules.keywords import urgent_words
from linli.language.rules.mentions import find_place
from linli.language.rules.plain import digits, plain, tidy
from linli.language.rules.rooms import rooms

_CLOSE = timedelta(minutes=5)
_STILL_ANSWERING = timedelta(hours=2)
_INTERRUPTED_BY = 4
_LOOKS_BACK = 40
_SHORT = 24
_PAIRS_ALIKE = 0.5
_CHARACTERS_ALIKE = 0.75

_QUOTE = re.compile(
    r"[「『](?P<who>[^:「」]{1,30}): ?(?P<what>[^」』]{0,2000})[」』]\s*(?:(?:- ?){4,}\s*)?(?P<reply>.*)",
    re.DOTALL,
)
_ME_TOO = re.compile(
    r"(?:.{0,12}(?:也是|也一样|一样|同样|也有|也没|也不|也在|也坏|也停|也漏|也响|也闻到|也听到|也受不了|也遇到|也这样|同问|同求).{0,12})"
)
_EMPTY = re.compile(
    r"我们?|你们?|他们?|大家|这[里边]|那[里边]|家里?|的|了|吗|呢|啊|吧|就|都|又|也|还|很|在|是|有|没有|什么时候|怎么|为什么|请问|物业"
    r"|\d+(?:栋|幢|号楼|单元|楼|室|号|#)?"
)
_BREAK = re.compile(r"[\s,。.!?;:、~…·\-\"'“”()@#【】「」]+")
_BUILDING = re.compile(r"(\d{1,3}) ?(?:栋|幢|号楼|#|-\d{1,2}-)")


@dataclass(frozen=True, slots=True)
class ChatDraft:
    """One thing said: by whom, when, in what words, where, how urgent; `same_as` is the place in the list of an
    earlier draft by somebody else that seems to say the same; `about` is what was quoted."""

    words: str
    speaker: str | None = None
    at: datetime | None = None
    place: str | None = None
    urgent: tuple[str, ...] = ()
    pictures: int = 0
    about: str | None = None
    same_as: int | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class Dropped:
    """One piece that became no draft, where it stood, who said it, and why it was dropped."""

    line: int
    speaker: str | None
    words: str
    why: Why


@dataclass(frozen=True, slots=True)
class Chat:
    """A pasted chat as read: drafts in order, everything that was dropped, and titles, which may name the group."""

    drafts: tuple[ChatDraft, ...]
    dropped: tuple[Dropped, ...]
    titles: tuple[str, ...] = ()


@dataclass(slots=True)
class _Block:
    """What one speaker said under one head."""

    line: int
    speaker: str | None
    at: datetime | None
    lines: list[str] = field(default_factory=list[str])

    @property
    def words(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a draft comes to, for telling whether two say the same; `too` if it says 也."""

    characters: frozenset[str]
    pairs: frozenset[str]
    buildings: frozenset[str]
    too: bool


def read_chat(text: str, now: datetime) -> Chat:
    """Drafts from pasted chat; stamps are read against `now` (aware); a text without structure is one draft."""
    lines = read_lines(_printable(text), now)
    if not _has_structure(lines):
        words = tidy(text)
        return Chat((_described(ChatDraft(words)),) if words else (), ())
    drafts: list[ChatDraft] = []
    dropped: list[Dropped] = []
    for block in _blocks(lines, dropped):
        _take(block, drafts, dropped)
    titles = tuple(line.words for line in lines if line.sort is Sort.TITLE)
    return Chat(tuple(_linked([_described(draft) for draft in drafts])), tuple(dropped), titles)


def _printable(text: str) -> str:
    """The text with line ends alike and nothing invisible in it, its lines kept in number."""
    even = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\x0b", " ")
        .replace("\x0c", " ")
    )
    return "\n".join(tidy(line) for line in even.split("\n"))


def _has_structure(lines: list[Line]) -> bool:
    if any(line.sort in (Sort.HEAD, Sort.TITLE) for line in lines):
        return True
    return any(_is_rule(line.words) for line in lines) and lines[0].words[:1] in "「『"


def _is_rule(words: str) -> bool:
    """Whether a line is the row of dashes under a quote."""
    return re.fullmatch(r"(?:- ?){4,}", plain(words).strip()) is not None


def _blocks(lines: Iterable[Line], dropped: list[Dropped]) -> Iterator[_Block]:
    """What each head begins, in order; titles, dates and notices of the program begin nothing."""
    block = _Block(1, None, None)
    moment: datetime | None = None
    for line in lines:
        if line.sort is Sort.MOMENT:
            moment = line.at
        if line.sort in (Sort.DAY, Sort.TITLE, Sort.MOMENT) and not (
            line.sort is Sort.TITLE and _is_rule(line.words)
        ):
            continue
        if line.sort is Sort.HEAD:
            yield block
            block = _Block(line.number, line.speaker, line.at or moment, [line.words] if line.words else [])
        elif noise(line.words) is Why.NOTICE:
            dropped.append(Dropped(line.number, None, line.words, Why.NOTICE))
        else:
            block.lines.append(line.words)
    yield block


def _take(block: _Block, drafts: list[ChatDraft], dropped: list[Dropped]) -> None:
    """Make a block a draft, a part of the speaker's draft shortly before, or a dropped piece; a 接龙 is set aside."""
    block.lines, chain = without_chain(block.lines)
    if chain:
        dropped.append(Dropped(block.line, block.speaker, "\n".join(chain), Why.CHAIN))
    if not block.words.strip():
        return
    quote = _QUOTE.fullmatch(plain(block.words))
    said = block.words[quote.start("reply") :].strip() if quote else block.words
    own = _continued(block, drafts)
    why = _why_not(said, block.speaker, drafts)
    if own is not None and not quote and (why is None or (why is Why.MEDIA and pictures(said))):
        drafts[own] = _with(drafts[own], said, why)
    elif why is not None:
        dropped.append(Dropped(block.line, block.speaker, block.words, why))
    else:
        about = tidy(block.words[quote.start("who") : quote.end("what")]) if quote else None
        place, shown = sent_place(said), pictures(said)
        drafts.append(
            ChatDraft(_clean(said), block.speaker, block.at, place, (), shown, about, None, block.line)
        )


def _why_not(said: str, speaker: str | None, drafts: list[ChatDraft]) -> Why | None:
    why = noise(said) if said else Why.MENTION
    return Why.REPEAT if why is None and _repeats(said, speaker, drafts) else why


def _continued(block: _Block, drafts: list[ChatDraft]) -> int | None:
    """The draft that the block goes on with: the speaker's last, if close in time; without times the very last."""
    for number in range(len(drafts) - 1, max(len(drafts) - _INTERRUPTED_BY, 0) - 1, -1):
        if drafts[number].speaker == block.speaker:
            close = _close(drafts[number].at, block.at)
            return number if close and (block.at or number == len(drafts) - 1) else None
    return None


def _with(draft: ChatDraft, said: str, why: Why | None) -> ChatDraft:
    words = draft.words if why else f"{draft.words}\n{_clean(said)}"
    return replace(
        draft, words=words, pictures=draft.pictures + pictures(said), place=draft.place or sent_place(said)
    )


def _clean(said: str) -> str:
    """The words without placeholders and without a bare @所有人 before them."""
    return tidy(re.sub(r"^@(?:所有人|全体成员|ALL)\s*", "", spoken(said), flags=re.IGNORECASE)) or said


def _close(before: datetime | None, after: datetime | None) -> bool:
    if before is None or after is None:
        return before is after
    return abs(after - before) <= _CLOSE


def _repeats(said: str, speaker: str | None, drafts: list[ChatDraft]) -> bool:
    words = _clean(said)
    return any(
        draft.speaker == speaker and words in draft.words.split("\n") for draft in drafts[-_LOOKS_BACK:]
    )


def _described(draft: ChatDraft) -> ChatDraft:
    """The draft with its place (said, shared, or in the nickname: 3-2-501 李阿姨) and its urgent words."""
    place = draft.place or find_place(draft.words) or _home_of(draft.speaker)
    return replace(draft, place=place, urgent=urgent_words(draft.words))


def _home_of(speaker: str | None) -> str | None:
    found = rooms(speaker) if speaker else []
    return speaker[found[0].start : found[0].end] if speaker and found else find_place(speaker or "")


def _linked(drafts: list[ChatDraft]) -> Iterator[ChatDraft]:
    """The drafts, each pointing at the first one by another speaker that says the same."""
    known: list[_Gist] = []
    first: list[int] = []
    for number, draft in enumerate(drafts):
        gist = _gist(draft.words)
        twin = _quoted(draft, drafts[:number])
        if twin is None:
            twin = _alike(draft, gist, drafts, known)
        if (
            twin is None
            and len(draft.words) <= _SHORT
            and _ME_TOO.fullmatch(plain(draft.words).strip(" 。!,"))
        ):
            twin = _answered(draft, drafts[:number])
        first.append(number if twin is None else first[twin])
        known.append(gist)
        same = first[number] != number and drafts[first[number]].speaker != draft.speaker
        yield replace(draft, same_as=first[number]) if same else draft


def _gist(words: str) -> _Gist:
    """What the words come to: their characters and pairs without empty words and figures, and the buildings named."""
    shadow = digits(words)
    runs = _BREAK.split(_EMPTY.sub("", _BREAK.sub(" ", shadow)))
    pairs = frozenset(run[place : place + 2] for run in runs for place in range(len(run) - 1))
    return _Gist(frozenset("".join(runs)), pairs, frozenset(_BUILDING.findall(shadow)), "也" in words)


def _alike(draft: ChatDraft, gist: _Gist, drafts: list[ChatDraft], known: list[_Gist]) -> int | None:
    """The earlier draft by somebody else that shares most with this one, if it shares enough."""
    best, most = None, 0.0
    for number in range(max(0, len(known) - _LOOKS_BACK), len(known)):
        alike = _likeness(known[number], gist) if drafts[number].speaker != draft.speaker else 0.0
        if alike > most:
            best, most = number, alike
    return best


def _likeness(before: _Gist, after: _Gist) -> float:
    """How much of the shorter the two share, 0 if too little or if they speak of different buildings."""
    pairs, characters = before.pairs & after.pairs, before.characters & after.characters
    if not pairs or (
        before.buildings and after.buildings and not before.buildings & after.buildings and not after.too
    ):
        return 0.0
    of_pairs = len(pairs) / min(len(before.pairs), len(after.pairs))
    of_characters = len(characters) / min(len(before.characters), len(after.characters))
    enough = (len(pairs) > 1 and of_pairs >= _PAIRS_ALIKE) or (
        len(characters) > 1 and of_characters >= _CHARACTERS_ALIKE
    )
    return of_pairs + of_characters if enough else 0.0


def _quoted(draft: ChatDraft, earlier: list[ChatDraft]) -> int | None:
    """The earlier draft whose words this one quotes."""
    quoted = tidy(draft.about.partition(":")[2] or draft.about.partition("：")[2]) if draft.about else ""
    for number, other in enumerate(earlier):
        if quoted and (quoted in other.words or other.words in quoted) and other.speaker != draft.speaker:
            return number
    return None


def _answered(draft: ChatDraft, earlier: list[ChatDraft]) -> int | None:
    """The last draft by somebody else, if it was said not long before."""
    for number in range(len(earlier) - 1, -1, -1):
        other = earlier[number]
        if other.speaker != draft.speaker:
            near = draft.at is None or other.at is None or abs(draft.at - other.at) <= _STILL_ANSWERING
            return number if near else None
    return None
