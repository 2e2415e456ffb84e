"""Links that let each kind of person in, for the demonstration alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from demo.services.people import DEMO
from grading.models import Grader
from grading.selectors.grader import grader_by_token
from grading.services.invitation import entry_url, renew_invitation
from stakeholders.models import Organisation
from stakeholders.selectors.organisation import people_who_sign_in
from stakeholders.services.demo_sign_in import demo_token


@dataclass(frozen=True, slots=True)
class Link:
    """Who comes in by it, as what, and where."""

    who: str
    role: str
    organisation: str
    url: str


def staff_links(organisation: Organisation) -> Iterator[Link]:
    """One link for each member of staff of a made-up organisation."""
    for membership in people_who_sign_in(ods_code=organisation.ods_code):
        address = reverse("stakeholders:demo_sign_in", args=[demo_token(membership.user)])
        yield Link(
            who=membership.user.name,
            role=str(membership.get_role_display()),
            organisation=organisation.name,
            url=settings.SITE_URL + address,
        )


def grader_links(organisation: Organisation) -> Iterator[Link]:
    """One link for each grader who has not handed in where grading is open.

    The database holds hashes alone, so a link printed earlier is kept in a file of the
    data folder and stays good; a new one is made only when that one is gone.
    """
    kept = _kept_tokens()
    waiting = Grader.objects.filter(
        participation__assessment__organisation=organisation,
        participation__assessment__state="grading",
        invitation__revoked_at=None,
        handed_in_at=None,
    ).select_related(
        "invitation", "participation__local_interest", "participation__assessment__organisation"
    )
    for grader in waiting:
        if grader.invitation:
            yield Link(
                who=grader.invitation.name,
                role=f"Grader for {grader.participation.local_interest.name}",
                organisation=organisation.name,
                url=entry_url(_token_for(grader, kept)),
            )
    _kept_file().write_text(json.dumps(kept))


def _token_for(grader: Grader, kept: dict[str, str]) -> str:
    known = grader_by_token(kept.get(str(grader.pk), ""))
    if known is None or known.pk != grader.pk:
        kept[str(grader.pk)] = renew_invitation(grader=grader, by=DEMO).token
    return kept[str(grader.pk)]


def _kept_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-links.json"


def _kept_tokens() -> dict[str, str]:
    tokens: dict[str, str] = json.loads(_kept_file().read_text()) if _kept_file().exists() else {}
    return tokens
