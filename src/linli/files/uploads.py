"""A bound on what is taken in while it still comes: a file over the limit is cut just past it, so that it is refused as
too large without filling the disk, and the words sent along with it are not lost."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from linli.files.rules import BYTES_MOST


class Bounded(FileUploadHandler):
    """Stands first among the upload handlers."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the piece on until the limit is passed."""
        return raw_data if start <= BYTES_MOST else None

    def file_complete(self, file_size: int) -> Any:
        """The handlers behind make the file."""
        return None
