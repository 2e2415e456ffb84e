"""Shaping shared links: the lead's rows, what to print, and the page of those who come by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from grading.models import Grader, SharedLink
from grading.presenters.grader.entry import minutes_for
from grading.selectors.grader import outcomes_graded_by
from grading.selectors.shared_link import why_not_join
from stakeholders.domain.invitation_token import InvitationSecrets
from stakeholders.models import LocalInterest, Organisation, User


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One shared link on the lead's page; ``close_url`` is "" once it is closed."""

    group: str
    joined: int
    cap: int
    state: str
    colour: str
    close_url: str


def link_rows(links: Iterable[SharedLink], *, pk: int) -> list[LinkRow]:
    """Rows for links of `selectors.shared_link` of assessment ``pk``; no query beyond theirs."""
    return [_link_row(link, pk) for link in links]


def _link_row(link: SharedLink, pk: int) -> LinkRow:
    joined = getattr(link, "have_joined", 0)
    states = (
        (link.closed_at is not None, _("Closed"), "grey"),
        (joined >= link.cap, _("Full"), "orange"),
    )
    state, colour = next(
        ((words, colour) for holds, words, colour in states if holds), (_("Open"), "green")
    )
    closing = reverse("grading:close_shared_link", kwargs={"pk": pk, "link_pk": link.pk})
    return LinkRow(
        group=link.participation.local_interest.name,
        joined=joined,
        cap=link.cap,
        state=state,
        colour=colour,
        close_url="" if link.closed_at else closing,
    )


@dataclass(frozen=True, slots=True)
class Poster:
    """What a lead prints or shows, this once."""

    group: LocalInterest
    organisation: Organisation
    cap: int
    link: str
    code: str
    code_page: str


def poster(link: SharedLink, secrets: InvitationSecrets) -> Poster:
    """The only time that link and code are readable."""
    participation = link.participation
    return Poster(
        group=participation.local_interest,
        organisation=participation.assessment.organisation,
        cap=link.cap,
        link=settings.SITE_URL + reverse("grading:join", args=[secrets.token]),
        code=secrets.code,
        code_page=settings.SITE_URL + reverse("grading:code"),
    )


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Who asks whom, and what can be done now.

    ``notice`` says why nobody can join, "" while they can. ``inside``: this browser is
    somebody of the group already, so its button only goes on. Never how many have joined.
    """

    organisation: Organisation
    local_interest: LocalInterest
    contact: User
    closes_on: date | None
    questions: int
    minutes: int
    notice: str
    inside: bool
    by_code: bool = True

    @property
    def joins(self) -> bool:
        """The button makes a new grader."""
        return not self.notice and not self.inside


def join_page(link: SharedLink, *, grader: Grader | None) -> JoinPage:
    """The page of a link of `selectors.shared_link` for a browser that may be a grader's."""
    participation = link.participation
    inside = grader is not None and grader.participation_id == participation.pk
    questions = len(outcomes_graded_by(participation))
    return JoinPage(
        organisation=participation.assessment.organisation,
        local_interest=participation.local_interest,
        contact=link.created_by,
        closes_on=participation.assessment.closes_on,
        questions=questions,
        minutes=minutes_for(questions),
        notice="" if inside else why_not_join(link),
        inside=inside,
    )


@dataclass(frozen=True, slots=True)
class OwnCode:
    """The page about a person's own code; ``code`` is "" until they ask for a new one."""

    organisation: Organisation
    code: str
    code_page: str
    onward: str
    just_joined: bool


def own_code_page(grader: Grader, *, code: str = "", just_joined: bool = False) -> OwnCode:
    """The only time that the code is readable, where it is given."""
    return OwnCode(
        organisation=grader.participation.assessment.organisation,
        code=code,
        code_page=settings.SITE_URL + reverse("grading:code"),
        onward=reverse("grading:walk" if grader.started_at else "grading:start"),
        just_joined=just_joined,
    )
