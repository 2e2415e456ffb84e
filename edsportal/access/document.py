"""docs/permissions.md, made from the table."""

from collections.abc import Iterable

from edsportal.access.addresses import SECTIONS
from edsportal.access.rules import (
    ALWAYS,
    ROLE_OF,
    Address,
    Answer,
    Guard,
    Visitor,
    answer_to_acting,
    answer_to_reading,
)
from grading.domain.workflow import State
from stakeholders.permissions import PERMISSION_WORDS, ROLE_PERMISSIONS, Permission

INTRODUCTION = """# Who may do what

Made by `manage.py permission_table` from `edsportal/access/addresses`. `tests/permissions`
walks every address as every visitor in every state and holds the portal to it. An address
without a row fails that test.

Roles belong to one organisation. An assessment is fetched through its reader's organisations:
outside them the answer is 404, inside without the right 403 with the reason. Platform
administrators run organisations and people; they see no assessment. Equality leads and
administrators need a second step at sign-in.
"""
COLUMNS = {
    Visitor.ANONYMOUS: "Nobody signed in",
    Visitor.GRADER: "Grader",
    Visitor.LEAD: "Equality lead",
    Visitor.CONTRIBUTOR: "Contributor",
    Visitor.BOARD: "Board member",
    Visitor.READER: "Commissioner reader",
    Visitor.FACILITATOR: "Facilitator",
    Visitor.ADMINISTRATOR: "Administrator",
    Visitor.OTHER_LEAD: "Another organisation's lead",
}


def permission_document() -> str:
    """The whole document."""
    parts = [
        INTRODUCTION,
        "## What each role may do\n",
        _roles(),
        "## When it may be done\n",
        _states(),
    ]
    parts += ["## Every address\n", "“act” includes reading.\n"]
    for title, rows in SECTIONS.items():
        parts += [f"### {title}\n", _addresses(rows)]
    return "\n".join(parts)


def _roles() -> str:
    roles = {visitor: COLUMNS[visitor] for visitor in ROLE_OF}
    rows = [
        [str(PERMISSION_WORDS[permission]).capitalize(), *_held(permission, roles)]
        for permission in Permission
    ]
    return _table(["May", *roles.values()], rows)


def _held(permission: Permission, roles: Iterable[Visitor]) -> list[str]:
    return ["yes" if permission in ROLE_PERMISSIONS[ROLE_OF[visitor]] else "" for visitor in roles]


def _states() -> str:
    """Actions that hang on the state, and who may do them in each."""
    rows = [
        [address.what.capitalize(), *(_who_acts(address, state) for state in State)]
        for section in SECTIONS.values()
        for address in section
        if address.acts_in != ALWAYS and address.guard is Guard.MEMBER
    ]
    return _table(["Action", *(state.value for state in State)], rows)


def _who_acts(address: Address, state: State) -> str:
    able = [v for v in ROLE_OF if answer_to_acting(address, v, state) is Answer.YES]
    return ", ".join(COLUMNS[visitor].lower() for visitor in able)


def _addresses(rows: Iterable[Address]) -> str:
    head = ["Address", "What", *COLUMNS.values()]
    return _table(
        head, [[f"`{row.name}`", _what(row), *(_cell(row, v) for v in COLUMNS)] for row in rows]
    )


def _what(address: Address) -> str:
    return address.what if address.in_production else f"{address.what} (never in production)"


def _cell(address: Address, visitor: Visitor) -> str:
    reading = answer_to_reading(address, visitor)
    acting = {answer_to_acting(address, visitor, state) for state in address.acts_in}
    if Answer.YES in acting:
        return "act"
    return "read" if reading is Answer.YES else reading.value


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"
