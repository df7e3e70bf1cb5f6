"""A bound on what is taken in while it still comes: a file over the limit is cut just past it, so that it is refused as
too large without filling the disk, and the words sent along with it are not lost; so are all files of one request."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from linli.files.rules import PICTURE_BYTES_MOST, REQUEST_BYTES_MOST


class Bounded(FileUploadHandler):
    """Stands first among the upload handlers."""

    taken = 0
    """Bytes of all files of this request so far."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the piece on until the limit is passed."""
        if start > PICTURE_BYTES_MOST or self.taken > REQUEST_BYTES_MOST:
            return None
        self.taken += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """The handlers behind make the file."""
        return None
