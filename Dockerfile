# One image for the web process, the worker and the schedule; see docker-compose.yml.

FROM node:22-bookworm-slim AS front-end
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim-bookworm AS packages
WORKDIR /portal
COPY requirements/base.txt requirements/
# A path of its own: the final image takes the packages and leaves pip behind.
RUN python -m venv --without-pip /packages \
    && python -m pip --python /packages/bin/python install --no-cache-dir --no-deps \
       --require-hashes -r requirements/base.txt
COPY --from=front-end /portal/node_modules node_modules
COPY scripts/assets.py scripts/
RUN python scripts/assets.py

FROM python:3.13-slim-bookworm
# Pango and HarfBuzz draw the reports.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 portal \
    && install -d -o portal -g portal /data
# Fontconfig keeps a cache under XDG_CACHE_HOME; the rest of the file system may be read-only.
ENV PATH=/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    XDG_CACHE_HOME=/tmp
WORKDIR /portal
COPY --from=packages /packages /packages
COPY --from=packages /portal/var/assets var/assets
COPY . .
USER portal
VOLUME /data
EXPOSE 8000
CMD ["scripts/serve_in_container.sh"]
