# shellcheck shell=sh
# Sourced by portalctl: the programs that only tests need. Where they cannot be installed
# the tests go on without them, and the list at their end says what was not run.

missing=
has_chromium() {
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
    [ -z "$name" ] || ! command -v "$name" >/dev/null 2>&1 || return 0
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

has_chromium || missing=$(chromium_package)
has_postgresql || missing="$missing postgresql"
has_redis || missing="$missing redis-server"
has_clamd || missing="$missing clamav-daemon"
missing=${missing# }
[ -z "$missing" ] || need "$missing" "postgresql redis clamav; brew install --cask chromium" "some tests" || true
