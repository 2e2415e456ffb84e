"""The task list of one assessment: what is done, what can be done, what has to wait."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grading.domain.asked_question import NOTHING_ASKED, Tally
from grading.domain.opening import EngagementItem, ObstacleCode
from grading.domain.workflow import State
from grading.presenters.asked_question import tally_words
from grading.presenters.links import address
from stakeholders.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ORDER = list(State)


class Status(Enum):
    """How far a task is. Each has words, so that colour is never the only sign."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT_START = "cannot_start"
    CLOSED = "closed"


WORDS: "dict[Status, StrPromise]" = {
    Status.NOT_STARTED: gettext_lazy("Not started"),
    Status.IN_PROGRESS: gettext_lazy("In progress"),
    Status.DONE: gettext_lazy("Done"),
    Status.CANNOT_START: gettext_lazy("Cannot start yet"),
    Status.CLOSED: gettext_lazy("Closed"),
}
COLOURS = {Status.NOT_STARTED: "blue", Status.IN_PROGRESS: "aqua-green"}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the task list needs to know; counts are of assessed outcomes in scope.

    `services_required` is 0 for editions that do not ask. `obstacles` are those to opening.
    `back_because` is the reason of the last change of state where that was a step back.
    `grading_words` say what this person can do while grading is open, `reply_words` how far
    the right of reply is; `reply_open`: it keeps the board from signing. `report_href` leads
    to the public report.
    """

    pk: int
    state: State
    outcomes: int
    in_scope: int
    with_evidence: int
    graded: int
    services: int
    services_required: int
    has_closing_date: bool
    checklist_answered: int
    obstacles: frozenset[ObstacleCode]
    may: Collection[Permission]
    back_because: str = ""
    grading_words: str = ""
    reply_words: str = ""
    reply_open: bool = False
    report_href: str = ""
    questions: Tally = NOTHING_ASKED


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `page` is the name of its address, `open_href` where everybody
    else finds the same."""

    key: str
    title: str
    page: str
    status: Status
    hint: str = ""
    needs: Permission = Permission.VIEW
    open_href: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Some tasks under a heading; `params` are those of the task-list component."""

    title: str
    params: dict[str, Any]


def sections(facts: TaskFacts) -> list[Section]:
    """The whole list in the order a lead works through it."""
    return [
        Section(title, {"idPrefix": key, "items": [_item(task, facts) for task in tasks]})
        for key, title, tasks in _groups(facts)
    ]


def _groups(facts: TaskFacts) -> list[tuple[str, str, list[Task]]]:
    """Key, heading and tasks of each section."""
    return [
        ("set-up", _("Set up"), [_settings(facts), *_services(facts), _scope(facts)]),
        ("prepare", _("Prepare"), [_evidence(facts), _grades(facts), _checklist(facts)]),
        (
            "local",
            _("Local interests"),
            [_invite(facts), _opening(facts), *_questions(facts)],
        ),
        (
            "agree",
            _("Agree and publish"),
            [_reconciliation(facts), _reply(facts), _sign_off(facts), _report(facts)],
        ),
    ]


def progress_words(facts: TaskFacts) -> str:
    """How much of the list is done."""
    done = [task.status is Status.DONE for task in all_tasks(facts)]
    return _("%(done)d of %(all)d tasks are done.") % {"done": sum(done), "all": len(done)}


def all_tasks(facts: TaskFacts) -> list[Task]:
    """Every task that this edition has."""
    return [task for _key, _title, tasks in _groups(facts) for task in tasks]


def _item(task: Task, facts: TaskFacts) -> dict[str, Any]:
    allowed = task.needs in facts.may
    status = WORDS[task.status]
    item: dict[str, Any] = {"heading": {"text": task.title}, "status": {"text": status}}
    if task.status in COLOURS:
        item["status"] = {"tag": {"text": status, "colour": COLOURS[task.status]}}
    seen = allowed or task.open_href
    hint = task.hint if seen else f"{task.hint}. {_('Your role cannot open this.')}"
    if hint:
        item["hint"] = {"text": hint}
    opens = task.status is not Status.CANNOT_START or task.key == "opening"
    href = address(task.page, pk=facts.pk) if allowed and opens else task.open_href
    return item | ({"href": href} if href else {})


def _count(part: int, whole: int) -> Status:
    if part >= whole:
        return Status.DONE
    return Status.IN_PROGRESS if part else Status.NOT_STARTED


def _preparing(facts: TaskFacts) -> bool:
    return facts.state is State.PREPARING


def _after(facts: TaskFacts, state: State) -> bool:
    return ORDER.index(facts.state) > ORDER.index(state)


def _settings(facts: TaskFacts) -> Task:
    done = facts.has_closing_date or not _preparing(facts)
    status = Status.DONE if done else Status.NOT_STARTED
    hint = _("How views combine, the quorum and the closing date")
    return Task("settings", _("Settings"), "grading:settings", status, hint)


def _services(facts: TaskFacts) -> list[Task]:
    if not facts.services_required:
        return []
    status = _count(facts.services, facts.services_required)
    if not _preparing(facts):
        status = Status.DONE
    hint = _("%(chosen)d chosen; %(needed)d are asked for") % {
        "chosen": facts.services,
        "needed": facts.services_required,
    }
    return [Task("services", _("Services"), "grading:services", status, hint)]


def _scope(facts: TaskFacts) -> Task:
    status = Status.DONE if facts.in_scope else Status.NOT_STARTED
    hint = _("%(in)d of %(all)d outcomes are graded this year") % {
        "in": facts.in_scope,
        "all": facts.outcomes,
    }
    return Task("scope", _("Scope"), "grading:scope", status, hint)


def _evidence(facts: TaskFacts) -> Task:
    status = _count(facts.with_evidence, facts.in_scope) if _preparing(facts) else Status.DONE
    hint = _("%(part)d of %(all)d outcomes have evidence that graders can see") % {
        "part": facts.with_evidence,
        "all": facts.in_scope,
    }
    return Task("evidence", _("Evidence"), "grading:evidence", status, hint)


def _grades(facts: TaskFacts) -> Task:
    status = _count(facts.graded, facts.in_scope)
    if status is not Status.DONE and not _preparing(facts):
        status = Status.CLOSED  # What is not there can be added no more.
    hint = _("%(part)d of %(all)d outcomes have your organisation's grade") % {
        "part": facts.graded,
        "all": facts.in_scope,
    }
    return Task("grades", _("Your organisation's grades"), "grading:grades", status, hint)


def _checklist(facts: TaskFacts) -> Task:
    whole = len(EngagementItem)
    hint = _("%(part)d of %(all)d questions are answered") % {
        "part": facts.checklist_answered,
        "all": whole,
    }
    status = _count(facts.checklist_answered, whole)
    return Task("checklist", _("Engagement checklist"), "grading:checklist", status, hint)


def _invite(facts: TaskFacts) -> Task:
    if not _preparing(facts):
        status = Status.DONE
    elif ObstacleCode.NOBODY_INVITED in facts.obstacles:
        status = Status.NOT_STARTED
    elif ObstacleCode.NOBODY_ENTITLED in facts.obstacles:
        status = Status.IN_PROGRESS
    else:
        status = Status.DONE
    hint = _("Healthwatch, staff side, staff networks, patient and community groups")
    title = _("Invite local interests")
    return Task("invitations", title, "grading:invitations", status, hint, Permission.INVITE)


def _opening(facts: TaskFacts) -> Task:
    if _after(facts, State.GRADING):
        status, hint = Status.DONE, _("Grading is closed")
    elif facts.state is State.GRADING:
        status, hint = Status.IN_PROGRESS, _("Local interests can grade now")
    elif facts.obstacles:
        missing = len(facts.obstacles)
        hint = ngettext("%d thing is missing first", "%d things are missing first", missing)
        status, hint = Status.CANNOT_START, hint % missing
    else:
        status, hint = Status.NOT_STARTED, _("Everything is ready")
    title = _("Open grading")
    return Task("opening", title, "grading:opening", status, hint, Permission.RUN_GRADING)


def _questions(facts: TaskFacts) -> list[Task]:
    """What graders asked, while grading is open and afterwards where anything was."""
    tally, now = facts.questions, facts.state is State.GRADING
    if not (now or tally.asked):
        return []
    status = Status.NOT_STARTED if now and tally.unanswered else Status.DONE
    hint = tally_words(tally, grading_open=now).rstrip(".")
    title, needs = _("Questions from graders"), Permission.RUN_GRADING
    return [Task("questions", title, "grading:questions", status, hint, needs)]


def _reconciliation(facts: TaskFacts) -> Task:
    status = Status.CANNOT_START
    if facts.state is State.RECONCILING:
        status = Status.IN_PROGRESS
    elif _after(facts, State.RECONCILING):
        status = Status.DONE
    hint = _("How each grade was reached. Can be seen once grading has closed")
    needs = Permission.VIEW_RECONCILIATION
    return Task(
        "reconciliation", _("Reconciliation"), "grading:reconciliation", status, hint, needs
    )


def _reply(facts: TaskFacts) -> Task:
    status = Status.CANNOT_START
    if facts.state is State.RECONCILING:
        status = Status.IN_PROGRESS if facts.reply_open else Status.DONE
    elif _after(facts, State.RECONCILING):
        status = Status.DONE
    hint = facts.reply_words or _("Where the local view differs, your organisation may answer")
    needs = Permission.VIEW_RECONCILIATION
    return Task("reply", _("Right of reply"), "grading:reply", status, hint.rstrip("."), needs)


def _sign_off(facts: TaskFacts) -> Task:
    status = Status.CANNOT_START
    if facts.state is State.RECONCILING:
        status = Status.NOT_STARTED
    elif _after(facts, State.RECONCILING):
        status = Status.DONE
    hint = _("A board member accepts the agreed grades")
    needs = Permission.VIEW_RECONCILIATION
    return Task("sign_off", _("Sign-off"), "grading:sign_off", status, hint, needs)


def _report(facts: TaskFacts) -> Task:
    status = Status.CANNOT_START
    hint, public = _("Publish the grades as a web page and a PDF"), ""
    if facts.state is State.AGREED:
        status = Status.NOT_STARTED
    elif facts.state is State.PUBLISHED:
        status, hint, public = Status.DONE, _("Everybody can read it now"), facts.report_href
    needs = Permission.VIEW_RECONCILIATION
    return Task("report", _("Report"), "reports:work_report", status, hint, needs, public)
