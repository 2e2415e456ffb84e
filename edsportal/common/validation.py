"""Turning what Django's models find wrong into the portal's own refusal."""

from collections.abc import Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from edsportal.common.errors import InvalidInput, Problem


def invalid_input(error: ValidationError) -> InvalidInput:
    """Every message of a model's `full_clean`, each placed at its field ("" for the whole row)."""
    found: Mapping[str, list[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    return InvalidInput(
        [
            Problem("" if place == NON_FIELD_ERRORS else place, message, "")
            for place, messages in found.items()
            for message in messages
        ]
    )
