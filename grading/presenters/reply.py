"""Words and rows of the organisation's right of reply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.domain.edition import Edition
from grading.domain.reply import RoundFacts, Stage
from grading.domain.results import PartResult
from grading.models import Reply, ReplyRound
from grading.presenters.dates import end_words
from grading.presenters.links import address
from grading.presenters.reconciliation import GradeTag, grade_tag_of


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One place where the local view differs, with what the organisation says to it."""

    code: str
    question: str
    service: str
    own: GradeTag
    local: GradeTag
    text: str
    evidence: str
    write_url: str
    became: str

    @property
    def replied(self) -> bool:
        """Something was said."""
        return bool(self.text or self.evidence)


def stage_words(stage: Stage, facts: RoundFacts | None, *, disagreements: int) -> str:
    """How far it is and what can be done now, in one or two sentences."""
    if stage is Stage.UNDECIDED and not disagreements:
        return _("Nowhere does the local view differ from your grade, so there is no reply.")
    reply_by = end_words(facts.reply_by) if facts and facts.reply_by else ""
    answers_by = end_words(facts.answers_by) if facts and facts.answers_by else ""
    return {
        Stage.UNDECIDED: _(
            "Say whether your organisation replies. The board can sign off after that."
        ),
        Stage.NOT_ASKED: _("Your organisation does not reply. The board can sign off."),
        Stage.WRITING: _("You can write replies until %(day)s. Then they are sent.")
        % {"day": reply_by},
        Stage.SENDING: _("The time for writing is over. The replies are sent in a few minutes."),
        Stage.LOOKING: _(
            "The replies are sent. Local interests can keep or change their answers until %(day)s. "
            "There is nothing for you to do."
        )
        % {"day": answers_by},
        Stage.FINAL: _("The right of reply is over. The board can sign off."),
    }[stage]


def disagreement_rows(
    parts: Iterable[PartResult],
    replies: Mapping[int, Reply],
    *,
    edition: Edition,
    pk: int,
    became: Mapping[int, str],
) -> list[DisagreementRow]:
    """A row for each part that differs, or was replied to; no query."""
    rows = []
    for part in parts:
        assert part.pk is not None
        reply = replies.get(part.pk)
        rows.append(
            DisagreementRow(
                code=part.outcome_code,
                question=edition.outcome(part.outcome_code).question,
                service=part.service_name,
                own=grade_tag_of(edition, part.organisation_grade),
                local=grade_tag_of(edition, part.grade),
                text=reply.text if reply else "",
                evidence=reply.evidence.title if reply and reply.evidence else "",
                write_url=address("grading:write_reply", pk=pk, outcome_pk=part.pk),
                became=became.get(part.pk, ""),
            )
        )
    return rows


def became_words(
    *, before: str, after: str | None, kept: int, changed: int, edition: Edition
) -> str:
    """What became of a reply: how many groups answered, and the grade before and after."""
    if not kept and not changed and (before or None) == after:
        return _("No local interest has answered it, so their answers are the same.")
    counted = [
        ngettext(
            "%(n)d local interest kept its answer", "%(n)d local interests kept their answers", kept
        )
        % {"n": kept},
        ngettext(
            "%(n)d local interest changed its answer",
            "%(n)d local interests changed their answers",
            changed,
        )
        % {"n": changed},
    ]
    words = _("%(kept)s and %(changed)s.") % {"kept": counted[0], "changed": counted[1]}
    if (before or None) == after:
        return words + " " + _("The agreed grade is the same as before the reply.")
    return (
        words
        + " "
        + _("The agreed grade was %(before)s before the reply and is now %(after)s.")
        % {
            "before": edition.grade(before).label if before else _("none"),
            "after": edition.grade(after).label if after else _("none"),
        }
    )


def where_replies_stand(held: ReplyRound | None, replies: Mapping[int, Reply]) -> dict[int, str]:
    """By assessed outcome, how far the organisation's reply is, in a few words."""
    if held is None:
        return {}
    if held.sent_at is None:
        words = _("A reply is written, and not sent yet.")
    elif held.final_at is None and held.answers_by:
        words = _("The reply is sent. Local interests can look again until %(day)s.") % {
            "day": end_words(held.answers_by)
        }
    else:
        words = _("The reply was sent, and local interests have looked again.")
    return dict.fromkeys(replies, words)
