"""The public page that tells the rule reads like the working: plain."""

from django.test import Client

from evidence.domain.reading import read_text
from grading.presenters.how_grades_are_reached import sections


def test_an_eleven_year_old_can_read_it() -> None:
    text = " ".join(words for section in sections() for words in section.paragraphs)
    reading = read_text(text)
    assert (reading.reading_age or 99) <= 11
    assert reading.words < 300
    assert not reading.initials
    assert not reading.long_sentences


def test_anybody_reads_it(db: None) -> None:
    page = Client().get("/how-grades-are-reached/")
    assert page.status_code == 200
    assert "One group, one voice" in page.text
