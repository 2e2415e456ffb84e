"""What the official form asks beyond the grades."""

from typing import TypedDict


class FormPart(TypedDict, total=False):
    """What the organisation typed for its official form, each where it typed something."""

    board_lead: str
    eds_lead: str
    care_system: str
    partners: str
    engagement_dates: str
    next_grading: str


class DatesPart(TypedDict, total=False):
    """Days of the assessment's life, each where it was lived through in this portal."""

    opened_on: str
    closed_on: str
    signed_off_on: str
