#!/bin/sh
# Mends what can be mended without judgement. Templates are left to people: djlint's own
# layout breaks lines inside sentences that go to translators.
set -u
cd "$(dirname "$0")/.."
.venv/bin/python -m ruff check --fix
.venv/bin/python -m ruff format
