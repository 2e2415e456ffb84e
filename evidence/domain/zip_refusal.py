"""Why a ZIP of evidence, or a row of its list, cannot be used: codes; a presenter has the words."""

from enum import StrEnum


class ZipWhy(StrEnum):
    """What is wrong. Facts that go with each are named in `evidence.presenters.zip_refusal`."""

    NOT_A_ZIP = "not_a_zip"
    NO_MANIFEST = "no_manifest"
    MANIFEST_TOO_LARGE = "manifest_too_large"
    MANIFEST_NOT_UTF8 = "manifest_not_utf8"
    LEADS_OUT = "leads_out"
    NO_SUCH_FILE = "no_such_file"
    DAMAGED = "damaged"
    PACKED_OTHERWISE = "packed_otherwise"
    LOCKED = "locked"
    UNPACKS_TO_TOO_MUCH = "unpacks_to_too_much"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_CSV = "not_csv"
    EMPTY = "empty"
    WRONG_COLUMNS = "wrong_columns"
    WRONG_CELLS = "wrong_cells"
    NOT_A_DATE = "not_a_date"


class ZipRefused(Exception):
    """``facts`` fill the words in."""

    def __init__(self, why: ZipWhy, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts
