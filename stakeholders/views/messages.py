"""An equality lead words the organisation's messages."""

from typing import cast

from django.contrib import messages as banners
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from edsportal.common.errors import Clash
from edsportal.common.outbox import MessageKind
from edsportal.common.saved import Saved, saved_texts
from stakeholders.domain.message_places import PLACES
from stakeholders.domain.preferences import LANGUAGES
from stakeholders.forms.mail_template import AnotherLanguageForm, MessageForm
from stakeholders.models import Organisation, User
from stakeholders.permissions import Permission, require
from stakeholders.presenters.mail_template import message_rows, place_rows, preview
from stakeholders.selectors.mail_template import own_words_in, own_words_of, words_of
from stakeholders.selectors.organisation import organisations_of
from stakeholders.services.mail_template import (
    problems_with,
    save_mail_template,
    use_standard_words,
    words_stamp,
)


@require_safe
def kinds(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The messages that may be worded, and which have words of their own."""
    organisation, _user = _organisation_for(request, ods_code)
    rows = message_rows(organisation, own_words_of(organisation))
    form = AnotherLanguageForm(request.GET or None)
    if form.is_valid():
        return redirect("stakeholders:message", ods_code=ods_code, **form.cleaned_data)
    context = {"organisation": organisation, "rows": rows, "form": form}
    return render(request, "stakeholders/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, ods_code: str, kind: str, language: str) -> HttpResponse:
    """The words of one message. "Preview" shows what was typed and saves nothing."""
    organisation, user = _organisation_for(request, ods_code)
    what = _kind(kind, language)
    words = words_of(organisation, what, language)
    shown = {"subject": words.subject, "body": words.body}
    form = MessageForm(request.POST or None, initial={**shown, "seen": words_stamp(words)})
    fits, saved = True, list[Saved]()
    if request.method == "POST":
        fits = _fits(form, what)
        shown = form.answers()
        if fits and "preview" not in request.POST:
            try:
                save_mail_template(
                    organisation=organisation,
                    kind=what,
                    language=language,
                    by=user,
                    **form.cleaned_data,
                )
            except Clash as clash:
                words = words_of(organisation, what, language)
                form.opened_again(clash, seen=words_stamp(words))
                saved = saved_texts(form, {"subject": words.subject, "body": words.body})
            else:
                banners.success(request, _("These words are saved. New messages will use them."))
                return redirect("stakeholders:message", ods_code, kind, language)
    context = {
        "organisation": organisation,
        "kind": what,
        "language": language,
        "form": form,
        "own": own_words_in(organisation, what, language),
        "language_name": LANGUAGES[language],
        "places": place_rows(what),
        "preview": preview(organisation, **shown) if fits else None,
        "unsaved": request.method == "POST",
        "saved": saved,
    }
    status = Clash.status if form.clashed else 200 if fits else 422
    return render(request, "stakeholders/message.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def going_back(request: HttpRequest, ods_code: str, kind: str, language: str) -> HttpResponse:
    """Goes back to the standard words after asking."""
    organisation, user = _organisation_for(request, ods_code)
    what = _kind(kind, language)
    if request.method == "POST":
        use_standard_words(
            organisation=organisation,
            kind=what,
            language=language,
            seen=request.POST.get("seen"),
            by=user,
        )
        banners.success(request, _("New messages will use the standard words again."))
        return redirect("stakeholders:message", ods_code, kind, language)
    words = words_of(organisation, what, language)
    context = {
        "organisation": organisation,
        "kind": what,
        "language": language,
        "words": words,
        "seen": words_stamp(words),
    }
    return render(request, "stakeholders/standard_message.html", context)


def _organisation_for(request: HttpRequest, ods_code: str) -> tuple[Organisation, User]:
    user = cast(User, request.user)  # The middleware lets nobody else through.
    organisation = get_object_or_404(organisations_of(user), ods_code=ods_code)
    require(user, Permission.WRITE_MESSAGES, organisation)
    return organisation, user


def _kind(kind: str, language: str) -> MessageKind:
    if kind not in PLACES or language not in LANGUAGES:
        raise Http404
    return MessageKind(kind)


def _fits(form: MessageForm, kind: MessageKind) -> bool:
    """Whether the words can be used; what is wrong is put beside what was typed."""
    if form.is_valid():
        for problem in problems_with(kind, **form.answers()):
            form.add_error(problem.place, f"{problem.problem} {problem.mend}".strip())
    return not form.errors
