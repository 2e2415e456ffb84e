"""A file of 200 MB through the real web server: its process hardly grows."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from evidence.models import EvidenceFile
from tests.evidence import files
from tests.world import World, build_world

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("committed_db")]
ROOT = Path(settings.BASE_DIR)
MEGABYTE = 1024 * 1024
SIZE = 200 * MEGABYTE
MOST_GROWTH = 50 * MEGABYTE
HOST = "127.0.0.1"
PATIENCE = 60.0
WHERE = "/work/organisation/TST/evidence/add/"


def database_url() -> str:
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    who = f"{quote(parts['USER'])}:{quote(parts['PASSWORD'] or '')}@" if parts["USER"] else ""
    return f"postgres://{who}{quote(parts['HOST'], safe='')}:{parts['PORT']}/{parts['NAME']}"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return taken.getsockname()[1]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Port and process of gunicorn's one worker, with the limit raised."""
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "MAX_UPLOAD_MB": "250",
        "DEBUG": "true",
        "SECRET_KEY": settings.SECRET_KEY,
        "REQUIRE_SECOND_FACTOR": "leads",
        "TMPDIR": str(tmp_path),
    }
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "edsportal.wsgi", "-b", f"{HOST}:{port}"]
    with (tmp_path / "gunicorn.log").open("wb") as log:
        master = subprocess.Popen(
            [*command, "--timeout", "300"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_for(port, master, tmp_path)
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
        yield port, int(children[0])
    finally:
        master.terminate()
        master.wait(PATIENCE)


def wait_for(port: int, master: subprocess.Popen[bytes], tmp_path: Path) -> None:
    clock = threading.Event()
    for _try in range(int(PATIENCE / 0.1)):
        assert master.poll() is None, (tmp_path / "gunicorn.log").read_text()
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        clock.wait(0.1)
    raise AssertionError("gunicorn did not start")


def memory_of(pid: int, line: str) -> int:
    """In bytes, from the kernel's own book-keeping."""
    found = re.search(rf"{line}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def text_of_200_mb() -> Iterator[bytes]:
    for _megabyte in range(SIZE // MEGABYTE):
        yield b"People waited for nine days, and two of them for ten.\n".ljust(64) * (
            MEGABYTE // 64
        )


def pdf_of_200_mb() -> Iterator[bytes]:
    """One page, and one object of pixels that fills the file; its table is at the end."""
    small = files.pdf()
    start = small.rindex(b"startxref")
    table = int(small[start:].split()[1])
    filler = SIZE - len(small)
    head = b"9 0 obj\n<< /Length %d >>\nstream\n" % filler
    tail = b"\nendstream\nendobj\n"
    yield small[:table] + head
    for _megabyte in range(filler // MEGABYTE):
        yield bytes(MEGABYTE)
    yield bytes(filler % MEGABYTE) + tail + small[table:start]
    yield b"startxref\n%d\n%%%%EOF\n" % (table + len(head) + filler + len(tail))


PARTS = {"large.txt": text_of_200_mb, "large.pdf": pdf_of_200_mb}


class Visitor:
    """A browser with a session, as plain as can be: nothing of it may hold the file either."""

    def __init__(self, world: World, port: int) -> None:
        signed_in = Client()
        signed_in.force_login(world.people["contributor"])
        self.cookies = {name: morsel.value for name, morsel in signed_in.cookies.items()}
        self.port = port

    def ask(self, method: str, body: object = None, headers: dict | None = None):
        with contextlib.closing(http.client.HTTPConnection(HOST, self.port, timeout=300)) as line:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, WHERE, body, {"Cookie": cookie, **(headers or {})})
            response = line.getresponse()
            page = response.read().decode()
        sent = SimpleCookie(response.getheader("Set-Cookie") or "")
        self.cookies |= {name: morsel.value for name, morsel in sent.items()}
        return response.status, page

    def upload(self, token: str, name: str) -> int:
        fields = {
            "title": name,
            "kind": "data",
            "summary": "Shows waits.",
            "csrfmiddlewaretoken": token,
        }
        mark = "an-edge-that-is-in-no-file"
        before = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        )
        before += (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        )
        after = f"\r\n--{mark}--\r\n"
        length = len(before) + len(after) + sum(len(part) for part in PARTS[name]())

        def body() -> Iterator[bytes]:
            yield before.encode()
            yield from PARTS[name]()
            yield after.encode()

        kind = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Content-Length": str(length),
        }
        return self.ask("POST", body(), kind)[0]


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read from Linux's /proc"
)
@pytest.mark.parametrize("name", PARTS)
def test_200_mb_do_not_pass_through_memory(
    server: tuple[int, int], name: str, tmp_path: Path
) -> None:
    port, pid = server
    world = build_world()
    visitor = Visitor(world, port)
    status, page = visitor.ask("GET")
    assert status == 200, (tmp_path / "gunicorn.log").read_text()[-2000:]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # The peak is counted from here.
    before = memory_of(pid, "VmRSS")
    assert visitor.upload(token[1], name) == 302, (tmp_path / "gunicorn.log").read_text()[-2000:]
    grown = memory_of(pid, "VmHWM") - before
    assert EvidenceFile.objects.get().size > SIZE * 0.99
    assert grown < MOST_GROWTH, f"the web process grew by {grown / MEGABYTE:.0f} MB"
