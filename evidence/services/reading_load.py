"""Measuring what a file asks of whoever reads it."""

from typing import BinaryIO, cast

from evidence.domain.file_text import text_of
from evidence.domain.file_types import FILE_TYPES, FileType
from evidence.domain.reading import read_text
from evidence.models import EvidenceFile, ReadingLoad


def reading_load_of(stream: BinaryIO, file_type: FileType) -> ReadingLoad:
    """The reading load of a checked file, of no file yet and not saved.

    Of a file that was read in part the words are reckoned for the whole; reading age, long
    sentences and initials are those of the part. Never refuses: a file that cannot be read
    is one of which nothing is judged. The stream (seekable) is left at its start.
    """
    found = text_of(stream, file_type)
    reading = read_text(found.text)
    return ReadingLoad(
        pages=found.pages,
        words=round(reading.words / found.share),
        pages_without_words=found.without_words,
        reading_age=reading.reading_age,
        long_sentences=reading.long_sentences,
        initials=list(reading.initials),
        unjudged=[unjudged.value for unjudged in found.unjudged],
    )


def keep_reading_load(*, file: EvidenceFile, load: ReadingLoad) -> None:
    """Keep what was measured beside the stored file, inside the caller's transaction."""
    load.file = file
    load.save(force_insert=True)


def measure_what_is_not_measured() -> int:
    """Measure every file kept before files were measured; how many there were."""
    types = {file_type.content_type: file_type for file_type in FILE_TYPES}
    waiting = EvidenceFile.objects.filter(reading=None, content_type__in=types).order_by("pk")
    done = 0
    for file in waiting:
        if not file.held_back:
            with file.file.open("rb") as stream:
                load = reading_load_of(cast(BinaryIO, stream), types[file.content_type])
            keep_reading_load(file=file, load=load)
            done += 1
    return done
