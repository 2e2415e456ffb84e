# shellcheck shell=sh
# Sourced by portalctl: finds a Python, system packages, the virtual environment and
# the front-end files. A step is skipped when a stamp says that its inputs are the same.

VENV=.venv
VPY=$VENV/bin/python
PATH=$PATH:/usr/sbin:/sbin
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '==> %s\n' "$*" >&2; }

complain() { printf 'portalctl: %s\n' "$*" >&2; }

die() {
  complain "$*"
  exit 1
}

# --- System packages -------------------------------------------------------------------

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# by_hand "DEBIAN PACKAGES" "BREW PACKAGES": the command to type.
by_hand() {
  if command -v brew >/dev/null 2>&1; then
    echo "Please run: brew install $2"
  else
    echo "Please run: sudo apt-get install $1"
  fi
}

apt() {
  # Another apt may be at work (unattended upgrades): wait for it.
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

apt_install() {
  say "apt-get install $*"
  apt_log=$(mktemp)
  # A first failure usually means package lists that are missing or older than the archive.
  if apt install -y --no-install-recommends "$@" >"$apt_log" 2>&1 || {
    apt update >>"$apt_log" 2>&1 && apt install -y --no-install-recommends "$@" >>"$apt_log" 2>&1
  }; then
    rm -f "$apt_log"
  else
    tail -n 15 "$apt_log" >&2
    rm -f "$apt_log"
    return 1
  fi
}

# need "DEBIAN PACKAGES" "BREW PACKAGES" PURPOSE: installs as root on Debian, else says how.
need() {
  if can_apt; then
    # shellcheck disable=SC2086  # a list of package names
    apt_install $1
  else
    complain "missing: $1 ($3). $(by_hand "$1" "$2")"
    return 1
  fi
}

# --- Python ----------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Prints the Python to build the environment from. The system's own comes first: it is an
# optimised build, which one compiled on the spot often is not (it takes a third longer).
find_python() {
  if [ -n "${PYTHON:-}" ]; then
    is_new_enough "$PYTHON" || die "PYTHON=$PYTHON is not Python 3.11 or newer: name another or unset it."
    echo "$PYTHON"
    return
  fi
  for candidate in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
    if is_new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  die "Python 3.11 or newer is needed and was not found. $(by_hand python3 python)"
}

# WeasyPrint opens these by name; any other system tells us when it is first imported.
has_pdf_libraries() {
  [ "$(uname -s)" != Linux ] || "$1" -c '
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)' >/dev/null 2>&1
}

ensure_system() {
  missing=
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 || missing="python3-venv"
  has_pdf_libraries "$1" || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
  missing=${missing# }
  [ -z "$missing" ] || need "$missing" "python pango" "Python packages and PDF reports" ||
    die "stopped: the portal does not work without these."
}

# Whether the environment there is was built from the Python that PYTHON names, if any.
is_as_named() { [ -z "${PYTHON:-}" ] || [ "$("$PYTHON" -VV 2>/dev/null)" = "$("$VPY" -VV)" ]; }

ensure_environment() {
  if [ -x "$VPY" ] && is_new_enough "$VPY" && "$VPY" -c 'import pip' 2>/dev/null && is_as_named; then
    has_pdf_libraries "$VPY" || ensure_system "$VPY"
    return
  fi
  python=$(find_python) || exit 1
  ensure_system "$python"
  say "virtual environment in $VENV ($("$python" -V))"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" || die "could not make $VENV with $python."
}

# --- Stamps ----------------------------------------------------------------------------

# stamp_of FILE…: changes when a file's content or the Python does.
stamp_of() { { cat "$@" && "$VPY" -VV; } | cksum; }

is_stamped() { [ "$(cat "$VENV/.stamp-$1" 2>/dev/null)" = "$2" ]; }

stamp() { echo "$2" >"$VENV/.stamp-$1"; }

# --- Packages and files ----------------------------------------------------------------

# install_locked base|test|dev|node: dev.txt holds test.txt, which holds base.txt.
install_locked() {
  wanted=$(stamp_of "requirements/$1.txt")
  is_stamped "$1" "$wanted" && return
  say "pip install -r requirements/$1.txt"
  # The lock is complete, so pip need not work out again what depends on what.
  "$VPY" -m pip install --quiet --no-input --require-hashes --no-deps --no-compile \
    -r "requirements/$1.txt" || die "pip could not install requirements/$1.txt: see its message above."
  case $1 in
    dev) held="dev test base" ;;
    test) held="test base" ;;
    *) held=$1 ;;
  esac
  for name in $held; do stamp "$name" "$(stamp_of "requirements/$name.txt")"; done
}

ensure_front_end() {
  wanted=$(stamp_of package-lock.json scripts/assets.py)
  is_stamped front-end "$wanted" && [ -d var/assets ] && [ -d node_modules ] && return
  command -v npm >/dev/null 2>&1 || install_locked node
  say "npm ci"
  # Install scripts of packages are code from outside that nothing here needs.
  PATH=$PWD/$VENV/bin:$PATH npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null ||
    die "npm could not install package-lock.json: see its message above."
  "$VPY" scripts/assets.py || exit 1
  stamp front-end "$wanted"
}

# Static files get their hashed names and compressed copies in DATA_DIR/static.
ensure_static() {
  data=${DATA_DIR:-var}
  wanted=$({ find static var/assets -type f -exec cksum {} + | LC_ALL=C sort && cat requirements/base.txt; } | cksum)
  [ -d "$data/static" ] && [ "$(cat "$data/.stamp-static" 2>/dev/null)" = "$wanted" ] && return
  say "collectstatic"
  "$VPY" manage.py collectstatic --noinput --clear --verbosity 0 || die "collectstatic failed."
  echo "$wanted" >"$data/.stamp-static"
}

# set_up base|test|dev: everything before the first command of Django.
set_up() {
  ensure_environment
  install_locked "$1"
  ensure_front_end
  mkdir -p "${DATA_DIR:-var}"
}
