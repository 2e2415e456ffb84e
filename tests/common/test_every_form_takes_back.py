"""Every form of the portal shows again what was typed into it before a session ended."""

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict

from edsportal.common.forms import FileField, PasswordField, PortalForm
from edsportal.common.forms.dates import DateField
from edsportal.common.typed_text import Kept, giving_back
from evidence.forms.evidence_item import EvidenceForm
from evidence.forms.typed_figures import TypedFiguresForm
from grading.forms import before_the_first, library, narrowing, preparing, reply
from grading.forms.evidence_changes import NotedEvidenceForm
from grading.forms.meeting import RecordMeetingForm
from grading.models import Framework
from stakeholders.forms.organisation import ProvidersForm
from stakeholders.models import Organisation, Service
from tests.world import World
from workshops.forms.answers import DictatedForm, PhoneForm

# What some forms need to know before they can ask.
NEEDS: dict[type, Callable[[World], dict[str, Any]]] = {
    EvidenceForm: lambda w: {"organisation": w.organisation, "file_limit": 1},
    NotedEvidenceForm: lambda w: {"organisation": w.organisation, "file_limit": 1},
    TypedFiguresForm: lambda w: {"organisation": w.organisation},
    ProvidersForm: lambda w: {"providers": Organisation.objects.all()},
    before_the_first.StartForm: lambda w: {"organisation": w.organisation.name},
    RecordMeetingForm: lambda w: {"edition": w.assessment.edition, "groups": []},
    library.LibraryFilterForm: lambda w: {"groups": [], "assessments": []},
    library.GroupForm: lambda w: {"groups": [], "offered": w.organisation.evidence_items.all()},
    library.EvidenceZipForm: lambda w: {"assessments": []},
    narrowing.NarrowingForm: lambda w: {"goals": w.assessment.edition.goals},
    preparing.StartForm: lambda w: {"editions": Framework.objects.all()},
    preparing.ServicesForm: lambda w: {"offered": Service.objects.all()},
    preparing.LibraryForm: lambda w: {"offered": w.organisation.evidence_items.all()},
    preparing.OrganisationGradeForm: lambda w: {"edition": w.assessment.edition},
    reply.WriteReplyForm: lambda w: {"offered": []},
    reply.AnswerReplyForm: lambda w: {"edition": w.assessment.edition, "now": "achieving"},
    DictatedForm: lambda w: {"outcomes": list(w.assessment.assessed_outcomes.all())},
    PhoneForm: lambda w: {"outcomes": list(w.assessment.assessed_outcomes.all())},
}


def below(form: type) -> Iterator[type]:
    for child in form.__subclasses__():
        yield child
        yield from below(child)


def every_form() -> list[type]:
    for app in ("stakeholders", "evidence", "grading", "workshops", "objectives", "reports"):
        importlib.import_module(f"{app}.forms")
        for path in (settings.BASE_DIR / app / "forms").glob("[a-z]*.py"):
            importlib.import_module(f"{app}.forms.{path.stem}")
    return sorted(
        {form for form in below(PortalForm) if not form.__module__.startswith("tests.")},
        key=lambda form: (form.__module__, form.__qualname__),
    )


def typed_into(form: PortalForm) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        if isinstance(field, DateField):
            data.update({f"{name}-day": "5", f"{name}-month": "7", f"{name}-year": "2026"})
        elif not isinstance(field, FileField | PasswordField):
            data[name] = f"Typed for {name}"
    return data


@pytest.mark.parametrize("form", every_form(), ids=lambda f: f"{f.__module__}.{f.__qualname__}")
def test_it_shows_every_field_again(world: World, form: type) -> None:
    needs = NEEDS[form](world) if form in NEEDS else {}
    typed = typed_into(form(**needs))
    kept = Kept(typed)
    with giving_back(kept):
        again = form(**needs)
    sent = form(typed, **needs)
    unlike = [name for name in sent.fields if again[name].value() != sent[name].value()]
    assert unlike == []
    visible = [name for name in typed if name not in {f.name for f in sent.hidden_fields()}]
    assert kept.shown == bool(visible)


def test_rows_that_were_added_come_back_with_their_boxes(world: World) -> None:
    rows = {f"row{at}_measure": f"Measure {at}" for at in range(7)}
    typed = QueryDict(mutable=True)
    typed.update(rows)
    with giving_back(Kept(typed)):
        again = TypedFiguresForm(organisation=world.organisation)
    assert [boxes[0].value() for _number, boxes in again.boxes()] == list(rows.values())


def test_a_form_that_was_not_sent_takes_nothing(world: World) -> None:
    kept = Kept(QueryDict("seen=1&reason=Typed"))
    with giving_back(kept):
        other = NEEDS[PhoneForm](world)
        assert PhoneForm(**other)["name"].value() is None
    assert not kept.shown


def test_a_hidden_field_alone_is_no_promise(world: World) -> None:
    kept = Kept(QueryDict("seen=stamp"))
    with giving_back(kept):
        assert preparing.ChecklistForm()["seen"].value() == "stamp"
    assert not kept.shown
