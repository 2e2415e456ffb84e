"""Reading an interchange file: syntax, then the schema, then what the values mean."""

from datetime import date

from grading.interchange.document import Document, document_from
from grading.interchange.meaning import check_meaning
from grading.interchange.problems import Problems
from grading.interchange.schema import check_schema
from grading.interchange.syntax import parse


def read_document(raw: bytes, *, today: date) -> Document:
    """The checked document in `raw`; writes nothing.

    Raises `InvalidInput` with every problem at once, each with its place and its mend.
    Broken JSON is told alone, as nothing behind the break can be read.
    """
    data = parse(raw)
    problems = Problems()
    sound = check_schema(data, problems)
    if isinstance(sound, dict):
        check_meaning(sound, problems, today=today)
    problems.raise_any()
    return document_from(data)
