"""One example of each component the portal uses; the tests hold the markup each must give."""

from dataclasses import dataclass
from typing import Any

GRADES = (
    ("Undeveloped", "red"),
    ("Developing", "amber"),
    ("Achieving", "green"),
    ("Excelling", "purple"),
    ("Not graded", ""),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A component's name in NHS.UK frontend and the parameters to show it with."""

    name: str
    params: dict[str, Any]


def _tag(text: str, colour: str) -> dict[str, Any]:
    return {"tag": {"text": text, "colour": colour}}


_EXAMPLES = (
    Example("action-link", {"text": "Read the published grades", "href": "#grades"}),
    Example("back-link", {"text": "Back", "href": "#back"}),
    Example(
        "breadcrumb",
        {
            "items": [{"href": "#trust", "text": "Example Trust"}],
            "text": "2026/27",
            "href": "#year",
        },
    ),
    Example("button", {"text": "Save & continue"}),
    Example(
        "card",
        {
            "heading": "Outcome 1A",
            "headingLevel": 3,
            "description": "People can use services easily",
        },
    ),
    Example(
        "details",
        {"summaryText": "Why we ask", "text": "Because people who use a service know it best."},
    ),
    Example("inset-text", {"text": "You can change your grades until 28 February."}),
    Example(
        "notification-banner",
        {"text": "Grading is open.", "titleId": "gallery-banner", "titleText": "Important"},
    ),
    Example(
        "pagination",
        {
            "previous": {"href": "#1a", "labelText": "1A"},
            "next": {"href": "#1c", "labelText": "1C"},
        },
    ),
    Example(
        "panel",
        {"titleText": "You have handed in your grades", "headingLevel": 3, "text": "Receipt 7F3K"},
    ),
    Example(
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Grade"},
                    "value": {"text": "Developing"},
                    "actions": {
                        "items": [
                            {"href": "#change", "text": "Change", "visuallyHiddenText": "grade"}
                        ]
                    },
                },
                {"key": {"text": "Comment"}, "value": {"text": "Waits < 2 weeks & falling"}},
            ]
        },
    ),
    Example(
        "tables",
        {
            "caption": "Grades by outcome",
            "firstCellIsHeader": True,
            "head": [{"text": "Outcome"}, {"text": "Grade"}],
            "rows": [
                [{"text": "1A"}, {"text": "Achieving"}],
                [{"text": "1B"}, {"text": "Developing"}],
            ],
        },
    ),
    Example("tag", {"text": "Not started", "colour": "grey"}),
    Example(
        "task-list",
        {
            "idPrefix": "gallery-task",
            "items": [
                {
                    "heading": {"text": "Evidence"},
                    "href": "#evidence",
                    "status": {"text": "Completed"},
                },
                {
                    "heading": {"text": "Own grades"},
                    "hint": {"text": "3 of 11 given"},
                    "href": "#grades",
                    "status": _tag("In progress", "blue"),
                },
                {"heading": {"text": "Open grading"}, "status": {"text": "Cannot start yet"}},
            ],
        },
    ),
    Example(
        "warning-callout",
        {"heading": "Important", "headingLevel": 3, "text": "Grading closes tomorrow."},
    ),
)
COMPONENTS = {example.name: example for example in _EXAMPLES}
