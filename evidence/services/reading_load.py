"""Measuring what a file asks of whoever reads it."""

from typing import BinaryIO, cast

from evidence.domain.file_text import text_of
from evidence.domain.file_types import FILE_TYPES, FileType
from evidence.domain.reading import read_text
from evidence.models import EvidenceFile, ReadingLoad


def measure_reading(
    *, file: EvidenceFile, stream: BinaryIO, file_type: FileType
) -> ReadingLoad:
    """Keep the reading load of a stored file, read from `stream` (seekable), once.

    Of a file that was read in part the words are reckoned for the whole; reading age, long
    sentences and initials are those of the part. Never refuses: a file that cannot be read
    is one of which nothing is judged.
    """
    found = text_of(stream, file_type)
    reading = read_text(found.text)
    load, _created = ReadingLoad.objects.update_or_create(
        file=file,
        defaults={
            "pages": found.pages,
            "words": round(reading.words / found.share),
            "pages_without_words": found.without_words,
            "reading_age": reading.reading_age,
            "long_sentences": reading.long_sentences,
            "initials": list(reading.initials),
            "unjudged": [unjudged.value for unjudged in found.unjudged],
        },
    )
    return load


def measure_what_is_not_measured() -> int:
    """Measure every file kept before files were measured; how many there were."""
    types = {file_type.content_type: file_type for file_type in FILE_TYPES}
    waiting = EvidenceFile.objects.filter(reading=None).order_by("pk")
    done = 0
    for file in waiting:
        if file.held_back or file.content_type not in types:
            continue
        with file.file.open("rb") as stream:
            measure_reading(
                file=file, stream=cast(BinaryIO, stream), file_type=types[file.content_type]
            )
        done += 1
    return done
