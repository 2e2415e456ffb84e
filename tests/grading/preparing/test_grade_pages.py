"""Giving the organisation's own grade, one outcome on each page."""

import pytest

from tests.grading.preparing import people
from tests.grading.preparing.people import post, says
from tests.world import World


def test_grade_and_on_to_the_next(world: World) -> None:
    row, following = world.assessed_outcome("2A"), world.assessed_outcome("2B")
    data = {"grade": "achieving", "reason": "The survey shows it", "version": "0"}
    response = post(world, f"grades/{row.pk}/", data | {"next": "1"})
    assert response["Location"].endswith(f"/grades/{following.pk}/")
    page = people.page(world.client("lead"), world, "grades/")
    assert "1 of 19 outcomes have a grade" in page
    assert "Achieving" in page


def test_a_grade_needs_its_reason(world: World) -> None:
    row = world.assessed_outcome("2A")
    response = post(world, f"grades/{row.pk}/", {"grade": "achieving", "version": "0"})
    assert response.status_code == 422
    says(response, "Say why you give this grade")
    says(post(world, f"grades/{row.pk}/", {"version": "0"}), "Choose a grade, or say")


def test_a_grade_clash_shows_both_texts(world: World) -> None:
    row = world.assessed_outcome("2A")
    post(world, f"grades/{row.pk}/", {"grade": "achieving", "reason": "Theirs", "version": "0"})
    stale = {"grade": "developing", "reason": "Mine", "version": "0"}
    response = post(world, f"grades/{row.pk}/", stale)
    assert response.status_code == 409
    says(response, "Saved by Pat Lead", "Theirs", "Mine</textarea>", 'name="version" value="1"')
    assert post(world, f"grades/{row.pk}/", stale | {"version": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.organisation_grade, row.version) == ("developing", 2)


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_tampered_version_overwrites_nothing(world: World, version: str) -> None:
    row = world.assessed_outcome("2A")
    data = {"grade": "achieving", "reason": "x", "version": version}
    assert post(world, f"grades/{row.pk}/", data).status_code == 409


def test_an_outcome_left_out_keeps_what_was_typed_out_of_the_way(world: World) -> None:
    row = world.assessed_outcome("2A")
    post(world, f"scope/{row.pk}/", {"reason": "Done elsewhere"})
    page = people.page(world.client("lead"), world, f"grades/{row.pk}/")
    assert "This outcome is left out this year:" in page
    assert "<form method" not in page.split("</header>")[1]
