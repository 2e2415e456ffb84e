"""Reading what organisations say about privacy: public."""

from stakeholders.models import Organisation


def organisation_with_privacy_text(ods_code: str) -> Organisation | None:
    """The organisation, where it has words of its own; others look as if they were not there."""
    return Organisation.objects.filter(ods_code=ods_code).exclude(privacy_text="").first()
