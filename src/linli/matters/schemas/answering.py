"""What is asked and told about an answer that is being written."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

from linli.kit.schemas import Asked
from linli.language.rules.drafting import STRIKE_MOST, STRIKES_MOST
from linli.matters.rules.words import WORDS_MOST


class CheckIn(Asked):
    """An answer as it stands: the step it is for, and for the long-term list the day of review."""

    verb: str = Field(..., pattern="^(accept|settle|resolve|answer|decline|refer|hold|review)$")
    words: str = Field("", max_length=WORDS_MOST)
    review_on: date | None = None


class CheckPoint(Schema):
    """A point of the checklist: `state` is met, missing or look; a sentence to act on; the words that made it so."""

    rule: str
    name: str
    name_en: str
    state: str
    hint: str
    hint_en: str
    found: list[str]


class AnswerSigns(Schema):
    """Words and forms that count as one thing."""

    name: str
    name_en: str
    words: list[str]


class AnswerRule(Schema):
    """A rule of the checklist as a person reads it."""

    rule: str
    name: str
    name_en: str
    how: str
    how_en: str
    signs: list[AnswerSigns]


Strike = Annotated[str, Field(min_length=1, max_length=STRIKE_MOST)]


class DraftIn(Asked):
    """What is wanted: an answer or a summary; words of the matter to strike out before."""

    wanted: str = Field(..., pattern="^(answer|summary)$")
    strikes: list[Strike] = Field([], max_length=STRIKES_MOST)


class DraftAsk(DraftIn):
    """What is wanted, and the mark of what was seen: nothing else is sent."""

    mark: str = Field(..., pattern="^[0-9a-f]{64}$")


class DraftPreview(Schema):
    """What would be sent, word for word, to which model; `mark` is named when it is sent."""

    text: str
    characters: int
    model: str
    mark: str


class DraftOut(Schema):
    """A draft by a machine, to be read and put right by a person. It is stored nowhere."""

    text: str
