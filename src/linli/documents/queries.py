"""Laying out with the site's fonts: the press of this process, made at first use, and lists beside it."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from linli.documents.rules import MissingFonts, Press, pdf_apart
from linli.kit.errors import Problem

_making = threading.Lock()
_presses: dict[str, Press] = {}


class NoFonts(Problem):
    """The site lacks the fonts for print."""

    status = 503


def printed(layout: str, content: Mapping[str, Any]) -> bytes:
    """Content that was read already, laid out as PDF. NoFonts where the site has none: a paper full of empty boxes is
    worse than none."""
    return press().pdf(layout, content)


def printed_list(content: Mapping[str, Any]) -> bytes:
    """A list that was read already, laid out as PDF beside this process. NoFonts as for `printed`."""
    try:
        return pdf_apart(Path(settings.LINLI_FONTS), "list", content)
    except MissingFonts as error:
        raise _no_fonts() from error


def press() -> Press:
    """The press with the site's fonts. NoFonts where there are none."""
    fonts = str(settings.LINLI_FONTS)
    with _making:
        if fonts not in _presses:
            try:
                _presses[fonts] = Press(Path(fonts))
            except MissingFonts as error:
                raise _no_fonts() from error
        return _presses[fonts]


def _no_fonts() -> NoFonts:
    return NoFonts(
        "document/no-fonts",
        zh="服务器上缺少打印用的字体，请联系系统管理员",
        en="The server lacks the fonts for print; tell the administrator",
    )
