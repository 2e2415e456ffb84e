"""What a commissioner's providers have published, told by the app above (`reports.apps`)."""

from collections.abc import Callable, Mapping, Sequence

from grading.domain.downgrade import ProviderGrade
from grading.models import Assessment
from stakeholders.models import Organisation

#: By outcome code, one entry for each linked provider, by name.
Published = Mapping[str, Sequence[ProviderGrade]]
Teller = Callable[[Assessment], Published]
_tellers: dict[str, Teller] = {}


def tells_of_providers(teller: Teller) -> None:
    """Register who reads providers' published grades."""
    _tellers["published"] = teller


def provider_grades(assessment: Assessment) -> Published:
    """Published grades of its providers for a commissioner; {} and no query for others."""
    if assessment.organisation.kind != Organisation.Kind.COMMISSIONER or not _tellers:
        return {}
    return _tellers["published"](assessment)
