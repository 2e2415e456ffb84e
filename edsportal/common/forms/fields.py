from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from edsportal.common.forms.asked import Asked

TOO_LONG = ngettext_lazy(
    "Use %(limit_value)d character or fewer; you have used %(show_value)d",
    "Use %(limit_value)d characters or fewer; you have used %(show_value)d",
    "limit_value",
)
NO_NULLS = _("Take out the characters that cannot be shown")


class WordLimit(MaxLengthValidator):
    """At most so many words, counted as the counter under the box does: runs without spaces."""

    code = "max_words"
    message = ngettext_lazy(
        "Use %(limit_value)d word or fewer; you have used %(show_value)d",
        "Use %(limit_value)d words or fewer; you have used %(show_value)d",
        "limit_value",
    )

    def clean(self, x: str) -> int:  # type: ignore[override]
        return len(x.split())

    def compare(self, a: int, b: int) -> bool:
        return a > b


class CharField(Asked, forms.CharField):
    """One line of text."""

    default_error_messages = {"max_length": TOO_LONG, "null_characters_not_allowed": NO_NULLS}


class TextField(Asked, forms.CharField):
    """Text of several lines; `max_words` or `max_length` shows a count and is checked here."""

    widget = forms.Textarea
    default_error_messages = {"max_length": TOO_LONG, "null_characters_not_allowed": NO_NULLS}

    def __init__(self, *, rows: int = 5, max_words: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = rows
        self.max_words = max_words
        if max_words is not None:
            self.validators.append(WordLimit(max_words))


class EmailField(Asked, forms.EmailField):
    """An email address."""

    default_error_messages = {
        "invalid": _("Enter an email address in the correct format, like name@example.com"),
        "max_length": TOO_LONG,
    }


class URLField(Asked, forms.URLField):
    """A web address; `https` is assumed when none is given."""

    default_error_messages = {
        "invalid": _("Enter a web address, like https://www.example.com"),
        "max_length": TOO_LONG,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class IntegerField(Asked, forms.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": _("Enter a whole number, like 12"),
        "min_value": _("Enter %(limit_value)s or more"),
        "max_value": _("Enter %(limit_value)s or less"),
    }


class PasswordField(Asked, forms.CharField):
    """A password: never shown back, spaces kept."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)


class FileField(Asked, forms.FileField):
    """A file to upload. `accept` is only what the browser offers first."""

    widget = forms.FileInput
    default_error_messages = {
        "invalid": _("The file did not arrive. Choose it again"),
        "missing": _("The file did not arrive. Choose it again"),
        "empty": _("The file you chose is empty"),
        "max_length": _("The name of the file is too long: use %(max)d characters or fewer"),
    }

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if accept:
            self.widget.attrs["accept"] = accept


class HiddenField(Asked, forms.CharField):
    """A value the page carries for the server, such as a version number."""

    widget = forms.HiddenInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
