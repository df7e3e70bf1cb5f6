"""Small words templates need: moments, the other language, whether the text is large."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from linli.portal import wording
from linli.portal.context import counter_of
from linli.portal.other_house import house_shown
from linli.portal.queries import Counter

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """A date and time as people say it."""
    return wording.moment(at) if at else ""


@register.filter
def initial(name: str) -> str:
    """The surname, for a card without a photo."""
    return name[:1]


@register.filter
def in_parts(reference: str) -> SafeString:
    """A reference that may be broken over two lines after a dash, and nowhere else."""
    return format_html_join("", "{}<wbr>", ((part,) for part in re.findall("[^-]+-?", reference)))


@register.simple_tag(takes_context=True)
def counter(context: dict[str, Any]) -> Counter | None:
    """How the counter of the page's place is reached."""
    return counter_of(context.get("place") or None)


@register.simple_tag
def other_language() -> str:
    """The other language's own name."""
    return wording.other()


@register.simple_tag
def other_house() -> str:
    """The other house one may sign in by way of, by name."""
    return house_shown()


@register.simple_tag(takes_context=True)
def large_text(context: dict[str, Any]) -> bool:
    """Whether 长者模式 is on in this browser."""
    request = context.get("request")
    return bool(request and request.COOKIES.get("linli_large"))


@register.simple_tag(takes_context=True)
def where(context: dict[str, Any]) -> str:
    """The address of the page itself, to come back to."""
    request = context.get("request")
    return str(request.get_full_path()) if request else "/"
