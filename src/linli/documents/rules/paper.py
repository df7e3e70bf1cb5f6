"""PDF by typst. A press keeps one compiler with its fonts: the first paper of a process takes some 0.3 s, further ones
some 0.03 s. Content is data: typst sees it as strings, never as markup."""

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import typst

PAPERS = Path(__file__).parents[1] / "papers"
"""Where the layouts lie."""

FACES: dict[str, Sequence[str]] = {
    "Noto Sans SC": (
        "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    ),
    "Noto Serif SC": (
        "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
        "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    ),
}
"""Families the layouts name, and the files they are in, below the folder of fonts."""


class MissingFonts(Exception):
    """The fonts are not where they should be: typst would set empty boxes and merely warn."""


class Unprintable(Exception):
    """typst gave up, or warned: a layout of our own is wrong."""


class Press:
    """A compiler with the fonts below a folder, used by one thread at a time. MissingFonts when a face is not there."""

    def __init__(self, fonts: Path) -> None:
        files = [fonts / name for names in FACES.values() for name in names]
        missing = [str(file) for file in files if not file.is_file()]
        if missing:
            raise MissingFonts(", ".join(missing))
        found = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(file.parent) for file in files],
        )
        if not set(FACES) <= set(found.families()):
            raise MissingFonts(f"{fonts}: {found.families()}")
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(root=str(PAPERS), font_paths=found, ignore_system_fonts=True)

    def pdf(self, layout: str, content: Mapping[str, Any], *, tagged: bool = True) -> bytes:
        """The content laid out as PDF, with tags for who has it read aloud. Unprintable where typst fails or warns."""
        pages = self._laid_out(layout, content, "pdf", None, tagged)
        return pages if isinstance(pages, bytes) else b"".join(pages)

    def pictures(self, layout: str, content: Mapping[str, Any], *, ppi: float = 144.0) -> list[bytes]:
        """The content laid out as PNG, one a page: to look at."""
        pages = self._laid_out(layout, content, "png", ppi, False)
        return [pages] if isinstance(pages, bytes) else list(pages)

    def _laid_out(
        self,
        layout: str,
        content: Mapping[str, Any],
        format: Literal["pdf", "png"],
        ppi: float | None,
        tagged: bool,
    ) -> bytes | list[bytes]:
        said = json.dumps(content, ensure_ascii=False)
        with self._lock:
            try:
                made, warnings = self._compiler.compile_with_warnings(
                    input=str(PAPERS / f"{layout}.typ"),
                    format=format,
                    ppi=ppi,
                    sys_inputs={"content": said},
                    pdf_tags=tagged,
                )
            except typst.TypstError as error:
                raise Unprintable(f"{layout}: {error.message}") from error
        if warnings:
            raise Unprintable(f"{layout}: {'; '.join(warning.message for warning in warnings)}")
        if made is None:
            raise Unprintable(f"{layout}: nothing came out")
        return made
