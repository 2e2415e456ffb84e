#!/bin/sh
# Every check that needs no test run, side by side. All of them run; one failure fails the whole.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
apps="edsportal stakeholders evidence grading workshops objectives reports demo bench"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
steps=0
failed=

step() { # step NAME COMMAND…: started here, told by tell.
  steps=$((steps + 1))
  echo "$1" >"$folder/$steps.name"
  shift
  { "$@" >"$folder/$steps.said" 2>&1 && : >"$folder/$steps.ok"; } &
}

tell() { # tell NUMBER
  name=$(cat "$folder/$1.name")
  if [ -e "$folder/$1.ok" ]; then
    printf 'ok    %s\n' "$name"
  else
    printf 'FAIL  %s\n%s\n' "$name" "$(cat "$folder/$1.said")"
    failed="$failed, $name"
  fi
}

shell_syntax() {
  for script in portalctl scripts/*.sh; do sh -n "$script" || return; done
  bash -n .ci/run || return
  ! command -v shellcheck >/dev/null 2>&1 || shellcheck portalctl scripts/*.sh .ci/run
}

# The longest first.
# shellcheck disable=SC2086  # a list of folders
step "mypy: types" $python -m mypy $apps
step "ruff: lint" $python -m ruff check --quiet
step "ruff: format" $python -m ruff format --check --quiet
step "djlint: templates" $python -m djlint templates --lint --quiet
step "Django: system check" $python manage.py check
step "Django: missing migrations" $python manage.py makemigrations --check --dry-run
step "import directions" $python -m pytest -q -p no:cacheprovider tests/architecture
step "shell scripts" shell_syntax
wait
number=0
while [ $((number += 1)) -le $steps ]; do tell $number; done

[ -z "$failed" ] || {
  printf '\nNot clean: %s. ./portalctl fix mends some of it.\n' "${failed#, }" >&2
  exit 1
}
