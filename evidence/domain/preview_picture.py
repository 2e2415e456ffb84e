"""Drawing a small picture of a file's first page: the program that a worker runs apart.

Run as a program of its own, so that a hostile file can cost no more than the limits below
and takes nobody with it: memory, seconds of work, bytes written. It prints what it made as
JSON, or ends with another status than 0.
"""

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

MOST_WIDTH, MOST_HEIGHT = 640, 900
MOST_PIXELS = 60_000_000
MOST_MEMORY = 1024**3
MOST_SECONDS = 20
MOST_WRITTEN = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture's size in dots, and the file's pages (1 for a picture)."""

    width: int
    height: int
    pages: int


def draw(source: str, target: str) -> Drawn:
    """Write the PNG of ``source`` (a PDF, PNG or JPEG) to ``target``. Raises what goes wrong."""
    with open(source, "rb") as file:
        is_pdf = file.read(5) == b"%PDF-"
    pages, image = _first_page(source) if is_pdf else (1, _picture(source))
    image.save(target, "PNG", optimize=True)
    return Drawn(image.width, image.height, pages)


def _first_page(source: str) -> tuple[int, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    page = document[0]
    width, height = page.get_size()
    scale = min(MOST_WIDTH / width, MOST_HEIGHT / height)
    # A page may claim to be a point high and a mile wide: then there is nothing to see.
    if min(width, height) * scale < 1:
        raise ValueError("no shape to draw")
    drawn = page.render(scale=scale, may_draw_forms=False, optimize_mode=None)
    image = drawn.to_pil().convert("RGB")
    image.thumbnail((MOST_WIDTH, MOST_HEIGHT))
    return len(document), image


def _picture(source: str) -> Any:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(source, formats=["PNG", "JPEG"]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many dots")
        opened.draft("RGB", (MOST_WIDTH, MOST_HEIGHT))
        image = ImageOps.exif_transpose(opened)
        image.thumbnail((MOST_WIDTH, MOST_HEIGHT))
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            with_alpha = image.convert("RGBA")
            image = Image.new("RGBA", with_alpha.size, "white")
            image.alpha_composite(with_alpha)
        # A copy, so that nothing that was beside the dots comes along.
        clean = Image.new("RGB", image.size)
        clean.paste(image.convert("RGB"))
        return clean


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the caller's own clock still ends it.
        return
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(asdict(draw(sys.argv[1], sys.argv[2]))))
