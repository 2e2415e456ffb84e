"""Stopping an upload at the limit while it arrives, with the rest of the form kept."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

TOO_LARGE = "portal.files_too_large"


class StopAtTheLimit(FileUploadHandler):
    """Drops a file once it passes `MAX_UPLOAD_BYTES`: no more of it is held or written.

    The other fields still arrive, so a form loses nothing that was typed;
    `files_too_large` tells which fields were dropped.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            if self.request is not None:
                _dropped(self.request).append(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def files_too_large(request: HttpRequest) -> list[str]:
    """Names of the file fields of this request that were dropped for their size."""
    request.FILES  # noqa: B018 - reading it is what takes the upload in
    return list(_dropped(request))


def _dropped(request: HttpRequest) -> list[str]:
    found: list[str] = request.META.setdefault(TOO_LARGE, [])
    return found
