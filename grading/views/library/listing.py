from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from evidence.selectors.evidence_item import library_of
from grading.forms.library import GroupForm, LibraryFilterForm
from grading.presenters.library import library_rows, pages
from grading.selectors.library import assessments_of, items_found
from grading.services.library import Grouped, group_items
from grading.views.library.page import library_for, show
from grading.views.preparing.page import UNUSABLE
from stakeholders.permissions import Permission, require
from stakeholders.selectors.local_interest import characteristics_open_to

ON_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, ods_code: str) -> HttpResponse:
    """Everything an organisation holds: found, filtered, and given a group many at a time."""
    organisation, user = library_for(request, ods_code)
    groups = list(characteristics_open_to(organisation))
    group_form = None
    if request.method == "POST":
        require(user, Permission.ADD_EVIDENCE, organisation)
        group_form = GroupForm(request.POST, groups=groups, offered=library_of(organisation))
        if group_form.is_valid():
            items = list(group_form.cleaned_data["items"])
            done = group_items(
                organisation=organisation, items=items, group=group_form.chosen, by=user
            )
            _tell(request, done, group_form.chosen.label)
            return redirect(request.get_full_path())
    asked = bool(request.GET)
    form = LibraryFilterForm(
        request.GET if asked else None, groups=groups, assessments=assessments_of(organisation)
    )
    understood = not asked or form.is_valid()
    today = timezone.localdate()
    found = items_found(organisation, form.filters, today=today)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    ticked = set(request.POST.getlist("items"))
    wrong = bool(group_form and group_form.errors)
    return show(
        request,
        "list",
        organisation,
        user,
        status=UNUSABLE if wrong or not understood else 200,
        filter_form=form,
        filtered=asked,
        number=page.paginator.count,
        rows=library_rows(page.object_list, ods_code=ods_code, today=today, ticked=ticked),
        pages=pages(page, request.GET),
        form=group_form or GroupForm(groups=groups, offered=library_of(organisation)),
    )


def _tell(request: HttpRequest, done: Grouped, label: str) -> None:
    words = ngettext(
        "%(group)s is added to %(number)d piece of evidence.",
        "%(group)s is added to %(number)d pieces of evidence.",
        done.changed,
    )
    messages.success(request, words % {"group": label, "number": done.changed})
    if done.fixed:
        words = _("People were asked to grade by these, so they stay as they are: %(titles)s.")
        messages.warning(request, words % {"titles": ", ".join(done.fixed)})
