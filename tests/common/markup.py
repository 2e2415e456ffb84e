"""Reads pages as strictly as a validator: what the tests of markup share."""

from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


@dataclass(frozen=True)
class Page:
    """What the tests ask of a page."""

    tree: Element
    ids: frozenset[str]
    dangling: frozenset[str]  # ids pointed at that nothing has
    inline_code: tuple[str, ...]  # what the content security policy forbids
    title: str
    html_lang: str


def strict_fragment(html: str) -> Element:
    """The parsed piece; raises at the first parse error or repeated id."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    unique_ids(tree)
    return tree


def parse_page(html: str) -> Page:
    """The parsed page; raises at the first parse error or repeated id."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    ids = unique_ids(tree)
    return Page(
        tree=tree,
        ids=ids,
        dangling=pointed_at(tree) - ids,
        inline_code=tuple(inline_code(tree)),
        title=" ".join((tree.findtext(".//title") or "").split()),
        html_lang=tree.get("lang", ""),
    )


def unique_ids(tree: Element) -> frozenset[str]:
    counted = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    repeated = [name for name, times in counted.items() if times > 1]
    assert not repeated, f"ids used more than once: {repeated}"
    return frozenset(str(name) for name in counted)


def pointed_at(tree: Element) -> frozenset[str]:
    """Every id that a label, a description or the error summary points at."""
    found = {
        name
        for element in tree.iter()
        for pointer in POINTERS
        for name in element.get(pointer, "").split()
    }
    return frozenset(found | error_links(tree))


def error_links(tree: Element) -> set[str]:
    summaries = [e for e in tree.iter() if "nhsuk-error-summary" in e.get("class", "").split()]
    return {link.get("href", "")[1:] for summary in summaries for link in summary.iter("a")}


def inline_code(tree: Element) -> list[str]:
    found = []
    for element in tree.iter():
        found += [
            f"{element.tag} {name}"
            for name in dict(element.items())
            if name == "style" or name.startswith("on")
        ]
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            found.append(str(element.tag))
    return found
