#!/bin/sh
# The web process of the container image. Static files are collected at each start, as
# the volume may still hold those of the version before.
set -eu
cd "$(dirname "$0")/.."
python manage.py collectstatic --noinput --verbosity 0
# Loaded once and then forked: workers share what they loaded (bench/README.md, memory).
# Threads, so that one slow connection does not hold a whole process; the worker's heartbeat
# file lies in memory, because a container's disk can stall.
exec gunicorn edsportal.wsgi:application --bind 0.0.0.0:8000 --preload \
  --worker-class gthread --workers "${WEB_CONCURRENCY:-2}" --threads 4 \
  --worker-tmp-dir /dev/shm --no-control-socket
