"""Workshops: joining by the code on the screen, and leading the room."""

from edsportal.access.addresses.kinds import (
    GRADING,
    INVITING,
    RECONCILING,
    act_address,
    grader_address,
    public_address,
    read_address,
)
from stakeholders.permissions import Permission as P

WORKSHOPS_IN = (
    public_address("workshops:code", "typing a workshop's code"),
    public_address("workshops:join", "joining by it"),
    grader_address("workshops:now", "the question on the screen"),
    grader_address("workshops:together", "one answer for a group, what was written for it"),
    grader_address(
        "workshops:together_answer", "one question of it (others than its coordinator: 403)"
    ),
    grader_address("workshops:group_reply", "a reply, answered for the group once", RECONCILING),
    grader_address(
        "workshops:take_back_together",
        "taking it back (the coordinator; what was written down: everybody of the group)",
        GRADING | RECONCILING,
    ),
)

WORKSHOPS = (
    read_address("workshops:workshops", "an assessment's workshops", P.FACILITATE),
    act_address("workshops:plan", "planning a workshop", P.FACILITATE, INVITING),
    read_address("workshops:workshop", "leading one", P.FACILITATE),
    act_address("workshops:open", "opening it", P.FACILITATE, GRADING),
    act_address("workshops:close", "closing it", P.FACILITATE),
    act_address("workshops:timer", "the timer", P.FACILITATE, GRADING),
    act_address("workshops:go_on", "the question on the screen", P.FACILITATE, GRADING),
    act_address("workshops:reveal", "showing what the room answered", P.FACILITATE, GRADING),
    act_address("workshops:table_answer", "a table's agreed answer", P.FACILITATE, GRADING),
    act_address("workshops:papers", "papers that came back", P.FACILITATE),
    act_address("workshops:print_paper", "making paper packs", P.FACILITATE, INVITING),
    read_address("workshops:packs", "packs made at one time", P.FACILITATE),
    read_address("workshops:packs_pdf", "the same to print", P.FACILITATE),
    act_address("workshops:type_paper", "typing in a paper", P.FACILITATE, GRADING),
    act_address("workshops:phone", "answers by telephone: which group", P.FACILITATE),
    act_address("workshops:phone_answers", "entering them", P.FACILITATE, GRADING),
    read_address("workshops:screen", "the page for the screen in the room", P.FACILITATE),
    read_address("workshops:screen_counts", "its numbers of people", P.FACILITATE),
)
