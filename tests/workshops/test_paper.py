"""Paper counts when two different people typed the same; the telephone when it was read back."""

import re
from io import BytesIO
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from edsportal.common.errors import InvalidInput, NotNow, NotPermitted
from edsportal.common.pdf import make_pdf
from evidence.models import EvidenceItem
from grading.domain.workflow import State
from grading.models import EvidenceUse, Grader, LocalGrade
from grading.selectors.evidence_code import evidence_code_of
from grading.selectors.faring_well import named_faring_well
from grading.selectors.grader import outcomes_graded_by
from stakeholders.models import Membership
from tests.workshops.rooms import graded_by_eds2, participation, put_into
from tests.world import World, make_person
from workshops.domain.paper import Typed
from workshops.models import PaperAnswer, PaperPack, PhoneEntry
from workshops.presenters.pack import packs_html
from workshops.services.paper import Taken, leave_paper_out, make_packs, take_paper
from workshops.services.phone import enter_phone_answers


def made(world: World, format: str = "standard", count: int = 1) -> list[PaperPack]:
    group = participation(world)
    group.assessment = world.assessment
    return make_packs(
        assessment=world.assessment,
        participation=group,
        format=format,
        count=count,
        by=world.people["facilitator"],
    )


def graded(world: World) -> World:
    put_into(world, State.GRADING)
    return world


def typed(world: World, answer: str = "achieving", comment: str = "") -> dict[int, Typed]:
    rows = outcomes_graded_by(participation(world))
    return {row.pk: Typed(answer, comment) for row in rows[:3]}


def take(pack: PaperPack, answers: dict[int, Typed], by: object, **more: object) -> Taken:
    return take_paper(pack=pack, answers=answers, comment_consent="none", by=by, **more)


def test_two_people_typing_the_same_make_it_count(world: World) -> None:
    [pack] = made(graded(world))
    first = take(pack, typed(world, comment="A ramp  is steep"), world.people["facilitator"])
    assert not first.counts
    assert not LocalGrade.objects.exists()
    assert take(pack, typed(world, comment="A ramp is steep"), world.people["lead"]).counts
    grader = Grader.objects.get(came_by="paper")
    assert {grade.answer for grade in grader.local_grades.all()} == {"achieving"}
    assert grader.handed_in_at is not None
    assert not PaperAnswer.objects.exists()  # The words are the grader's alone from now on.
    with pytest.raises(NotNow, match="counts already"):
        take(pack, typed(world), world.people["lead"])


def test_the_same_person_twice_is_not_enough(world: World) -> None:
    [pack] = made(graded(world))
    for _ in range(2):
        assert not take(pack, typed(world), world.people["facilitator"]).counts
    assert not LocalGrade.objects.exists()


def test_a_difference_is_shown_and_nothing_counts(world: World) -> None:
    [pack] = made(graded(world))
    take(pack, typed(world), world.people["facilitator"])
    other = typed(world)
    place = next(iter(other))
    other[place] = Typed("developing")
    taken = take(pack, other, world.people["lead"])
    assert [(row.place, row.first.answer, row.second.answer) for row in taken.differing] == [
        (place, "achieving", "developing")
    ]
    assert not LocalGrade.objects.exists()
    # The second insists: then the first has to look again.
    assert not take(pack, other, world.people["lead"], keep_mine=True).counts
    assert take(pack, other, world.people["facilitator"]).counts


def ticked(world: World, *groups: str) -> dict[int, Typed]:
    row = outcomes_graded_by(participation(world))[0]
    return {row.pk: Typed("achieving", "", groups)}


def test_the_groups_ticked_on_paper_count_like_those_of_the_web(world: World) -> None:
    [pack] = made(graded_by_eds2(world))
    take(pack, ticked(world, "age", "sex"), world.people["facilitator"])
    taken = take(pack, ticked(world, "age"), world.people["lead"])
    assert [row.second.groups for row in taken.differing] == [("age",)]
    assert not LocalGrade.objects.exists()
    assert take(pack, ticked(world, "sex", "age"), world.people["lead"]).counts
    assert LocalGrade.objects.get().groups_faring_well == ["age", "sex"]
    [row] = named_faring_well(world.assessment).values()
    assert row == {"public": [["age", "sex"]]}


def test_a_difference_in_ticks_is_told_by_the_ticks_alone(world: World) -> None:
    [pack] = made(graded_by_eds2(world))
    [row, *_rest] = outcomes_graded_by(participation(world))
    take(pack, ticked(world, "age", "sex"), world.people["facilitator"])
    address = f"/work/{world.assessment.pk}/paper/{pack.serial}/"
    sent = {
        f"answer_{row.pk}": "achieving",
        f"groups_{row.pk}": ["disability"],
        "comment_consent": "none",
    }
    page = world.client("lead").post(address, sent)
    [differing] = page.context["differing"]
    assert differing.first == "Groups that fare well: People of different ages; Women and men."
    assert differing.second == "Groups that fare well: Disabled people."
    assert page.context["form"][f"groups_{row.pk}"].value() == ["disability"]


def test_who_opens_their_typing_again_finds_their_ticks(world: World) -> None:
    [pack] = made(graded_by_eds2(world))
    take(pack, ticked(world, "age", "sex"), world.people["lead"])
    page = world.client("lead").get(f"/work/{world.assessment.pk}/paper/{pack.serial}/")
    row = outcomes_graded_by(participation(world))[0]
    assert page.context["form"][f"groups_{row.pk}"].value() == ["age", "sex"]


def test_only_questions_that_count_groups_ask_for_them(world: World) -> None:
    [pack] = made(graded_by_eds2(world))
    page = world.client("lead").get(f"/work/{world.assessment.pk}/paper/{pack.serial}/")
    asked = {name for name in page.context["form"].fields if name.startswith("groups_")}
    rows = outcomes_graded_by(participation(world))
    assert asked == {f"groups_{row.pk}" for row in rows if row.outcome.counts_groups}
    assert {row.outcome_code for row in rows if not row.outcome.counts_groups} == {"4.1", "4.2"}


def test_paper_about_other_evidence_needs_a_reason(world: World) -> None:
    [pack] = made(graded(world))
    item = EvidenceItem.objects.create(
        organisation=world.organisation, title="New", summary="New.", visibility="public"
    )
    row = world.assessment.assessed_outcomes.first()
    EvidenceUse.objects.create(assessed_outcome=row, item=item)
    assert evidence_code_of(world.assessment) != pack.evidence_code
    take(pack, typed(world), world.people["facilitator"])
    with pytest.raises(InvalidInput, match="evidence that has changed"):
        take(pack, typed(world), world.people["lead"])
    assert take(pack, typed(world), world.people["lead"], reason="It adds nothing here.").counts
    pack.refresh_from_db()
    assert (pack.decision_reason, pack.decided_by) == (
        "It adds nothing here.",
        world.people["lead"],
    )


def test_paper_about_the_present_evidence_cannot_be_left_out(world: World) -> None:
    [pack] = made(graded(world))
    with pytest.raises(NotNow, match="so it counts"):
        leave_paper_out(pack=pack, reason="I do not like it.", by=world.people["facilitator"])


def test_leaving_a_paper_out_without_a_reason_says_so_and_keeps_what_was_typed(
    world: World,
) -> None:
    [pack] = made(graded(world))
    PaperPack.objects.update(evidence_code="AN-OLD-ONE")
    rows = outcomes_graded_by(participation(world))
    sent = {
        "leave_out": "1",
        "comment_consent": "none",
        f"comment_{rows[0].pk}": "Read it twice",
    }
    page = world.client("lead").post(f"/work/{world.assessment.pk}/paper/{pack.serial}/", sent)
    content = page.content.decode()
    assert page.status_code == 422
    assert "Say why it should count, or not." in content
    assert "reason:" not in content
    assert "Read it twice" in content


def test_only_facilitators_type(world: World) -> None:
    [pack] = made(graded(world))
    board = make_person("b2", world.organisation, Membership.Role.BOARD_MEMBER)
    with pytest.raises(NotPermitted):
        take(pack, typed(world), board)


@pytest.mark.parametrize("counting", [False, True])
@pytest.mark.parametrize("format", PaperPack.Format.values)
def test_the_pack_is_a_valid_pdf_that_says_what_it_is_about(
    world: World, tmp_path: Path, format: str, counting: bool
) -> None:
    if counting:
        graded_by_eds2(world)
    packs = made(world, format, count=2)
    group = packs[0].participation
    # The last of EDS2 count groups or do not; a few questions have all that a pack can have.
    html = packs_html(packs, outcomes_graded_by(group)[-3:])
    content = make_pdf(html)
    path = tmp_path / "pack.pdf"
    path.write_bytes(content)
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in report.failures] == []
    reader = PdfReader(BytesIO(content))
    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in reader.pages))
    for words in (
        packs[0].serial,
        packs[1].serial,
        "tick one box",
        "Send it back",
        group.local_interest.name,
    ):
        assert words in text
    assert ("Lesbian, gay, bisexual and straight people" in text) == counting
    assert ("6 to 8: Achieving" in text) == counting
    assert content == make_pdf(html)


def test_telephone_answers_are_kept_as_such(world: World) -> None:
    graded(world)
    group = participation(world)
    grader = enter_phone_answers(
        participation=group,
        answers=typed(world),
        comment_consent="none",
        by=world.people["facilitator"],
    )
    assert (grader.came_by, grader.local_grades.count()) == ("phone", 3)
    assert PhoneEntry.objects.get().entered_by == world.people["facilitator"]
    with pytest.raises(InvalidInput):
        enter_phone_answers(
            participation=group,
            answers={},
            comment_consent="none",
            by=world.people["facilitator"],
        )
    assert Grader.objects.filter(came_by="phone").count() == 1


def test_what_is_read_back_on_the_telephone_keeps_every_tick(world: World) -> None:
    graded_by_eds2(world)
    group = participation(world)
    [row, *_rest] = outcomes_graded_by(group)
    address = f"/work/{world.assessment.pk}/telephone/{group.pk}/"
    client = world.client("facilitator")
    sent = {
        "form_key": "one",
        f"answer_{row.pk}": "achieving",
        f"groups_{row.pk}": ["age", "sex"],
        "comment_consent": "none",
    }
    page = client.post(address, sent)
    assert "Groups that fare well: People of different ages; Women and men." in (
        page.content.decode()
    )
    hidden = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()
    )
    kept: dict[str, list[str]] = {}
    for name, value in hidden:
        kept.setdefault(name, []).append(value)
    assert kept[f"groups_{row.pk}"] == ["age", "sex"]
    assert client.post(address, kept | {"confirmed": "1"}).status_code == 302
    assert LocalGrade.objects.get().groups_faring_well == ["age", "sex"]
