"""Which messages an organisation may word itself, and the places each has."""

from dataclasses import dataclass

EVERYWHERE = ("name", "organisation", "year")


@dataclass(frozen=True, slots=True)
class Places:
    """The places a kind of message may have, and those without which it would be useless."""

    allowed: tuple[str, ...]
    required: tuple[str, ...]


PLACES: dict[str, Places] = {
    "invitation": Places(
        (*EVERYWHERE, "group", "link", "code", "code_page", "when", "help"), ("link", "code")
    ),
    "link_to_answers": Places(
        (*EVERYWHERE, "group", "link", "code", "code_page", "help"), ("link", "code")
    ),
    "reminder": Places(
        (*EVERYWHERE, "group", "when", "code_page", "new_link_page", "help", "stop_link"),
        ("new_link_page", "stop_link"),
    ),
    "receipt": Places((*EVERYWHERE, "number", "handed_in", "code_page"), ("number",)),
    "grading_reopened": Places((*EVERYWHERE, "reason", "code_page"), ("reason",)),
}
