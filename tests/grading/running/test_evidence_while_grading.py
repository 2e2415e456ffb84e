"""What graders see is kept when grading opens, and changes only before their eyes."""

from dataclasses import replace

import pytest
from django.utils import timezone

from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.audit import Event
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from evidence.models import EvidenceFile, EvidenceItem, EvidenceVersion
from evidence.services.evidence_item import ItemFacts
from grading.domain.opening import EngagementItem
from grading.domain.workflow import Move
from grading.models import AssessedOutcome, EngagementChecklist, EvidenceUse, ShownVersion
from grading.presenters.evidence_changes import change_rows
from grading.selectors.evidence_changes import changes_made
from grading.selectors.evidence_code import evidence_code_of
from grading.selectors.shown_evidence import evidence_shown_for
from grading.services.assessment import create_assessment, move
from grading.services.evidence_look import keep_answer
from grading.services.evidence_use import end_use
from grading.services.evidence_while_grading import add_while_grading, use_while_grading
from grading.services.handing_in import hand_in
from grading.services.running import open_grading
from tests.grading.seen import NEW, OLD, answer, change, open_on_evidence, put_forward, text_file
from tests.world import TEST, World


@pytest.fixture
def outcome(world: World) -> AssessedOutcome:
    return world.assessed_outcome("1A", "s1")


@pytest.fixture
def item(world: World, outcome: AssessedOutcome) -> EvidenceItem:
    """Evidence of 1A in a world whose grading is open."""
    made = put_forward(world, outcome)
    open_on_evidence(world)
    return made


class TestOpening:
    def test_opening_keeps_each_version_in_its_own_transaction(self, world: World) -> None:
        EngagementChecklist.objects.filter(assessment=world.assessment).update(
            **{item.value: "Done" for item in EngagementItem}
        )
        for row in world.assessment.assessed_outcomes.all():
            put_forward(world, row)
        for key, kind in (("hw", "healthwatch"), ("union", "trade_union")):
            world.grader(key, kind)
        world.assessment.closes_on = timezone.localdate()
        world.assessment.save()
        open_grading(assessment=world.assessment, by=world.people["lead"])
        uses = EvidenceUse.objects.select_related("version__file")
        assert all(use.version.number == 1 and use.version.file for use in uses)
        assert set(ShownVersion.objects.values_list("round", flat=True)) == {0}
        told = AuditEvent.objects.get(event=Event.EVIDENCE_FROZEN)
        assert told.details["code"] == evidence_code_of(world.assessment)

    def test_a_refused_opening_keeps_nothing(self, world: World, outcome: AssessedOutcome) -> None:
        put_forward(world, outcome)
        with pytest.raises(InvalidInput):
            open_grading(assessment=world.assessment, by=world.people["lead"])
        assert not EvidenceVersion.objects.exists()
        assert not ShownVersion.objects.exists()

    def test_what_is_for_staff_is_not_kept(self, world: World, outcome: AssessedOutcome) -> None:
        staff = EvidenceItem.objects.create(
            organisation=world.organisation, title="Inside", summary="x", visibility="staff"
        )
        use = EvidenceUse.objects.create(assessed_outcome=outcome, item=staff)
        open_on_evidence(world)
        use.refresh_from_db()
        assert use.version is None


class TestChanging:
    def test_the_old_version_stays_readable_for_ever(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome
    ) -> None:
        change(world, item, upload=text_file("New words."))
        old, new = EvidenceVersion.objects.filter(item=item)
        assert (old.summary, new.summary) == (OLD.summary, NEW.summary)
        assert old.file.sha256 != new.file.sha256
        with old.file.file.open() as stored:
            assert stored.read() == b"Old words."
        outcome.refresh_from_db()
        assert outcome.evidence_round == 1
        (shown,) = evidence_shown_for(outcome)
        assert (shown.summary, shown.number) == (NEW.summary, 2)
        with pytest.raises(AppendOnlyViolation):
            EvidenceVersion.objects.filter(pk=old.pk).update(summary="Another")

    def test_it_is_audited_with_its_note(self, world: World, item: EvidenceItem) -> None:
        change(world, item)
        told = AuditEvent.objects.get(event=Event.EVIDENCE_CHANGED_IN_GRADING)
        assert told.reason == "Ages were added."
        assert told.details["version"] == 2

    def test_every_open_outcome_that_uses_it_changes_and_graded_years_do_not(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome
    ) -> None:
        before = create_assessment(
            organisation=world.organisation,
            framework=world.assessment.framework,
            year="2024/25",
            services=world.services,
            by=TEST,
        )
        last_year = before.assessed_outcomes.first()
        old_use = EvidenceUse.objects.create(assessed_outcome=last_year, item=item)
        move(before, move=Move.OPEN_GRADING, by=TEST)
        move(before, move=Move.CLOSE_GRADING, by=TEST)
        other = world.assessed_outcome("1B", "s1")
        use_while_grading(
            assessed_outcome=other,
            item=item,
            note="It answers a question.",
            by=world.people["lead"],
        )
        change(world, item)
        old_use.refresh_from_db()
        last_year.refresh_from_db()
        # Nothing had been kept for last year; now what was graded then is.
        assert (old_use.version.summary, last_year.evidence_round) == (OLD.summary, 0)
        rounds = {
            row.outcome_code: row.evidence_round
            for row in AssessedOutcome.objects.filter(pk__in=[outcome.pk, other.pk])
        }
        assert rounds == {"1A": 1, "1B": 2}

    @pytest.mark.parametrize(
        ("given", "place"),
        [
            ({"note": " "}, "note"),
            ({"note": "x" * 301}, "note"),
            ({"facts": OLD}, "title"),
            ({"facts": replace(NEW, visibility="staff")}, "visibility"),
        ],
    )
    def test_what_is_refused_leaves_nothing_behind(
        self, world: World, item: EvidenceItem, given: dict[str, object], place: str
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            change(world, item, **given)
        assert [problem.place for problem in refused.value.problems] == [place]
        item.refresh_from_db()
        assert (item.summary, item.visibility) == (OLD.summary, "public")
        assert EvidenceVersion.objects.count() == 1

    def test_a_failure_at_the_end_takes_all_of_it_back(
        self, world: World, item: EvidenceItem, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(**_given: object) -> None:
            raise RuntimeError("no mail")

        monkeypatch.setattr("grading.services.evidence_while_grading.tell_evidence_changed", fails)
        with pytest.raises(RuntimeError):
            change(world, item, upload=text_file("New words."))
        item.refresh_from_db()
        assert item.summary == OLD.summary
        assert EvidenceFile.objects.count() == EvidenceVersion.objects.count() == 1
        assert not AuditEvent.objects.filter(event=Event.EVIDENCE_CHANGED_IN_GRADING).exists()

    @pytest.mark.parametrize("role", ["contributor", "board", "reader", "other_lead"])
    def test_only_the_lead_may(self, world: World, item: EvidenceItem, role: str) -> None:
        with pytest.raises(NotPermitted):
            change(world, item, by=world.people[role])

    def test_two_leads_do_not_overwrite_one_another(self, world: World, item: EvidenceItem) -> None:
        with pytest.raises(Clash):
            change(world, item, seen="what was there before")

    def test_not_before_and_not_after_grading(self, world: World, item: EvidenceItem) -> None:
        move(world.assessment, move=Move.CLOSE_GRADING, by=TEST)
        with pytest.raises(NotNow, match="not open"):
            change(world, item)

    def test_taking_away_stays_refused(self, world: World, item: EvidenceItem) -> None:
        use = EvidenceUse.objects.get(item=item)
        with pytest.raises(NotNow):
            end_use(use=use, by=world.people["lead"])


class TestAdding:
    def test_it_is_a_change_of_the_outcome(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome
    ) -> None:
        row = world.assessed_outcome("1A", "s1")
        facts = ItemFacts(title="More", kind="story", summary="A story.")
        add_while_grading(
            assessed_outcome=row, facts=facts, note="You asked for it.", by=world.people["lead"]
        )
        assert [shown.title for shown in evidence_shown_for(outcome)] == ["Waiting times", "More"]
        outcome.refresh_from_db()
        assert outcome.evidence_round == 1
        (made,) = changes_made(world.assessment)
        assert made.added
        assert made.note == "You asked for it."

    def test_not_for_what_is_not_graded(self, world: World, item: EvidenceItem) -> None:
        row = world.assessed_outcome("1B", "s1")
        AssessedOutcome.objects.filter(pk=row.pk).update(in_scope=False, out_of_scope_reason="x")
        row.refresh_from_db()
        with pytest.raises(NotNow):
            use_while_grading(assessed_outcome=row, item=item, note="x", by=world.people["lead"])


class TestWhoLooked:
    def test_the_lead_sees_groups_and_no_answers(
        self, world: World, item: EvidenceItem, outcome: AssessedOutcome
    ) -> None:
        keeps, changes, waits = (world.grader(key, "patient_group") for key in "abc")
        late = world.grader("d", "patient_group")
        for grader in (keeps, changes, waits):
            answer(grader, outcome)
        change(world, item)
        outcome.refresh_from_db()
        keep_answer(assessed_outcome=_row(world, outcome), seen_round=1, by=keeps)
        answer(changes, outcome, answer="developing", evidence_round=1)
        answer(late, outcome, evidence_round=1)
        (made,) = changes_made(world.assessment)
        assert made.who.looked == ("Example a", "Example b")
        assert made.who.not_looked == ("Example c",)
        assert (made.who.people, made.who.kept, made.who.answered_again) == (3, 1, 1)
        (row,) = change_rows([made])
        assert row.counts == ""  # Of two who looked, each would be known.

    def test_queries_do_not_grow(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
        django_assert_num_queries: object,
    ) -> None:
        answer(world.grader("a", "patient_group"), outcome)
        change(world, item)
        with django_assert_num_queries(4):
            assert len(changes_made(world.assessment)) == 1
        for number in range(3):
            answer(world.grader(f"b{number}", "patient_group"), outcome)
            change(world, item, facts=replace(NEW, summary=f"Change {number}"))
        with django_assert_num_queries(4):
            assert len(changes_made(world.assessment)) == 4


class TestTelling:
    def test_who_handed_in_is_told_unless_they_want_no_more(
        self,
        world: World,
        item: EvidenceItem,
        outcome: AssessedOutcome,
    ) -> None:
        told, tired, still, elsewhere = (world.grader(key, "patient_group") for key in "abcd")
        for grader in (told, tired, still):
            answer(grader, outcome)
        answer(elsewhere, world.assessed_outcome("1B", "s1"))
        for grader in (told, tired, elsewhere):
            hand_in(by=grader)
        type(tired).objects.filter(pk=tired.pk).update(reminders_stopped_at=timezone.now())
        change(world, item)
        (message,) = OutgoingMessage.objects.filter(kind="evidence_changed")
        assert message.to == told.invitation.email
        assert "Waiting times" in message.body
        assert "Ages were added." in message.body
        assert "((" not in message.subject + message.body


def _row(world: World, outcome: AssessedOutcome) -> AssessedOutcome:
    row = AssessedOutcome.objects.get(pk=outcome.pk)
    row.assessment = world.assessment
    return row


def test_the_code_changes_with_what_is_shown(
    world: World, outcome: AssessedOutcome, django_assert_num_queries: object
) -> None:
    item = put_forward(world, outcome)
    before = evidence_code_of(world.assessment)
    assert len(before) == 6
    open_on_evidence(world)
    assert evidence_code_of(world.assessment) == before
    change(world, item)
    with django_assert_num_queries(3):
        assert evidence_code_of(world.assessment) not in {before, ""}
