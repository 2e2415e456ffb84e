"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's network address, for counting tries.

    Behind a trusted proxy it is the last address in ``X-Forwarded-For``, the one the
    proxy wrote; those before it are the sender's own claim. Without one the header is
    ignored, so nobody escapes the count by inventing addresses.
    """
    if settings.TRUSTED_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
