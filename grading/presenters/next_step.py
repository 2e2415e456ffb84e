"""What a person can do now, in words: the first thing on the page of an assessment."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grading.domain.workflow import State
from grading.presenters.task_list import Status, TaskFacts, all_tasks
from grading.presenters.what_now import STEPS, NowFacts, what_now
from stakeholders.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CAME_BACK: "dict[State, StrPromise]" = {
    State.GRADING: _("Grading was opened again. The reason: “%(reason)s”"),
    State.RECONCILING: _("The board sent the grades back. The reason: “%(reason)s”"),
}


def next_step(facts: TaskFacts) -> str:
    """One sentence for this person and this state; before it, why it came back if it did."""
    if facts.state is State.PREPARING:
        return _preparing_step(facts)
    needed, doing, waiting = STEPS[facts.state]
    step = str(doing if needed in facts.may else waiting)
    if facts.state is State.GRADING and facts.grading_words:
        step = facts.grading_words
    if facts.state is State.RECONCILING and facts.reply_open:
        step = facts.reply_words
    if facts.back_because and facts.state in CAME_BACK:
        return f"{CAME_BACK[facts.state] % {'reason': facts.back_because}} {step}"
    return step


def _preparing_step(facts: TaskFacts) -> str:
    if Permission.PREPARE in facts.may:
        return _lead_step(facts)
    return what_now(NowFacts(pk=facts.pk, state=facts.state, may=facts.may)).words


def _lead_step(facts: TaskFacts) -> str:
    open_tasks: Collection[str] = [
        task.title
        for task in all_tasks(facts)
        if task.status in {Status.NOT_STARTED, Status.IN_PROGRESS}
    ]
    if "opening" in {t.key for t in all_tasks(facts) if t.status is Status.NOT_STARTED}:
        return str(_("Everything needed is there. You can open grading now."))
    first = next(iter(open_tasks), "")
    return str(_("Do the tasks in any order. Next: %(task)s.")) % {"task": first}
