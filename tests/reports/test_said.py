"""You said, we did: answers beside the frozen report, who is told, and what waits for them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from edsportal.common.append_only import AppendOnlyViolation
from edsportal.common.errors import Clash, InvalidInput, NotNow, NotPermitted
from edsportal.common.models import AuditEvent
from edsportal.common.outbox import OutgoingMessage
from grading.domain.opening import ObstacleCode
from grading.models import Assessment, Grader
from grading.selectors.opening import opening_obstacles
from grading.services.assessment import create_assessment
from reports.domain.comments import comment_key, comments_in
from reports.domain.snapshot import read_snapshot
from reports.models import CommentAnswer, Report
from reports.selectors.comment_answer import newest_answers, progress_of, published_comments
from reports.services import comment_answer as service
from reports.services.comment_answer import answer_comment
from reports.services.report import publish, publish_correction, withdraw
from tests.grading.grader.conftest import browser_of
from tests.reports.cases import ON, SECRET_WORDS, TEST, agreed
from tests.world import World, frameworks

PUBLIC = "/reports/TST/eds2022/2025-26/"


@pytest.fixture
def published(world: World) -> World:
    agreed(world)
    publish(assessment=world.assessment, published_on=ON, by=world.people["board"])
    world.assessment.refresh_from_db()
    return world


def says(world: World, key: str, text: str = "A new ramp.", **more: object) -> CommentAnswer:
    more = {"owner": "Head of estates", "seen": None, "by": world.people["lead"], **more}
    return answer_comment(assessment=world.assessment, comment=key, text=text, **more)


def answer_all(world: World) -> None:
    for comment in published_comments(world.assessment):
        says(world, comment.key)


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["x", "y"])), max_size=6),
    st.lists(st.sampled_from(["x", "y"]), max_size=4),
)
def test_each_comment_has_a_key_of_its_own(named: list, nameless: list) -> None:
    part = {
        "service": None,
        "service_name": "",
        "comments": [{"local_interest": name, "text": text} for name, text in named],
        "comments_without_name": nameless,
    }
    outcomes = [{"code": code, "question": "?", "parts": [part]} for code in ("1A", "1B")]
    keys = [comment.key for comment in comments_in({"outcomes": outcomes})]
    assert len(set(keys)) == len(keys) == 2 * (len(named) + len(nameless))
    renamed = [{"local_interest": "Z", "text": text} for _name, text in named]
    outcomes = [{**o, "parts": [{**part, "comments": renamed}]} for o in outcomes]
    assert [comment.key for comment in comments_in({"outcomes": outcomes})] == keys


def test_an_answer_stands_beside_the_frozen_report(published: World) -> None:
    report = Report.objects.get()
    before = (report.content, report.sha256)
    page = Client().get(PUBLIC)
    assert "No answer yet." in page.content.decode()
    first = published_comments(published.assessment)[0]
    says(published, first.key, "")
    assert "Head of estates looks after it" in Client().get(PUBLIC).content.decode()
    says(published, first.key, "A new ramp.", seen="1")
    seen = Client().get(PUBLIC, headers={"If-None-Match": page["ETag"]})
    assert seen.status_code == 200
    assert "A new ramp." in seen.content.decode()
    assert "A new ramp." in Client().get(PUBLIC + "v1/").content.decode()
    report.refresh_from_db()
    assert (report.content, report.sha256) == before
    with pytest.raises(AppendOnlyViolation):
        CommentAnswer.objects.update(text="Nothing.")


def test_a_correction_keeps_the_answer_with_its_words(published: World) -> None:
    first = published_comments(published.assessment)[0]
    says(published, first.key)
    publish_correction(
        assessment=published.assessment,
        after_version=1,
        reason="A typing error.",
        published_on=ON + timedelta(days=1),
        by=published.people["lead"],
    )
    assert "A new ramp." in Client().get(PUBLIC).content.decode()
    for report in Report.objects.all():
        withdraw(report=report, reason="Wrong.", by=published.people["lead"])
    with pytest.raises(NotNow):
        says(published, first.key, "Another.")


def test_who_may_and_what_is_refused(published: World) -> None:
    key = published_comments(published.assessment)[0].key
    for role in ("contributor", "board", "reader", "other_lead"):
        with pytest.raises(NotPermitted):
            says(published, key, by=published.people[role])
    for owner in ("", "pat@example.org", "x" * 151):
        with pytest.raises(InvalidInput):
            says(published, key, owner=owner)
    with pytest.raises(NotNow):
        says(published, comment_key("1A", "s1", "Never said", 0))
    says(published, key)
    with pytest.raises(InvalidInput, match="answer already"):
        says(published, key, "")
    with pytest.raises(Clash):
        says(published, key, "Other words.", seen="")
    assert CommentAnswer.objects.count() == 1


def test_nothing_is_kept_where_telling_fails(
    published: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_tell_writers", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        says(published, published_comments(published.assessment)[0].key)
    assert not CommentAnswer.objects.exists()
    assert not AuditEvent.objects.filter(event="comment_answered").exists()


def test_graders_are_told_in_confidence(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    agreed(world)
    with django_capture_on_commit_callbacks(execute=True):
        publish(assessment=world.assessment, published_on=ON, by=world.people["board"])
    out = [message for message in mail.outbox if "is published" in message.subject]
    answered = Grader.objects.filter(local_grades__isnull=False).distinct().count()
    assert len(out) == answered > 2
    quoted = {m.to[0].split("-")[0] for m in out if "let us publish" in m.body}
    assert quoted <= {"pg", "sn"}  # The two groups whose people consented.
    assert quoted
    mail.outbox.clear()
    world.assessment.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(world)
    told = [message.to[0].split("-")[0] for message in mail.outbox]
    assert sorted(told) == sorted(quoted)  # Once each, however many of theirs are answered.
    assert all(SECRET_WORDS not in message.body for message in mail.outbox)
    rows = OutgoingMessage.objects.filter(kind__in=["comment_answered", "report_out"])
    assert set(rows.values_list("organisation", "about_kind", "about_pk")) == {("", "", None)}


def test_the_receipt_tells_each_what_became_of_their_own_words(published: World) -> None:
    first = published_comments(published.assessment)[0]
    says(published, first.key)
    writer = Grader.objects.filter(local_grades__comment=first.text).first()
    other = Grader.objects.get(participation__local_interest__key="hw")
    mine = browser_of(writer).get("/grade/check/").content.decode()
    assert "What became of your words" in mine
    assert "A new ramp." in mine
    assert "A new ramp." not in browser_of(other).get("/grade/check/").content.decode()


def next_year(world: World) -> Assessment:
    return create_assessment(
        organisation=world.organisation,
        framework=frameworks()["eds2022"],
        year="2026/27",
        services=world.services,
        by=TEST,
    )


def test_a_withdrawn_correction_brings_no_comment_back(published: World) -> None:
    lead = published.people["lead"]
    assert published_comments(published.assessment)
    second = publish_correction(
        assessment=published.assessment, after_version=1, reason="A word", published_on=ON, by=lead
    )
    assert published_comments(published.assessment)
    withdraw(report=second, reason="Wrong year", by=lead)
    assert published_comments(published.assessment) == []


def test_next_years_grading_waits_for_every_answer(published: World) -> None:
    coming = next_year(published)
    code = ObstacleCode.COMMENTS_UNANSWERED
    waiting = [o for o in opening_obstacles(coming) if o.code is code]
    comments = published_comments(published.assessment)
    assert [o.needed for o in waiting] == [len(comments)]
    page = published.client("lead").get(f"/work/{coming.pk}/opening/").content.decode()
    assert f'href="/work/{published.assessment.pk}/said/"' in page
    answer_all(published)
    assert not [o for o in opening_obstacles(coming) if o.code is code]
    assert code not in [o.code for o in opening_obstacles(published.assessment)]


def test_the_list_its_progress_and_its_narrowing(published: World) -> None:
    address = f"/work/{published.assessment.pk}/said/"
    comments = published_comments(published.assessment)
    says(published, comments[0].key)
    lead = published.client("lead")
    page = lead.get(address).content.decode()
    assert f"1 of {len(comments)} answered" in page
    assert "A new ramp." in page
    assert "A new ramp." not in lead.get(address + "?show=open").content.decode()
    assert "There is no such comment" in lead.get(address + "?show=9Z").content.decode()
    assert (
        reverse("reports:answer_comment", args=[published.assessment.pk, comments[0].key]) in page
    )
    reader = published.client("contributor").get(address)
    assert (reader.status_code, "Change the answer" in reader.content.decode()) == (200, False)
    form = f"{address}{comments[0].key}/"
    typed = {"owner": "Head of estates", "text": "Two ramps.", "seen": ""}
    page = lead.post(form, typed)
    assert (page.status_code, "Two ramps." in page.content.decode()) == (409, True)
    assert lead.post(form, {**typed, "seen": "1"})["Location"] == address
    assert newest_answers(published.assessment)[comments[0].key].version == 2


def test_as_many_queries_for_all_answers_as_for_one(
    published: World, django_assert_num_queries: object
) -> None:
    lead, comments = published.client("lead"), published_comments(published.assessment)
    for some in (comments[:1], comments):
        for comment in some:
            says(published, comment.key)
        # Session, person, assessment, roles; report, answers.
        with django_assert_num_queries(6):
            assert lead.get(f"/work/{published.assessment.pk}/said/").status_code == 200
        # Versions with the newest answer, renditions, content, answers.
        with django_assert_num_queries(4):
            assert Client().get(PUBLIC).status_code == 200
    report = read_snapshot(Report.objects.get().content)
    progress = progress_of(comments_in(report), newest_answers(published.assessment))
    assert (progress.answered, progress.left) == (len(comments), 0)
