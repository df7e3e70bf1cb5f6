"""What is asked when papers are printed and lists taken along; the answers are files."""

from datetime import date
from uuid import UUID

from ninja import Field

from linli.kit.schemas import Asked
from linli.matters.rules import Door, State, Urgency
from linli.matters.rules.sheets import Form, Sheet


class ReceiptPaper(Asked):
    """The receipt on paper: A4, or a slip 80 mm wide. `code` is the one just given out, if any; it is printed, not
    kept, nor compared with the true one."""

    code: str = Field("", pattern="^([0-9]{6})?$")
    slip: bool = False


class LetterPaper(Asked):
    """The letter with an answer, the latest unless `note` names one. With a reason the reporter's name is revealed and
    printed whole; without, it is masked."""

    note: UUID | None = None
    reason: str = Field("", max_length=200)


class Export(Asked):
    """A list to take along: as narrowed, the needs, or the issues; narrowed as the list on the screen is."""

    sheet: Sheet = Sheet.LIST
    form: Form = Form.XLSX
    state: list[State] = Field(default_factory=list[State], max_length=12)
    group: str = Field("open", pattern="^(open|done|all)$")
    category: str = Field("", pattern="^[a-z0-9_.]{0,40}$")
    area: str = Field("", pattern="^[0-9]{0,17}$")
    door: Door | None = None
    urgency: Urgency | None = None
    standing: str = Field("", pattern="^(late|approaching|overdue)?$")
    supervised: bool = False
    owner: str = Field("", pattern="^(mine|waiting|first|others|nobody|asking|[0-9a-f-]{36})?$")
    reopening: bool = False
    since: date | None = None
    until: date | None = None
    q: str = Field("", max_length=200)
    order: str = Field("received", pattern="^(received|due)$")
