"""The public forms. Each carries an id issued with it, so that sending it twice does one thing; a field no person sees
(`website`) catches machines; nothing typed is ever lost, whatever is refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from linli.accounts.rules import check_phone
from linli.files.rules import PICTURE_BYTES_MOST, check_size
from linli.kit import ids
from linli.kit.errors import Problem
from linli.matters.rules.words import tidy
from linli.portal import rules, wording
from linli.portal.queries import Place

_FORM = signing.Signer(salt="linli.portal.form")
_FILE = signing.Signer(salt="linli.portal.file")


def issued() -> str:
    """An id for a form, signed, so that nobody chooses it himself."""
    return _FORM.sign(str(ids.new()))


class Text(forms.CharField):
    """Text as people type it: characters that cannot be seen are left out, as at every other door, and what is too long
    is told with how long it is. The browser is not told the limit: it would cut what is pasted without a word."""

    def to_python(self, value: Any) -> str:
        """The text that will be kept."""
        return tidy(str(value or ""))

    def run_validators(self, value: str) -> None:
        """Not longer than it may be."""
        most = int(self.max_length or rules.WORDS_MOST)
        if len(value) > most:
            said = _("太长了：最多%(most)d字，现在有%(now)d字，请删短一些。")
            raise forms.ValidationError(said % {"most": most, "now": len(value)})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Nothing about the limit."""
        return {}


class Issued(forms.Form):
    """A form with an id of its own."""

    form_id = Text(widget=forms.HiddenInput, max_length=120)
    website = Text(required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_id", issued())

    def own_id(self) -> UUID | None:
        """The id it was issued with; none where that was not ours."""
        given = self.data.get("form_id", "") if self.is_bound else self.initial["form_id"]
        try:
            return UUID(_FORM.unsign(str(given)))
        except (signing.BadSignature, ValueError):
            return None

    def clean_form_id(self) -> UUID:
        """The id, if it was issued here."""
        if id := self.own_id():
            return id
        raise forms.ValidationError(_("这份表过期了，请再按一次提交。"))

    def clean_website(self) -> str:
        """Nobody sees this field, so nobody fills it in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("没有提交成功，请再试一次。"))
        return ""

    def blame(self, problem: Problem) -> None:
        """Show a refusal beside the fields it names (a file's beside the pictures), or above the form."""
        for one in problem.fields:
            if one["field"] in self.fields:
                self.add_error(
                    str(one["field"]), str(one["title_en"] if wording.in_english() else one["title"])
                )
                return
        beside = "photos" if problem.type.startswith("file/") and "photos" in self.fields else None
        self.add_error(beside, wording.sentence(problem))

    def renew(self) -> None:
        """Give the form a new id, for something else than what was sent before."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["form_id"] = issued()

    def error_count(self) -> int:
        """How many fields want mending."""
        return len(self.errors)

    def point(self) -> None:
        """Put the caret into the first field that wants mending, which needs no script."""
        for name in self.errors:
            if name in self.fields and not self.fields[name].widget.is_hidden:
                self.fields[name].widget.attrs["autofocus"] = True
                return


class Pictures(forms.FileInput):
    """One native input for several pictures."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Up to ten pictures."""

    widget = Pictures(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The pictures, each small enough. All together come first: what is over that was not taken in whole."""
        given: list[UploadedFile] = list(data or [])
        if len(given) > rules.PHOTOS_MOST:
            raise forms.ValidationError(_("照片最多10张。"))
        if sum(one.size or 0 for one in given) > rules.PHOTOS_BYTES_MOST:
            raise forms.ValidationError(_("照片合计不超过60MB，请少选几张。"))
        for one in given:
            try:
                check_size(one.size or 0, most=PICTURE_BYTES_MOST)
            except Problem as problem:
                colon = ": " if wording.in_english() else "："
                raise forms.ValidationError(f"{one.name}{colon}{wording.sentence(problem)}") from problem
        return given


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture kept from an earlier try: `value` is the rest of it, signed."""

    value: str
    id: UUID
    size: int
    name: str


def _text(lines: int = 0, **attrs: Any) -> forms.Widget:
    return forms.Textarea(attrs={"rows": lines, **attrs}) if lines else forms.TextInput(attrs=attrs)


class RaiseForm(Issued):
    """我要反映."""

    area = forms.ChoiceField(
        label=lazy("在哪个网格"),
        error_messages={"required": lazy("请选择网格。"), "invalid_choice": lazy("请从列表里选一个网格。")},
    )
    words = Text(
        label=lazy("什么事"),
        help_text=lazy("想到什么写什么：哪里、怎么了、多久了。"),
        widget=_text(6),
        max_length=rules.WORDS_MOST,
        error_messages={"required": lazy("请写下要反映的事情。")},
    )
    place = Text(
        label=lazy("具体地点"),
        help_text=lazy("例如：3号楼2单元门口。"),
        widget=_text(autocomplete="off"),
        max_length=200,
        required=False,
    )
    photos = PicturesField(
        label=lazy("照片"),
        help_text=lazy(
            "最多10张，每张不超过20MB，合计不超过60MB；网慢的话，少选几张更快。照片里的拍摄位置会自动去掉。"
        ),
        required=False,
    )
    name = Text(label=lazy("怎么称呼您"), widget=_text(autocomplete="name"), max_length=40, required=False)
    phone = Text(
        label=lazy("联系电话"),
        help_text=lazy(
            "方便问清楚情况和回访。平时打码；负责这一片或办理这件事的工作人员，写明原因才能看全，每次查看都留记录。"
        ),
        widget=_text(autocomplete="tel", type="tel", inputmode="tel"),
        max_length=20,
        required=False,
    )
    secret = forms.BooleanField(label=lazy("不要告诉别人是我反映的"), required=False)
    kept = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, community: Place, grids: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        self.inherited: list[tuple[str, str]] = []
        area: Any = self.fields["area"]
        area.choices = [(community.code, wording.unknown_place()), *((g.code, g.name) for g in grids)]
        kept: Any = self.fields["kept"]
        kept.choices = [(one.value, one.name) for one in self.kept_photos()]

    def kept_photos(self) -> list[Kept]:
        """Pictures kept from an earlier try, as signed here."""
        found: list[Kept] = []
        form = str(self.own_id())
        for value in dict.fromkeys(self._sent().getlist("kept")):
            try:
                meant, id, size, name = _FILE.unsign(value).split("/", 3)
                if meant == form:
                    found.append(Kept(value, UUID(id), int(size), name))
            except (signing.BadSignature, ValueError):
                continue
        return found[: rules.PHOTOS_MOST]

    def with_room(self, files: list[UploadedFile]) -> list[UploadedFile]:
        """The first of these pictures, as many as the form may still hold beside the kept ones."""
        kept = self.kept_photos()
        bytes_left = rules.PHOTOS_BYTES_MOST - sum(one.size for one in kept)
        taken: list[UploadedFile] = []
        for file in files[: rules.PHOTOS_MOST - len(kept)]:
            bytes_left -= file.size or 0
            if bytes_left < 0:
                break
            taken.append(file)
        return taken

    def typed(self) -> dict[str, Any]:
        """What was filled in, as it was."""
        return self._sent().dict()

    def _sent(self) -> QueryDict:
        """What was sent, if anything."""
        return self.data if isinstance(self.data, QueryDict) else QueryDict()

    def keep(self, files: list[tuple[UUID, int, str]]) -> None:
        """Remember pictures for the next try of this form; no other can use them."""
        form = self.own_id()
        sent = self._sent().copy()
        values = [_FILE.sign(f"{form}/{id}/{size}/{name}") for id, size, name in files]
        sent.setlist("kept", [*sent.getlist("kept"), *values][: rules.PHOTOS_MOST])
        self.data = sent  # type: ignore[assignment]

    def kept_names(self) -> list[tuple[str, str]]:
        """What is remembered, to show."""
        return [(one.value, one.name) for one in self.kept_photos()]

    def kept_from(self, other: "RaiseForm") -> None:
        """Remember what another form remembered."""
        self.inherited = other.kept_names()

    def kept_shown(self) -> list[tuple[str, str]]:
        """The pictures a page shows as received already."""
        return self.inherited or self.kept_names()

    def clean_phone(self) -> str:
        """A phone, if one was given."""
        phone: str = self.cleaned_data["phone"].strip()
        if not phone:
            return ""
        try:
            return check_phone(phone)
        except Problem as problem:
            raise forms.ValidationError(wording.sentence(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Not more than ten pictures and 60 MB, old and new."""
        photos: list[UploadedFile] = self.cleaned_data.get("photos") or []
        if len(self.kept_photos()) + len(photos) > rules.PHOTOS_MOST:
            self.add_error("photos", _("照片最多10张。"))
        elif len(self.with_room(photos)) < len(photos):
            self.add_error("photos", _("照片合计不超过60MB，请少选几张。"))
        return self.cleaned_data


class TrackForm(forms.Form):
    """查进度: reference and code."""

    reference = Text(
        label=lazy("编号"),
        help_text=lazy("回执上的14位数字，例如 261122-4837-2916，横线可以不写。"),
        widget=_text(autocomplete="off", inputmode="numeric"),
        max_length=40,
        error_messages={"required": lazy("请填写编号。")},
    )
    code = Text(
        label=lazy("查询码"),
        help_text=lazy("回执上的6位数字。"),
        widget=_text(autocomplete="off", inputmode="numeric"),
        max_length=20,
        error_messages={"required": lazy("请填写查询码。")},
    )


class RateForm(Issued):
    """评一评."""

    score = forms.ChoiceField(
        label=lazy("您满意吗"),
        choices=list[Any](wording.SCORES),
        error_messages={"required": lazy("请选一个等级。"), "invalid_choice": lazy("请选一个等级。")},
    )
    words = Text(label=lazy("想说的话（可以不写）"), widget=_text(3), max_length=2000, required=False)
    reopen = forms.BooleanField(label=lazy("希望重新办理"), required=False)


class WithdrawForm(Issued):
    """撤回."""

    reason = Text(
        label=lazy("为什么撤回"),
        widget=_text(2),
        max_length=1000,
        error_messages={"required": lazy("请写明原因。")},
    )


class RemindForm(Issued):
    """催办."""

    words = forms.CharField(
        label=lazy("想补充的话（可不写）"), widget=_text(2), max_length=500, required=False
    )


class OpinionForm(Issued):
    """意见建议."""

    words = Text(
        label=lazy("您的意见或建议"),
        widget=_text(6),
        max_length=2000,
        error_messages={"required": lazy("请写下您的意见或建议。")},
    )
    page = Text(widget=forms.HiddenInput, required=False, max_length=200)
