"""The library of evidence with 2,000 items against the same page with 20.

    .venv/bin/python -m bench.library
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres .venv/bin/python -m bench.library

Makes a database of its own (SQLite, or on the server that `DATABASE_URL` names), asks for the
page and its filters in turn, and prints the 95th percentile of each, their ratio (the goal is
under 3) and the queries of one request.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.test import Client

SIZES = (20, 2000)
ROUNDS = 60
GOAL = 3.0
FILTERS = (
    "",
    "?text=waits+item",
    "?kind=data",
    "?group={age}",
    "?used_in={pk}",
    "?without_file=on",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "edsportal.settings"}
        os.environ |= {"DEBUG": "true", "REQUIRE_SECOND_FACTOR": "leads", "REDIS_URL": ""}
        with _own_database(os.environ.get("DATABASE_URL", "")) as address:
            os.environ["DATABASE_URL"] = address
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connection, connections

            call_command("migrate", verbosity=0)
            call_command("load_frameworks", verbosity=0)
            print(connection.vendor)
            _measure()
            connections.close_all()


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """The address of a new database on the named server, dropped in the end; "" is SQLite."""
    if not server:
        yield ""
        return
    import psycopg2

    name = f"bench_library_{os.getpid()}"
    admin = psycopg2.connect(server)
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        admin.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.close()


def _measure() -> None:
    clients = {size: _visitor(size) for size in SIZES}
    print(f"{'filter':<20}{'p95 of 20':>12}{'p95 of 2000':>14}{'ratio':>8}{'queries':>12}")
    for which in FILTERS:
        times: dict[int, list[float]] = {size: [] for size in SIZES}
        for _round in range(ROUNDS):
            for size, (client, place, facts) in clients.items():
                began = time.perf_counter()
                response = client.get(place + which.format(**facts))
                times[size].append(time.perf_counter() - began)
                assert response.status_code == 200
        p95 = {size: statistics.quantiles(times[size], n=20)[-1] * 1000 for size in SIZES}
        counted = [
            _queries(client, place + which.format(**facts))
            for client, place, facts in clients.values()
        ]
        ratio = p95[2000] / p95[20]
        verdict = "" if ratio < GOAL and counted[0] == counted[1] else "  missed"
        print(
            f"{which or 'none':<20}{p95[20]:>9.1f} ms{p95[2000]:>11.1f} ms{ratio:>8.2f}"
            f"{counted[0]:>6} / {counted[1]}{verdict}"
        )


def _queries(client: "Client", address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _visitor(size: int):  # type: ignore[no-untyped-def]
    """A contributor's browser, the library's address, and numbers for the filters."""
    from django.test import Client

    from edsportal.common.actors import Machine
    from evidence.models import EvidenceItem
    from grading.models import EvidenceUse, Framework
    from grading.services.assessment import create_assessment
    from stakeholders.models import Characteristic, Membership, Organisation, User

    code = f"B{size:04d}"
    trust = Organisation.objects.create(ods_code=code, name=f"Bench {size}", kind="provider")
    user = User.objects.create_user(f"{code}@example.org", name="Bench")
    Membership.objects.create(user=user, organisation=trust, role=Membership.Role.CONTRIBUTOR)
    assessment = create_assessment(
        organisation=trust,
        framework=Framework.objects.get(key="eds2"),
        year="2025/26",
        services=[],
        by=Machine("bench"),
    )
    age = Characteristic.objects.get(key="age", organisation=None)
    items = EvidenceItem.objects.bulk_create(
        EvidenceItem(organisation=trust, title=f"Item {n:04d}", kind="data", summary="Shows waits.")
        for n in range(size)
    )
    through = EvidenceItem.characteristics.through
    through.objects.bulk_create(through(evidenceitem=i, characteristic=age) for i in items)
    outcome = assessment.assessed_outcomes.first()
    EvidenceUse.objects.bulk_create(EvidenceUse(assessed_outcome=outcome, item=i) for i in items)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    place = f"/work/organisation/{code}/evidence/"
    return client, place, {"age": age.pk, "pk": assessment.pk}


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
