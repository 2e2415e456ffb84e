"""Names that come with uploads: nothing in one may reach a path, a header or a reader's eye."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.domain.file_name import LONGEST, extension_of, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Report.PDF", "Report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Pat\\report.pdf", "report.pdf"),
        ("a\u202egnp.exe.pdf", "agnp.exe.pdf"),
        ("two\r\nSet-Cookie: x.pdf", "two Set-Cookie_ x.pdf"),
        ('quote".pdf', "quote_.pdf"),
        ("Ymchwil \u0175yneb.pdf", "Ymchwil \u0175yneb.pdf"),
        ("  spaces   here .pdf", "spaces here.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
    ],
)
def test_known_names(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= LONGEST
    assert not set(safe) & set('/\\:*?"<>|\r\n\0')
    assert not any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in safe)
    assert safe_name(safe) == safe


def test_a_long_name_keeps_its_extension() -> None:
    assert extension_of(safe_name("x" * 500 + ".docx")) == "docx"
