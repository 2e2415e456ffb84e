"""What will be done."""

from typing import TypedDict


class ActionPart(TypedDict):
    """Something that will be done, by a post and a date."""

    text: str
    outcome: str
    owner: str
    due_on: str
    done_on: str | None


class ObjectivePart(TypedDict):
    """An equality objective with its actions."""

    title: str
    starts_on: str
    ends_on: str
    actions: list[ActionPart]
