"""The whole demonstration: made once, found again at the next start."""

import datetime as dt

from demo.services.clock import as_if_on
from demo.services.people import Trust, make_trust
from demo.services.said import answer_comments, say_for_form
from demo.services.spec import (
    EXAMPLE_TRUST,
    SAMPLE_HOSPITALS,
    SAMPLE_HOSPITALS_EDS2,
    Spec,
    a_year_before,
    read_spec,
)
from demo.services.walk import (
    close_and_sign_off,
    grade,
    invite_everyone,
    open_for_grading,
    places,
    plan,
    prepare,
    put_evidence,
)
from grading.domain.reporting_year import reporting_year
from grading.models import Assessment, Framework
from grading.services.settings import start_assessment
from reports.models import Report
from reports.services.report import publish
from stakeholders.models import Organisation


def find_report() -> Report | None:
    """The newest report of the trust that did the main job at an earlier start, if any.

    Whatever its year: what somebody has tried out since must not be built over.
    """
    ods_code = read_spec(EXAMPLE_TRUST)["organisation"]["ods_code"]
    reports = Report.objects.filter(assessment__organisation__ods_code=ods_code)
    return reports.order_by("-assessment__year", "-version").first()


def build_demo(*, today: dt.date) -> Report:
    """Both trusts with last year's reports; this year the main job, EDS2 in preparation, one open.

    The caller holds a transaction, so that a start that was broken off leaves nothing half-made.
    """
    spec = read_spec(EXAMPLE_TRUST)
    frameworks = {framework.key: framework for framework in Framework.objects.all()}
    last_year = today.replace(year=today.year - 1, day=1)
    with as_if_on(last_year):
        trust, second = make_trust(spec), make_trust(read_spec(SAMPLE_HOSPITALS))
    _whole_job(trust, a_year_before(spec), frameworks["eds2022"], day=last_year)
    eds2 = {**second.spec, **read_spec(SAMPLE_HOSPITALS_EDS2)}
    _whole_job(second, eds2, frameworks["eds2"], day=last_year)
    report = _whole_job(trust, spec, frameworks["eds2022"], day=today)
    _eds2_in_preparation(trust, spec, frameworks["eds2"], reporting_year(today))
    _open_second_trust(second, frameworks["eds2022"], reporting_year(today))
    return report


def demo_organisations() -> list[Organisation]:
    """The made-up trusts that are there, first the one that did the main job."""
    codes = [
        read_spec(name)["organisation"]["ods_code"] for name in (EXAMPLE_TRUST, SAMPLE_HOSPITALS)
    ]
    return list(Organisation.objects.filter(ods_code__in=codes).order_by("ods_code"))


def _whole_job(trust: Trust, spec: Spec, framework: Framework, *, day: dt.date) -> Report:
    """From evidence to published report, as the trust, its local interests and its board do it."""
    with as_if_on(day):
        assessment = prepare(trust, spec, framework=framework, year=reporting_year(day))
        invited = invite_everyone(trust, spec, assessment)
        plan(trust, spec, assessment, today=day)
        open_for_grading(trust, assessment)
        grade(spec, invited)
        say_for_form(trust, spec, assessment)
        close_and_sign_off(trust, assessment)
        report = publish(assessment=assessment, published_on=day, by=trust.board)
        answer_comments(trust, spec, report)
    return report


def _eds2_in_preparation(trust: Trust, spec: Spec, framework: Framework, year: str) -> Assessment:
    assessment = start_assessment(
        organisation=trust.organisation, framework=framework, year=year, by=trust.lead
    )
    eds2_use = {"access": "1.1", "voices": "2.3", "staff-survey": "3.4", "board": "4.2"}
    evidence = [
        {**item, "used_for": [eds2_use[item["key"]]]}
        for item in spec["evidence"]
        if item["key"] in eds2_use
    ]
    put_evidence(trust, {**spec, "evidence": evidence}, places(assessment))
    return assessment


def _open_second_trust(trust: Trust, framework: Framework, year: str) -> Assessment:
    assessment = prepare(trust, trust.spec, framework=framework, year=year)
    invited = invite_everyone(trust, trust.spec, assessment)
    open_for_grading(trust, assessment)
    grade(trust.spec, invited)
    return assessment
