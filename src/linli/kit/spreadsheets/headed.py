"""Headings of columns as they are compared."""

import re
import unicodedata

BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
"""A remark in a heading."""
_SIGNS = re.compile(r"[\s*:：、，,。./_\-]+")


def bare(title: str) -> str:
    """A heading as it is compared: full-width signs made plain, spaces, stars and remarks in brackets left out."""
    plain = unicodedata.normalize("NFKC", title)
    return _SIGNS.sub("", BRACKETS.sub("", plain) or plain)
