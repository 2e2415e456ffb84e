"""A public table as a file that readers keep."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from edsportal.common.kept import as_json, kept
from reports.domain.open_tables import Row, Table, as_csv, as_data


def public_file(
    request: HttpRequest, table: Table, make: Callable[[], Sequence[Row]], *, kind: str, name: str
) -> HttpResponseBase:
    """A table as `csv` or `json`, the same for everybody."""

    def written() -> HttpResponse:
        rows = make()
        if kind == "json":
            return as_json(as_data(table, rows))
        response = HttpResponse(as_csv(table, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response

    return kept(request, written)
