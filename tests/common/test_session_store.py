"""Sessions are Django's own; only their reading is put into SQL once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from edsportal.common.session_store import SessionStore

pytestmark = pytest.mark.django_db
# UK clocks have gone forward: what is compared is moments, not what clocks show.
NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def key() -> str:
    with time_machine.travel(NOW, tick=False):
        session = db.SessionStore()
        session["grader"] = 7
        session.set_expiry(3600)
        session.save()
    return session.session_key


@pytest.mark.parametrize("minutes", [0, 59])
def test_it_is_read_until_it_ends(key: str, minutes: int) -> None:
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        session = SessionStore(key)
        assert session["grader"] == 7
        assert session.session_key == key


def test_a_session_that_ended_is_none(key: str) -> None:
    with time_machine.travel(NOW + timedelta(minutes=60), tick=False):
        session = SessionStore(key)
        assert session.get("grader") is None
        assert session.session_key is None


@pytest.mark.parametrize("unknown", ["none such", "x" * 40, "' OR '1'='1"])
def test_an_unknown_key_is_none(key: str, unknown: str) -> None:
    session = SessionStore(unknown)
    assert session.get("grader") is None
    assert session.session_key is None


def test_it_is_written_as_ever(key: str) -> None:
    with time_machine.travel(NOW, tick=False):
        session = SessionStore(key)
        session["grader"] = 8
        session.save()
        assert Session.objects.get(pk=key).get_decoded()["grader"] == 8
        session.flush()
    assert not Session.objects.filter(pk=key).exists()


def test_it_costs_one_query(key: str, django_assert_num_queries: object) -> None:
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(1):
        assert SessionStore(key)["grader"] == 7
