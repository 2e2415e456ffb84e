"""What the walks of every address share."""

import pytest

from workshops.views import paper


@pytest.fixture(autouse=True)
def _paper_before_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs are answered as the text they are set from, in which planted words can be read.

    In a PDF they are compressed. Who may have one does not hang on how it is set.
    """
    monkeypatch.setattr(paper, "make_pdf", lambda html: html.encode())
