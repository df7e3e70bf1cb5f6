"""A resident at a browser without scripts: fills in what the page shows and presses its button."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.files.tests import factories as make
from linli.kit.scope import scope
from linli.matters import actions as matters
from linli.matters.rules import Outcome
from linli.tests import community as c


@dataclass
class Form:
    """A form as the page has it: where it goes and what is filled in."""

    action: str
    values: dict[str, Any] = field(default_factory=dict)


def _is_sent(input: dict[str, str]) -> bool:
    """Whether a browser sends this input along when nobody touches it."""
    kind = input.get("type", "text")
    return kind not in {"file", "radio"} and (kind != "checkbox" or "checked" in input)


class _Forms(HTMLParser):
    """Reads the forms out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self._form: Form | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms, inputs, text areas."""
        found = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._form = Form(found["action"])
            self.forms[found.get("id") or found["action"]] = self._form
        if self._form is None or "name" not in found:
            return
        if tag == "textarea":
            self._text = found["name"]
            self._form.values[self._text] = ""
        elif tag == "input" and _is_sent(found):
            usual = "on" if found.get("type") == "checkbox" else ""
            self._form.values.setdefault(found["name"], found.get("value", usual))

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._text and self._form:
            self._form.values[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a form or a text area."""
        if tag == "textarea":
            if self._form and self._text:
                # the newline that begins a text area is not part of it
                self._form.values[self._text] = self._form.values[self._text].removeprefix("\n")
            self._text = ""
        elif tag == "form":
            self._form = None


def text(answer: Any) -> str:
    """A page as text."""
    return answer.content.decode()


def forms(answer: Any) -> dict[str, Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(text(answer))
    return reader.forms


def send(client: Client, form: Form, **values: Any) -> Any:
    """Fill in and send."""
    return client.post(form.action, form.values | values)


def raise_form(client: Client, **query: str) -> Form:
    """The form of 我要反映."""
    return forms(client.get("/raise/", query))["main-form"]


def streamed(answer: Any) -> bytes:
    """A file as it came; the end of it closes the file."""
    return b"".join(answer.streaming_content)


def photo(name: str = "楼道.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A picture from a phone."""
    return SimpleUploadedFile(name, content or make.jpeg(), content_type="image/jpeg")


def raised(client: Client, words: str = "三号楼门口的路灯坏了", **values: Any) -> tuple[str, str, UUID]:
    """Raise a matter; its reference, code and id."""
    answer = send(client, raise_form(client), words=words, area=c.GRIDS[0], **values)
    assert answer.status_code == 302, text(answer)
    page = text(client.get("/receipt/"))
    reference, code = re.findall(r"<dd>([\d-]{6,})</dd>", page.replace("<wbr>", ""))[:2]
    return reference, code, UUID(client.session["matter"])


def settle(matter: UUID) -> None:
    """Let the community settle it."""
    counter, worker = c.actor("counter"), c.actor("grid1")
    with scope(counter):
        matters.accept(by=counter, matter_id=matter)
        matters.dispatch(by=counter, matter_id=matter, post_id=c.post_id("grid1"))
    with scope(worker):
        matters.take(by=worker, matter_id=matter)
        matters.resolve(by=worker, matter_id=matter, words="灯泡换好了", outcome=Outcome.SOLVED)
