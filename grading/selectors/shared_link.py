"""Reading shared links: by link, by code, and those of an assessment."""

from datetime import timedelta

from django.core import signing
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from grading.domain.workflow import Move, State
from grading.models import Assessment, SharedLink, Transition
from grading.selectors.new_voices import nobody_new_words
from stakeholders.domain.invitation_token import hash_secret, normalise_code

HANDED_ON = "grading.shared-link"
HANDED_ON_FOR = timedelta(hours=8)  # As long as a visit lasts.

_CLOSINGS = Transition.objects.filter(
    assessment=OuterRef("participation__assessment"), move=Move.CLOSE_GRADING
)


def shared_links() -> QuerySet[SharedLink]:
    """Shared links with what the rules ask, and how many ``have_joined``; one query.

    Whoever was removed since counts on, so that nobody frees a place again and again.
    """
    return (
        SharedLink.objects.select_related(
            "created_by",
            "participation__local_interest",
            "participation__assessment__organisation",
            "participation__assessment__framework",
        )
        .defer("participation__assessment__framework__content")
        .annotate(have_joined=Count("joined"), grades_seen=Exists(_CLOSINGS))
        .order_by("pk")
    )


def shared_link_by_token(token: str) -> SharedLink | None:
    """The shared link of an address, closed ones too; None for a wrong one."""
    if ":" not in token:  # A link's own letters hold none, a signature's do.
        return shared_links().filter(token_hash=hash_secret(token)).first()
    try:
        pk = signing.loads(token, salt=HANDED_ON, max_age=HANDED_ON_FOR)
    except signing.BadSignature:
        return None
    return shared_links().filter(pk=pk).first()


def shared_link_by_code(typed: str) -> SharedLink | None:
    """The shared link of a typed code, closed ones too; None for a wrong code."""
    return shared_links().filter(code_hash=hash_secret(normalise_code(typed))).first()


def token_for_now(link: SharedLink) -> str:
    """Stands in an address for a link whose code was typed: the link itself is known to nobody."""
    return signing.dumps(link.pk, salt=HANDED_ON)


def shared_links_of(assessment: Assessment) -> QuerySet[SharedLink]:
    """An assessment's shared links, by group, the open one of each first; one query."""
    return (
        shared_links()
        .filter(participation__assessment=assessment)
        .order_by(
            "participation__local_interest__name", F("closed_at").asc(nulls_first=True), "-pk"
        )
    )


def why_not_join(link: SharedLink) -> str:
    """Why nobody can join by a link of `shared_links` now; "" while they can. No query."""
    state = link.participation.assessment.state
    # Never how many have joined: that is the lead's to know.
    reasons = (
        (
            state == State.PREPARING,
            _("Grading has not opened yet. Please come back when you hear that it has."),
        ),
        (state != State.GRADING, _("Grading has closed, so nobody new can join.")),
        (getattr(link, "grades_seen", False), nobody_new_words()),
        (link.closed_at is not None, _("This link has been closed, so nobody new can join by it.")),
        (
            link.participation.stood_down_at is not None,
            _("This group has stood down from this grading."),
        ),
        (getattr(link, "have_joined", 0) >= link.cap, _("All places of this link are taken.")),
    )
    return next((words for holds, words in reasons if holds), "")
