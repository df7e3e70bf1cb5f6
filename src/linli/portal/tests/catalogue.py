"""What the public pages say, read out of templates and code, to hold it against the English catalogue."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import templatize

PORTAL = Path(__file__).parent.parent
MARKS = frozenset({"_", "lazy", "ngettext"})


def said() -> set[str]:
    """Every text the portal marks for translation."""
    found: set[str] = set()
    for path in sorted(PORTAL.rglob("*.py")):
        if "tests" not in path.parts:
            found |= _in_code(path.read_text("utf-8"))
    for path in sorted(PORTAL.rglob("*.html")):
        found |= _in_code_like(templatize(path.read_text("utf-8"), origin=str(path)))
    return found


def _in_code(text: str) -> set[str]:
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKS
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _in_code_like(text: str) -> set[str]:
    """What Django makes of a template for xgettext: gettext calls between dots and crosses."""
    calls = re.findall(r"""gettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\"\"\".*?\"\"\")\)""", text, re.S)
    return {str(ast.literal_eval(call)) for call in calls}


def catalogue() -> Path:
    """The English catalogue."""
    return Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
