"""Organisations by hand and by file, and who may touch them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from edsportal.common.actors import Machine
from edsportal.common.errors import InvalidInput, NotPermitted
from edsportal.common.models import AuditEvent
from stakeholders.domain.organisation_file import Fault, LineFault, read_rows
from stakeholders.models import CommissionerLink, Organisation
from stakeholders.presenters.organisation_file import WORDS, line_problem
from stakeholders.services.joining import create_administrator
from stakeholders.services.organisation_import import import_organisations
from tests.world import World

TEST = Machine("test")
HEAD = "ods_code,name,kind,region,commissioner_ods\n"
GOOD = (
    HEAD
    + "RA1,Example North Trust,provider,North,QA1\n"
    + "QA1,Example Board,commissioner,North,\n"
    + '"RA2","Example, South Trust",provider,South,QA1\n'
    + 'RA2,"Example, South Trust",provider,South,QA2\n\n'
    + "QA2,Second Board,commissioner,,\n"
)


@pytest.fixture
def administrator(db: None) -> Client:
    person, _ = create_administrator(email="root@example.org", name="Ash Example", by=TEST)
    client = Client()
    client.force_login(person)
    return client


def test_a_good_file_makes_all_and_links_them(db: None) -> None:
    done = import_organisations(text="\ufeff" + GOOD, by=TEST)
    assert (done.made, done.changed, done.unchanged, done.linked) == (4, 0, 0, 3)
    assert Organisation.objects.get(ods_code="RA2").name == "Example, South Trust"
    assert CommissionerLink.objects.filter(provider__ods_code="RA2").count() == 2


def test_the_same_file_again_changes_nothing(db: None) -> None:
    import_organisations(text=GOOD, by=TEST)
    before = AuditEvent.objects.count()
    done = import_organisations(text=GOOD, by=TEST)
    assert (done.made, done.changed, done.unchanged, done.linked) == (0, 0, 4, 0)
    assert AuditEvent.objects.count() == before


def test_a_new_name_in_the_file_replaces_the_old(db: None) -> None:
    import_organisations(text=GOOD, by=TEST)
    done = import_organisations(text=GOOD.replace("North Trust", "Northern Trust"), by=TEST)
    assert (done.changed, done.unchanged) == (1, 3)
    assert AuditEvent.objects.get(event="organisation_changed").details == {"changed": ["name"]}


def test_every_error_is_named_by_its_line_and_nothing_changes(db: None) -> None:
    Organisation.objects.create(ods_code="RB1", name="Held", kind="provider")
    text = (
        HEAD
        + "ra1,Small letters,provider,,\n"
        + "RA2,,provider,,\n"
        + "RA3,Odd kind,hospital,,\n"
        + "RA4,Good,provider,,\n"
        + "RA5,No such board,provider,,QZ9\n"
        + "RB1,Held,commissioner,,\n"
        + "RA4,Good once more,provider,,\n"
        + "RA6,A board,commissioner,,QA1\n"
        + "RA7,Too,many,commas,here,now\n"
        + "RA8,Under a provider,provider,,RA4\n"
    )
    with pytest.raises(InvalidInput) as refusal:
        import_organisations(text=text, by=TEST)
    lines = [problem.place for problem in refusal.value.problems]
    assert lines == [f"line {n}" for n in (2, 3, 4, 6, 7, 8, 9, 10, 10, 10, 11)]
    assert list(Organisation.objects.values_list("ods_code", flat=True)) == ["RB1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Columns are missing"),
        ("ods_code,name\n", "Columns are missing: kind, region, commissioner_ods"),
        (HEAD.strip() + ",postcode\n", "Columns are not known: postcode"),
        (HEAD + '"RA1,unfinished\n', "not CSV"),
    ],
)
def test_a_file_of_another_shape_is_told_so(text: str, words: str) -> None:
    rows, faults = read_rows(text)
    assert rows == []
    assert words in line_problem(faults[0]).problem


def test_an_empty_file_is_an_error(db: None) -> None:
    with pytest.raises(InvalidInput, match="no organisation"):
        import_organisations(text=HEAD, by=TEST)


def test_only_administrators_bring_organisations_in(world: World) -> None:
    with pytest.raises(NotPermitted, match="Only platform administrators"):
        import_organisations(text=GOOD, by=world.people["lead"])


def test_the_command_says_what_it_did_and_names_errors(
    db: None, tmp_path: Path, capsys: object
) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text(GOOD)
    call_command("import_organisations", str(file))
    assert "4 made, 0 changed, 0 unchanged, 3 links made." in capsys.readouterr().out
    file.write_text(HEAD + "x,,,,\n")
    with pytest.raises(CommandError, match=r"Nothing was changed\. 3 errors"):
        call_command("import_organisations", str(file))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_organisations", str(file))


def test_the_first_administrator_by_command(db: None, capsys: object) -> None:
    call_command("create_administrator", "root@example.org", "Ash", "Example")
    call_command("create_administrator", "root@example.org", "Ash", "Example")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Ash Example <root@example.org> is now a platform administrator.",
        "Ash Example <root@example.org> is a platform administrator already.",
    ]
    with pytest.raises(CommandError, match="email"):
        call_command("create_administrator", "nowhere", "Ash")


def test_an_administrator_adds_changes_links_and_uploads(
    administrator: Client, world: World
) -> None:
    sent = {"ods_code": "qx1", "name": "Example Board", "kind": "commissioner", "region": ""}
    assert (
        administrator.post("/platform/organisations/add/", sent).url
        == "/work/organisation/QX1/people/"
    )
    again = administrator.post("/platform/organisations/add/", sent)
    assert (again.status_code, "Example Board" in again.text) == (422, True)
    changed = {
        "name": "Example Care Board",
        "region": "West",
        "suppress_below": "10",
        "may_use_nhs_logo": "on",
    }
    administrator.post("/platform/organisations/QX1/", changed)
    board = Organisation.objects.get(ods_code="QX1")
    assert (board.name, board.suppress_below, board.may_use_nhs_logo) == (
        "Example Care Board",
        10,
        True,
    )
    providers = {"providers": [world.organisation.pk]}
    administrator.post("/platform/organisations/QX1/providers/", providers)
    assert board.provider_links.get().provider == world.organisation
    administrator.post("/platform/organisations/QX1/providers/", {})
    assert not board.provider_links.exists()
    assert AuditEvent.objects.filter(event="commissioner_unlinked", organisation="TST").count() == 1
    file = SimpleUploadedFile("o.csv", GOOD.encode(), "text/csv")
    administrator.post("/platform/organisations/upload/", {"file": file})
    assert Organisation.objects.filter(ods_code="RA1").exists()


def test_an_upload_with_errors_shows_each_line(administrator: Client) -> None:
    bad = SimpleUploadedFile("o.csv", (HEAD + "x,,provider,,\n").encode(), "text/csv")
    page = administrator.post("/platform/organisations/upload/", {"file": bad})
    assert page.status_code == 422
    assert page.text.count("line 2") == 2


def test_people_are_found_across_organisations(administrator: Client, world: World) -> None:
    page = administrator.get("/platform/people/?q=contrib").text
    assert "contributor@example.org" in page
    assert "lead@example.org" not in page
    assert "lead@example.org" not in administrator.get("/platform/people/").text
    assert "Other Example NHS Trust" in administrator.get("/platform/organisations/?q=oth").text


@pytest.mark.parametrize("who", ["lead", "board", "contributor", "reader", "other_lead"])
@pytest.mark.parametrize(
    "page",
    [
        "organisations/",
        "organisations/add/",
        "organisations/upload/",
        "organisations/TST/",
        "organisations/ZZZ/",
        "people/",
    ],
)
def test_the_platforms_pages_are_for_administrators(world: World, who: str, page: str) -> None:
    response = world.client(who).get(f"/platform/{page}")
    assert (response.status_code, "Only platform administrators" in response.text) == (403, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    administrator: Client, rows: int, django_assert_num_queries: object
) -> None:
    for n in range(rows):
        Organisation.objects.create(ods_code=f"RA{n}", name=f"Example {n}", kind="provider")
    for page, queries in (("organisations/", 3), ("people/?q=example", 4)):
        with django_assert_num_queries(queries):
            administrator.get(f"/platform/{page}")


def test_two_administrators_at_once_overwrite_nothing_unseen(
    administrator: Client, world: World
) -> None:
    page = "/platform/organisations/TST/"
    seen = administrator.get(page).context["form"]["seen"].value()
    theirs = {"name": "Theirs", "region": "", "suppress_below": "8", "seen": seen}
    assert administrator.post(page, theirs).status_code == 302
    clash = administrator.post(page, {**theirs, "name": "Mine"})
    assert clash.status_code == 409
    assert "Theirs" in clash.text
    assert 'value="Mine"' in clash.text
    assert Organisation.objects.get(ods_code="TST").name == "Theirs"
    again = clash.context["form"]["seen"].value()
    assert administrator.post(page, {**theirs, "name": "Mine", "seen": again}).status_code == 302


def test_two_lists_of_providers_overwrite_nothing_unseen(
    administrator: Client, world: World
) -> None:
    Organisation.objects.create(ods_code="QX1", name="Example Board", kind="commissioner")
    page = "/platform/organisations/QX1/providers/"
    seen = administrator.get(page).context["form"]["seen"].value()
    theirs = {"providers": [world.organisation.pk], "seen": seen}
    assert administrator.post(page, theirs).status_code == 302
    mine = {"providers": [world.other_organisation.pk], "seen": seen}
    clash = administrator.post(page, mine)
    assert clash.status_code == 409
    assert "What is saved now" in clash.text
    board = Organisation.objects.get(ods_code="QX1")
    assert board.provider_links.get().provider == world.organisation
    again = clash.context["form"]["seen"].value()
    assert administrator.post(page, {**mine, "seen": again}).status_code == 302


def test_every_fault_of_a_file_has_words_that_can_be_translated() -> None:
    assert set(WORDS) == set(Fault)
    for fault in Fault:
        facts = {"names": ["kind"], "error": "?", "told": "x", "code": "RA1", "earlier": 2}
        said = line_problem(LineFault(3, fault, facts))
        assert said.problem
        assert said.mend
        assert "%(" not in said.problem + said.mend
