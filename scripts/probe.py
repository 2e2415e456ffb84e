"""Exit 0 when the web process on this machine answers; for the container's health check."""

import http.client
import os
import sys


def main() -> int:
    """Ask for the health page as one of the allowed hosts, since any other is refused."""
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        connection.request("GET", "/health/", headers={"Host": host.lstrip(".")})
        return 0 if connection.getresponse().status == http.client.OK else 1
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
