#!/bin/sh
# Write requirements/*.txt from pyproject.toml: every version, every hash, no host.
#   scripts/lock.sh              keeps the versions already locked where they still fit
#   scripts/lock.sh --upgrade    takes the newest that fit
# One lock serves every platform and Python from 3.11.0 up: `--universal` keeps the
# markers that a lock made for this machine alone would leave out.
set -eu
cd "$(dirname "$0")/.."

compile() { # compile TARGET ARGUMENTS…
  target=$1
  shift
  .venv/bin/python -m uv pip compile "$@" --quiet --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --output-file "requirements/$target"
  echo "requirements/$target: $(grep -c '==' "requirements/$target") packages"
}

compile dev.txt pyproject.toml --extra test --extra dev "$@"
# The smaller sets are parts of the largest, with the same versions.
compile test.txt pyproject.toml --extra test --constraints requirements/dev.txt
compile base.txt pyproject.toml --constraints requirements/dev.txt
compile node.txt --group pyproject.toml:node "$@"
