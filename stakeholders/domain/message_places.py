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
    "grading_reopened": Places((*EVERYWHERE, "reason", "closes", "code_page"), ("reason",)),
    "grading_extended": Places((*EVERYWHERE, "reason", "closes", "code_page"), ("closes",)),
    "grading_closed_early": Places(
        (*EVERYWHERE, "reason", "told", "code_page", "help"),
        ("reason", "told"),
    ),
    "evidence_changed": Places(
        (*EVERYWHERE, "evidence", "what_changed", "code_page", "new_link_page", "help"),
        ("evidence", "code_page"),
    ),
    "question_answered": Places(
        (*EVERYWHERE, "question", "answer", "code_page", "help"), ("answer",)
    ),
    "report_out": Places((*EVERYWHERE, "group", "report", "comments", "code_page"), ("report",)),
    "comment_answered": Places((*EVERYWHERE, "group", "report", "code_page"), ("report",)),
    "meeting": Places(
        (
            *(*EVERYWHERE, "group", "question", "agreed_grade", "met_on", "code_page"),
            *("new_link_page", "help"),
        ),
        ("question", "agreed_grade", "new_link_page"),
    ),
    "meeting_taken_back": Places(
        (*EVERYWHERE, "question", "met_on", "help"),
        ("question", "met_on"),
    ),
    "written_down": Places(
        (
            *(*EVERYWHERE, "group", "question", "written_answer", "code_page"),
            *("new_link_page", "help"),
        ),
        ("question", "written_answer", "new_link_page"),
    ),
    "reply": Places(
        (*EVERYWHERE, "group", "answers_by", "questions", "code_page", "new_link_page", "help"),
        ("answers_by", "new_link_page"),
    ),
}
