from collections.abc import Mapping
from typing import Any

from django import forms


class Asked(forms.Field):
    """What the portal's fields take beside Django's own parameters.

    `missing`: the words for an empty required field. `look`: extra parameters
    of the field's component. `say_optional`: whether an optional field says so
    after its label.
    """

    def __init__(
        self,
        *args: Any,
        missing: Any = None,
        look: Mapping[str, Any] | None = None,
        say_optional: bool = True,
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        messages = dict(kwargs.pop("error_messages", None) or {})
        if missing:
            messages["required"] = missing
        super().__init__(*args, error_messages=messages, **kwargs)
        self.look = dict(look or {})
        self.say_optional = say_optional
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete
