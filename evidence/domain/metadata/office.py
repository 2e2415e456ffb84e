"""Word, Excel and PowerPoint: the parts that say who wrote a file, when and where.

Source: ECMA-376 part 2, section 10 (core properties) and part 1, section 22.2 (extended ones).
"""

import shutil
import zipfile
from typing import BinaryIO

CHUNK = 256 * 1024
# The list of parts and the relations name these, so each stays, with nothing in it.
_EMPTY = {
    "docprops/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docprops/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docprops/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # The earliest a ZIP can say.


def strip_office(stream: BinaryIO, out: BinaryIO) -> bool:
    """Empty the property parts and leave out comments and times of the package itself."""
    found = False
    with zipfile.ZipFile(stream) as given, zipfile.ZipFile(out, "w") as kept:
        for part in given.infolist():
            found = _copy(given, part, kept) or found
    return found


def _copy(given: zipfile.ZipFile, part: zipfile.ZipInfo, kept: zipfile.ZipFile) -> bool:
    """One part, a piece at a time; whether it was emptied."""
    entry = zipfile.ZipInfo(part.filename, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    empty = _EMPTY.get(part.filename.lower())
    if empty is not None:
        kept.writestr(entry, empty)
        return True
    with (
        given.open(part) as source,
        kept.open(entry, "w", force_zip64=part.file_size > 2**31) as to,
    ):
        shutil.copyfileobj(source, to, CHUNK)
    return False
