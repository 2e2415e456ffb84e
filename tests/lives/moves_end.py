"""The end: opening again, signing, publishing, correcting and withdrawing."""

from datetime import timedelta

from grading.domain.results import fingerprint
from grading.selectors.results import results_of
from grading.services import running
from reports.models import Report
from reports.services.report import publish, publish_correction, withdraw
from tests.lives.moves_reply import stage
from tests.lives.story import Story


def reopen(story: Story) -> None:
    led, rng, assessment = story.ledger, story.rng, story.assessment
    if rng.random() < 0.3:
        return
    reason = rng.choice(["A group was forgotten.", "A group was forgotten.", ""])
    day = story.today + timedelta(days=rng.choice([-1, 5, 20]))
    allowed = led.state == "reconciling" and bool(reason) and day >= story.today

    def note(_: object) -> None:
        led.state, led.closes_on, led.reply = "grading", day, None

    story.attempt(
        "reopen",
        allowed,
        lambda: running.reopen_grading(
            assessment=assessment, reason=reason, closes_on=day, by=story.trust.staff["lead"]
        ),
        note,
    )


def sign(story: Story) -> None:
    """A board member signs what was read, or sends it back."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    board = rng.random() < 0.85
    by = story.trust.staff["board" if board else "lead"]
    if led.state == "agreed" and rng.random() < 0.4:
        story.attempt(
            "send back",
            board,
            lambda: running.send_back(assessment=assessment, reason="Read 1A again.", by=by),
            lambda _: setattr(led, "state", "reconciling"),
        )
        return
    seen = fingerprint(results_of(assessment)) if rng.random() < 0.9 else "0" * 64
    now = stage(story)
    settled = now in ("not asked", "final") or (now == "undecided" and not led.differs())
    allowed = (
        led.state == "reconciling"
        and board
        and not led.undecided()
        and settled
        and all(led.meeting_stands(pk) != "waiting" for pk in led.meetings)
        and seen != "0" * 64
    )
    story.attempt(
        "sign off",
        allowed,
        lambda: running.sign_off(assessment=assessment, seen=seen, by=by),
        lambda _: setattr(led, "state", "agreed"),
    )


def go_public(story: Story) -> None:
    """Publish, correct or withdraw."""
    led, rng, assessment = story.ledger, story.rng, story.assessment
    lead, today = story.trust.staff["lead"], story.today

    def note(report: Report) -> None:
        led.state = "published"
        led.reports[report.version] = (report.content, report.sha256)

    if not led.reports:
        story.attempt(
            "publish",
            led.state == "agreed",
            lambda: publish(assessment=assessment, published_on=today, by=lead),
            note,
        )
        return
    version = rng.choice(list(led.reports))
    if rng.random() < 0.4:
        report = Report.objects.select_related("assessment__organisation").get(
            assessment=assessment, version=version
        )
        story.attempt(
            "withdraw",
            version not in led.withdrawn,
            lambda: withdraw(report=report, reason="It named a person.", by=lead),
            lambda _: led.withdrawn.add(version),
        )
        return
    reason = rng.choice(["A name was wrong.", "A name was wrong.", " "])
    story.attempt(
        "correct",
        version == max(led.reports) and bool(reason.strip()),
        lambda: publish_correction(
            assessment=assessment,
            after_version=version,
            reason=reason,
            published_on=today,
            by=lead,
        ),
        note,
    )
