"""Routes of labelled files: looked at first, then given to learn from. They stand here because which of our categories
a file means is the dictionary's to say."""

from typing import Any
from uuid import UUID

from ninja import File, Form
from ninja.files import UploadedFile

from linli.classifying import actions as classifying
from linli.classifying import queries as classified
from linli.classifying.rules import labelled
from linli.classifying.rules.labelled import Kept, Read
from linli.commands.actions import is_known, run_once
from linli.files.rules import check_size
from linli.kit import ids
from linli.kit.http import Request, asks, waits
from linli.kit.scope import scope
from linli.kit.spreadsheets.reading import BYTES_MOST
from linli.matters import queries
from linli.matters.api.router import labelled_router as router
from linli.matters.schemas.labelled import FileGivenOut, LookOut


@router.post("/look", response=LookOut)
@asks
def look_at_file(request: Request, file: File[UploadedFile]) -> dict[str, Any]:
    """What a labelled file (.csv, .xlsx, .xls; 20 MB and 20,000 rows at most) holds; nothing is kept of it."""
    check_size(file.size or 0, most=BYTES_MOST)
    return queries.look_at_labelled(request.actor, file.read())


@router.post("", response={201: FileGivenOut})
@waits
def give_file(request: Request, file: File[UploadedFile], choices: Form[str]) -> dict[str, Any]:
    """Give a labelled file to learn from. `choices` is a JSON object: each category of the file, and the code of ours
    it is, or empty where it is left out. Words are masked before they are kept."""
    by = request.actor
    check_size(file.size or 0, most=BYTES_MOST)
    content, name = file.read(), file.name or "file.csv"
    with scope(by, write=False):
        done = is_known(request.command, by=by)
        if not done:
            classified.check_given(by, labelled.digest_of(content))
        said = queries.chosen_categories(by, choices)
    prepared = None if done else _prepared(content, said)  # less than a minute, outside any transaction

    def do() -> UUID:
        found, rows = prepared or _prepared(content, said)
        return classifying.give(by=by, file_id=ids.new(), name=name, content=content, found=found, rows=rows)

    with scope(by):
        return classified.given_file(by, run_once(request.command, by=by, do=do))


def _prepared(content: bytes, said: dict[str, str]) -> tuple[Read, list[Kept]]:
    found = labelled.read(content)
    return found, labelled.kept(found, said)
