"""What a person can do now in each of their assessments: one sentence, and the way to do it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grading.domain.reply import SETTLED, Stage
from grading.domain.workflow import State
from grading.presenters.links import address
from stakeholders.permissions import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Who can take each state further, what they do, and what everybody else waits for.
STEPS: "dict[State, tuple[Permission, StrPromise, StrPromise]]" = {
    State.GRADING: (
        Permission.RUN_GRADING,
        gettext_lazy(
            "Local interests are grading now. You can see who has answered, remind people and "
            "close grading."
        ),
        gettext_lazy(
            "Local interests are grading now. There is nothing for you to do until it closes."
        ),
    ),
    State.RECONCILING: (
        Permission.SIGN_OFF,
        gettext_lazy("Read how each grade was reached, then sign off the agreed grades."),
        gettext_lazy(
            "Grading is closed. A board member now reads how each grade was reached and signs "
            "it off."
        ),
    ),
    State.AGREED: (
        Permission.PUBLISH,
        gettext_lazy("The grades are signed off. Publish the report next."),
        gettext_lazy("The grades are signed off. The report is published next."),
    ),
    State.PUBLISHED: (
        Permission.PLAN_ACTIONS,
        gettext_lazy("The report is published. Plan what will be done about the grades."),
        gettext_lazy("The report is published."),
    ),
}


@dataclass(frozen=True, slots=True)
class NowFacts:
    """What the sentence hangs on.

    ``until`` is the closing day in words, "" for none or once it has passed (``over``);
    ``running`` what a lead reads of grading under way, ``waiting`` how many declared interests
    keep it from closing. ``stage`` is how far the right of
    reply is, ``reply_until`` the day that ends it, in words. ``report_href`` leads to the
    public report.
    """

    pk: int
    state: State
    may: Collection[Permission]
    until: str = ""
    over: bool = False
    running: str = ""
    waiting: int = 0
    stage: Stage = Stage.UNDECIDED
    reply_until: str = ""
    report_href: str = ""


class Now(NamedTuple):
    """A sentence; ``href`` and ``link`` are "" where there is only waiting."""

    words: str
    href: str = ""
    link: str = ""


def what_now(facts: NowFacts) -> Now:
    """What this person can do now, or whom they wait for and until when."""
    return IN_STATE[facts.state](facts)


def _preparing(facts: NowFacts) -> Now:
    if Permission.PREPARE in facts.may:
        words = _("Prepare what is graded and invite local interests. Then open grading.")
        return _to(facts, words, "grading:task_list", _("Go on with the tasks"))
    if Permission.ADD_EVIDENCE in facts.may:
        words = _("You can add evidence now. An equality lead does the other tasks.")
        return _to(facts, words, "grading:evidence", _("Add evidence"))
    if Permission.FACILITATE in facts.may:
        words = _("You can plan workshops and print papers now. Grading is not open yet.")
        return _to(facts, words, "workshops:workshops", _("Plan workshops and print papers"))
    return Now(_("The equality lead is preparing this. You can look; there is nothing to do yet."))


def _grading(facts: NowFacts) -> Now:
    if Permission.RUN_GRADING in facts.may and facts.over and facts.waiting:
        return _to(facts, facts.running, "grading:declarations", _("Decide about them"))
    if Permission.RUN_GRADING in facts.may:
        return _to(facts, facts.running, "grading:heard", _("See who has answered"))
    if facts.over:
        return Now(_("The closing date has passed. Grading closes by itself."))
    if Permission.FACILITATE in facts.may:
        return _to(facts, _room(facts), "workshops:workshops", _("Run workshops, type in answers"))
    if facts.until:
        words = _("Local interests are grading until %(day)s. There is nothing for you to do.")
        return Now(words % {"day": facts.until})
    return Now(str(STEPS[State.GRADING][2]))


def _room(facts: NowFacts) -> str:
    if not facts.until:
        return _(
            "You can run workshops and type in answers from paper and telephone until an equality "
            "lead closes grading."
        )
    return _(
        "You can run workshops and type in answers from paper and telephone until %(day)s."
    ) % {"day": facts.until}


def _reconciling(facts: NowFacts) -> Now:
    if Permission.SIGN_OFF in facts.may and facts.stage in SETTLED:
        doing = str(STEPS[State.RECONCILING][1])
        return _to(facts, doing, "grading:sign_off", _("Sign off the grades"))
    if Permission.RUN_GRADING in facts.may:
        return _replying(facts)
    if Permission.SIGN_OFF in facts.may:
        link = _("Read how each grade was reached")
        return _to(facts, _before_signing(facts), "grading:reconciliation", link)
    return Now(str(STEPS[State.RECONCILING][2]))


def _replying(facts: NowFacts) -> Now:
    """For a lead: the right of reply, and then the board."""
    if facts.stage is Stage.UNDECIDED:
        words = _("Grading is closed. See how the grades came about, then reply or let them stand.")
        link = _("See how the grades came about")
        return _to(facts, words, "grading:reconciliation", link)
    if facts.stage is Stage.WRITING:
        words = _("You can write replies until %(day)s. Then they are sent.")
        return _to(facts, words % {"day": facts.reply_until}, "grading:reply", _("Write replies"))
    if facts.stage in SETTLED:
        return Now(_("A board member can sign off the grades now. Nothing waits for you."))
    return Now(_waiting_for_answers(facts))


def _before_signing(facts: NowFacts) -> str:
    """For a board member while the right of reply is not over."""
    if facts.stage is Stage.UNDECIDED:
        return _(
            "Read how each grade was reached, then sign off. Where the local view differs, the "
            "equality lead first says whether your organisation replies."
        )
    if facts.stage is Stage.WRITING:
        return _(
            "Your organisation is writing replies until %(day)s. You can sign off once local "
            "interests have had their time to answer."
        ) % {"day": facts.reply_until}
    return _waiting_for_answers(facts)


def _waiting_for_answers(facts: NowFacts) -> str:
    if facts.stage is Stage.SENDING:
        return _("The replies are sent in a few minutes. Then local interests can answer them.")
    return _(
        "Local interests can keep or change their answers until %(day)s. Then a board member "
        "can sign off."
    ) % {"day": facts.reply_until}


def _agreed(facts: NowFacts) -> Now:
    needed, doing, waiting = STEPS[State.AGREED]
    if needed in facts.may:
        return _to(facts, str(doing), "reports:work_report", _("Publish the report"))
    return Now(str(waiting))


def _published(facts: NowFacts) -> Now:
    needed, doing, waiting = STEPS[State.PUBLISHED]
    if needed in facts.may:
        return _to(facts, str(doing), "objectives:plan", _("Plan what will be done"))
    return Now(str(waiting), facts.report_href, _("Read the report") if facts.report_href else "")


def _to(facts: NowFacts, words: str, page: str, link: str) -> Now:
    href = address(page, pk=facts.pk)
    return Now(words, href, link if href else "")


IN_STATE: dict[State, Callable[[NowFacts], Now]] = {
    State.PREPARING: _preparing,
    State.GRADING: _grading,
    State.RECONCILING: _reconciling,
    State.AGREED: _agreed,
    State.PUBLISHED: _published,
}
