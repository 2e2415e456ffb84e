# shellcheck shell=sh
# Sourced by portalctl: the programs that only tests need. Where they cannot be installed
# the tests go on without them, and the list at their end says what was not run.

missing=
has_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null 2>&1
    return
  fi
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    ! command -v "$name" >/dev/null 2>&1 || return 0
  done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}
has_postgresql() {
  [ -n "${TEST_DATABASE_URL:-}" ] || command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}
# Only the daemon and no signatures: a test makes its own on the spot.
has_clamd() { command -v clamd >/dev/null 2>&1 || [ -x /usr/sbin/clamd ]; }
has_redis() { [ -n "${TEST_REDIS_URL:-}" ] || command -v redis-server >/dev/null 2>&1; }

# Debian's shell of Chromium where its lists have it: it tests the same in less time.
chromium_package() {
  ! can_apt || apt-cache show chromium >/dev/null 2>&1 || apt update >/dev/null 2>&1 || true
  if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    echo chromium-headless-shell
  else
    echo chromium
  fi
}

# By itself: a system that has it under no name of ours still gets the others.
has_chromium || need "$(chromium_package)" "--cask chromium" "stories in a browser" || true
has_postgresql || missing="postgresql"
has_redis || missing="$missing redis-server"
has_clamd || missing="$missing clamav-daemon"
missing=${missing# }
[ -z "$missing" ] || need "$missing" "postgresql redis clamav" "some tests" || true
