"""Which release this process runs, for copies that readers keep."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

ROOMS = ("edsportal", "stakeholders", "evidence", "grading", "workshops", "objectives", "reports")


@cache
def release() -> str:
    """A mark of all that shapes a public page, as this process found it.

    Templates, the code that fills them and writes the data, schemas, the settings they name,
    and the style sheets and scripts, so that a new release is a new page to whoever kept the
    old one.
    """
    root = Path(settings.BASE_DIR)
    files = [*(root / "templates").rglob("*.html")]
    for room in ROOMS:
        files += (root / room).rglob("*.py")
        files += (root / room).rglob("*.json")
    mark = sha256(b"".join(file.read_bytes() for file in sorted(files)))
    mark.update(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    told = (settings.SITE_URL, settings.GRADERS_KEPT_MONTHS, settings.MAX_UPLOAD_BYTES)
    mark.update(repr(told).encode())
    return mark.hexdigest()[:16]
