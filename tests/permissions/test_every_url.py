"""Every address × every visitor × every state, held to the table in `edsportal.access`.

Default deny: an address without a row fails. Whoever is refused changes nothing, whoever
may act changes something, and nothing planted in the trust's data gets outside.
"""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from edsportal.access.addresses import (
    ADDRESSES,
    AFTERWARDS,
    GRADERS_WALK,
    PREPARATION,
    PUBLIC,
    RUNNING,
    WORKSHOPS,
)
from edsportal.access.rules import (
    GRADERS,
    Address,
    Answer,
    Guard,
    Visitor,
    answer_to_acting,
    answer_to_reading,
)
from edsportal.common.models import AuditEvent
from grading.domain.workflow import State
from tests.permissions.places import address, arguments, patterns
from tests.permissions.pressed import pressed
from tests.permissions.walked_world import (
    FILE,
    PRIVATE,
    UNTIL_CLOSED,
    UNTIL_PUBLISHED,
    browser,
    build,
    parameter,
)
from tests.world import World

# What these answer does not hang on an assessment's state, so one state is enough.
HANGS_ON_STATE = frozenset(
    row.name
    for rows in (PUBLIC, GRADERS_WALK, PREPARATION, RUNNING, WORKSHOPS, AFTERWARDS)
    for row in rows
)
OUTSIDERS = (Visitor.ANONYMOUS, Visitor.GRADER_ELSEWHERE, Visitor.OTHER_LEAD, Visitor.ADMINISTRATOR)
WRONG_METHOD = 405


class Walk:
    """One world in one state, and a browser for each visitor."""

    def __init__(self, state: State) -> None:
        self.state, self.world = state, build(state)
        self.given, self.sent = arguments(self.world), pressed(self.world)
        self.sessions = {v: browser(self.world, v).cookies for v in Visitor}
        # One for all: each client of its own would load the middleware again.
        self.client = Client(raise_request_exception=False)

    def client_of(self, visitor: Visitor) -> Client:
        """The browser as ``visitor`` came in with it."""
        self.client.cookies = self.sessions[visitor].copy()
        return self.client

    def ask(self, row: Address, visitor: Visitor, method: str) -> tuple[int, str, bytes, bool]:
        """Status, where it leads, the answer, whether anything changed; then all is undone."""
        client = self.client_of(visitor)
        with transaction.atomic():
            before = AuditEvent.objects.count()
            # As browsers send it: never wholly empty.
            body = {"csrfmiddlewaretoken": "-", **self.sent.get(row.name, {})}
            for value in body.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            place = address(row.name, self.world, self.given)
            response = client.post(place, body) if method == "POST" else client.get(place)
            content = (
                b"".join(response.streaming_content) if response.streaming else response.content
            )
            changed = AuditEvent.objects.count() > before
            transaction.set_rollback(True)
        return response.status_code, response.get("Location", ""), content, changed


def walked(state: State) -> Iterator[tuple[Address, Visitor]]:
    served = set(patterns())  # A row without an address is named by another test.
    for row in (row for row in ADDRESSES if row.name in served):
        if state is State.PUBLISHED or row.name in HANGS_ON_STATE:
            yield from ((row, visitor) for visitor in Visitor)


def fits(answer: Answer, status: int, leads_to: str, row: Address, state: State) -> bool:
    """Whether a status is what the table says."""
    too_early_or_late = state not in row.acts_in
    to_sign_in = status == 302 and leads_to.startswith("/account/login/")
    if answer is Answer.SIGN_IN:
        return status in (302, 403, WRONG_METHOD) if row.guard is Guard.GRADER else to_sign_in
    if answer is Answer.NOT_THERE:
        return status in (404, WRONG_METHOD)
    if answer is Answer.REFUSED:
        return status in (403, WRONG_METHOD) or (status == 409 and too_early_or_late)
    if row.guard in (Guard.EVERYONE, Guard.GRADER):
        return status < 500
    if row.guard is Guard.STAFF:
        return status < 500 and not to_sign_in
    if status == 404 and too_early_or_late:
        return True  # There is no report yet, so no version of it either.
    return status < 500 and status not in (403, 404) and not to_sign_in


def secrets(state: State, visitor: Visitor, row: Address) -> list[str]:
    """The planted words that this visitor must not read here."""
    if visitor is Visitor.GRADER:
        # Their own name and comment are the same words; file and reasons may be shown to them.
        return ["sentinel-person@example.org", "Sentinel Colleague"]
    if visitor not in OUTSIDERS:
        return list(UNTIL_CLOSED) if state is State.GRADING else []
    if visitor is Visitor.ADMINISTRATOR and row.guard is not Guard.MEMBER:
        # Administrators run people, and read the trail, which names who was invited to work.
        return ["Only the panel may read this", "sentinel-person@example.org"]
    words = [*PRIVATE, FILE.decode()]
    return words if state is State.PUBLISHED else [*words, *UNTIL_PUBLISHED]


def problems(walk: Walk, row: Address, visitor: Visitor) -> Iterator[str]:
    for method in ("GET", "POST"):
        answer = (
            answer_to_reading(row, visitor)
            if method == "GET"
            else answer_to_acting(row, visitor, walk.state)
        )
        status, leads_to, content, changed = walk.ask(row, visitor, method)
        where = f"{row.name} {method} as {visitor.value} while {walk.state.value}"
        if not fits(answer, status, leads_to, row, walk.state):
            yield f"{where}: {answer.value} expected, {status} {leads_to} given"
        if row.guard not in (Guard.EVERYONE, Guard.STAFF) and changed and answer is not Answer.YES:
            yield f"{where}: something was changed ({status})"
        if method == "GET" and changed and row.name != "grading:your_data_file":
            yield f"{where}: a GET changed something"
        if method == "POST" and answer is Answer.YES and row.name in walk.sent and not changed:
            yield f"{where}: nothing was changed ({status})"
        for words in secrets(walk.state, visitor, row):
            if words.encode() in content:
                yield f"{where}: reads “{words}”"


@pytest.mark.parametrize("state", [parameter(state) for state in State])
def test_every_address_answers_every_visitor_as_the_table_says(db: None, state: State) -> None:
    walk = Walk(state)
    found = [problem for row, visitor in walked(state) for problem in problems(walk, row, visitor)]
    assert found == [], "\n" + "\n".join(found)


def test_every_address_has_one_row_and_every_row_an_address() -> None:
    rows = [row.name for row in ADDRESSES]
    assert sorted(rows) == sorted(set(rows))
    assert sorted(set(patterns()) - set(rows)) == [], (
        "addresses without a row in edsportal/access/addresses"
    )
    assert sorted(set(rows) - set(patterns())) == []


def test_no_two_addresses_share_a_name() -> None:
    names = list(patterns())
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_the_document_says_what_the_table_says(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("permission_table", "--check")
    assert "says what the table says" in capsys.readouterr().out


def test_a_document_that_says_something_else_is_told(tmp_path: object, settings: object) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match=r"run manage\.py permission_table"):
        call_command("permission_table", "--check")
    call_command("permission_table")
    call_command("permission_table", "--check")


def test_guessed_numbers_find_nothing(world: World) -> None:
    """Rows of another organisation are as absent as rows that never were."""
    other = world.client("other_lead")
    for number in (world.assessment.pk, 999_999):
        for page in (
            "",
            "settings/",
            "grades/",
            "evidence/",
            "invitations/",
            "reconciliation/",
            "report/",
        ):
            assert other.get(f"/work/{number}/{page}").status_code == 404


def test_graders_are_visitors_too() -> None:
    assert set(GRADERS) < set(Visitor)


def test_the_planted_words_are_there_to_be_read_inside(db: None) -> None:
    """Or else looking for them outside would prove nothing."""
    walk = Walk(State.RECONCILING)
    pages = (
        "grading:reconciliation",
        "grading:invitations",
        "grading:evidence",
        "stakeholders:people",
        "evidence:file",
    )
    rows = {row.name: row for row in ADDRESSES}
    read = b"".join(
        walk.ask(rows[name], Visitor.LEAD, "GET")[2] for name in (*pages, "grading:grade")
    )
    words = {
        *UNTIL_PUBLISHED,
        "Sentinel Person",
        "sentinel-person@example.org",
        "Sentinel Colleague",
        FILE.decode(),
    }
    assert {planted for planted in words if planted.encode() not in read} == set()
