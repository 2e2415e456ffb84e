"""Addresses of what everyone may read beside the reports: pages, tables and feeds."""

from django.urls import path, re_path

from reports.views import api_door, check, data, front, national, organisation

_ODS = r"(?P<ods_code>[A-Z0-9]{3,10})"
# With at least one letter that is not a capital.
_OTHER_CASE = r"(?P<ods_code>(?=[A-Za-z0-9]*[a-z])[A-Za-z0-9]{3,10})"
_YEAR = r"(?P<framework>[-\w]+)/(?P<year>\d{4}(?:-\d{2})?)"
_CODE = r"(?P<code>[A-Za-z0-9][\w.-]{0,19}?)"
_TABLE = r"\.(?P<kind>json|csv)$"

urlpatterns = [
    re_path(
        rf"^(?P<before>reports|organisations|compare|privacy)/{_OTHER_CASE}(?P<after>[/.].*)$",
        organisation.right_case,
        name="right_case",
    ),
    re_path(rf"^published{_TABLE}", front.reports_file, name="reports_file"),
    path("published.atom", data.feed, name="feed"),
    re_path(rf"^organisations/{_ODS}/$", organisation.organisation, name="organisation"),
    re_path(
        rf"^organisations/{_ODS}{_TABLE}", organisation.organisation_file, name="organisation_file"
    ),
    re_path(rf"^organisations/{_ODS}\.atom$", data.organisation_feed, name="organisation_feed"),
    re_path(rf"^compare/{_ODS}/{_YEAR}/$", organisation.compare, name="compare"),
    re_path(rf"^compare/{_ODS}/{_YEAR}{_TABLE}", organisation.compare_file, name="compare_file"),
    re_path(rf"^outcomes/{_CODE}/$", national.outcome, name="outcome"),
    re_path(rf"^outcomes/{_CODE}{_TABLE}", national.outcome_file, name="outcome_file"),
    path("england/", national.england_years, name="england_years"),
    re_path(rf"^england{_TABLE}", national.england_years_file, name="england_years_file"),
    re_path(rf"^england/{_YEAR}/$", national.england, name="england"),
    re_path(rf"^england/{_YEAR}{_TABLE}", national.england_file, name="england_file"),
    path("api/", api_door.api_home, name="api"),
    path("check/", check.check, name="check"),
    path("data/", data.data, name="data"),
    path("data.json", data.data_file, name="data_file"),
]
