"""The demonstration's report as a PDF: the portal's job and WeasyPrint alone, in turn."""

from typing import Any

from bench.servers import ROOT
from bench.web import Rounds, ask

WAYS = ("tagged", "portal", "untagged")


def take_pdf_rounds(report: dict[str, Any], environment: dict[str, str], *, rounds: int) -> Rounds:
    """Each way once a round in a fresh process, the order turned round each time.

    Raises `RuntimeError` when the portal's file has no tags: its speed would mean nothing.
    """
    arguments = {way: [report["html"], report["base_url"]] for way in WAYS}
    arguments["portal"] = [str(report["pk"])]
    found: Rounds = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in WAYS if number % 2 == 0 else reversed(WAYS):
            command = ["-m", "bench.pdf_once", way, *arguments[way]]
            found[way].append(ask(command, folder=ROOT, environment=environment))
    if not all(sample["tagged"] for sample in found["portal"]):
        raise RuntimeError("the portal's PDF has no structure tree")
    return found
