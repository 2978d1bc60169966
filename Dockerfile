# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --no-cache-dir -r requirements.lock
# What `pip install trichluc[postgres]` adds, for those who share jobs between several services.
COPY requirements-dev.lock ./
RUN /opt/venv/bin/pip install --no-cache-dir -c requirements-dev.lock "psycopg[binary]"
COPY pyproject.toml README.md ./
COPY service ./service
COPY training ./training
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 trichluc \
    && install -d -o trichluc -g trichluc /var/lib/trichluc
COPY --from=build /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY models /opt/trichluc/models
# Only /var/lib/trichluc (jobs) and /tmp (uploads under way) are written to: the rest may be mounted read-only.
ENV TRICHLUC_MODELS=/opt/trichluc/models \
    TRICHLUC_DATABASE=sqlite:////var/lib/trichluc/jobs.sqlite
VOLUME /var/lib/trichluc
USER 10001
WORKDIR /var/lib/trichluc
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=40s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["trichluc", "serve", "--host", "0.0.0.0", "--port", "8000"]
