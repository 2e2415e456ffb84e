"""HTML to a tagged PDF/UA-1: the only place that calls WeasyPrint.

The same document gives the same bytes: nothing here reads the clock, the network or a
file outside the portal's own static folders.
"""

import functools
import gc
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pydyf
from django.conf import settings
from fontTools.ttLib import woff2
from weasyprint import HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSETS = Path(settings.BASE_DIR) / "var" / "assets"
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "custom_metadata": True}
# Laying out makes many objects and few cycles: collecting them meanwhile costs a fifth of the time.
COLLECT_AFTER = 100_000


class OwnFilesOnly(URLFetcher):
    """Reads the portal's own static files; anything else is an error of the whole document."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)
        self.folders = [Path(folder).resolve() for folder in settings.STATICFILES_DIRS]

    def fetch(self, url: str, headers: Any = None) -> Any:
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if (
            parts.scheme != "file"
            or parts.netloc
            or not any(path.is_relative_to(folder) for folder in self.folders)
        ):
            raise FatalURLFetchingError(
                f"A document may use its own fonts and nothing else, not {url}"
            )
        if path.suffix == ".woff2":
            return URLFetcherResponse(url, unpacked_font(path))
        return super().fetch(url, headers)


@functools.cache
def unpacked_font(path: Path) -> bytes:
    """The TrueType font in a WOFF2 file, unpacked once per process: a fifth of a PDF's time.

    There are as many as the style sheet names; together they take under a megabyte.
    """
    font = io.BytesIO()
    with path.open("rb") as packed:
        woff2.decompress(packed, font)
    return font.getvalue()


def make_pdf(html: str, *, on_step: Callable[[], None] = lambda: None) -> bytes:
    """The document as PDF/UA-1 bytes; ``on_step`` is called after layout and after drawing.

    ``html`` carries its style sheet, language, title and dates. Raises
    `FatalURLFetchingError` if it asks for any file that is not the portal's own.
    """
    with collecting_seldom():
        fonts = FontConfiguration()
        source = HTML(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=OwnFilesOnly())
        document = source.render(font_config=fonts, **OPTIONS)
        on_step()
        content: bytes = document.write_pdf(finisher=_tell_everywhere, **OPTIONS)
    on_step()
    return content


def _tell_everywhere(document: Document, pdf: pydyf.PDF) -> None:
    """Write the document's own properties in plain bytes beside each stream, all over the file.

    Among the properties of a PDF they are compressed together with everything else: one
    damaged byte there, and no reader finds them.
    """
    told = {name.replace("-", ""): value for name, value in document.metadata.custom.items()}
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            thing.extra.update((name, pydyf.String(value)) for name, value in told.items())


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Put off Python's garbage collection, and do it once at the end."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect()
