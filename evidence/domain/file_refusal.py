"""Why a file is not taken, as values; `evidence.presenters.file_refusal` has the words."""

from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a file. Each has words that say what it is and how to mend it."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_KIND_WE_TAKE = "not_a_kind_we_take"
    NOT_WHAT_ITS_NAME_SAYS = "not_what_its_name_says"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    MACROS = "macros"
    PACKED_TOO_TIGHT = "packed_too_tight"
    TWO_FILES_IN_ONE = "two_files_in_one"
    WEB_PAGE = "web_page"
    TOO_MANY_PAGES = "too_many_pages"
    PICTURE_TOO_LARGE = "picture_too_large"


class FileRefused(Exception):
    """The file is not taken. `facts` fills the words: names of types, limits."""

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(f"{why.value} {facts}")
        self.why = why
        self.facts = facts
