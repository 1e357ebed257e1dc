# The image of web, worker and beat. Only requirements.txt: no Postgres or Valkey of its own, no test tools.
FROM python:3.11.14-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 DJANGO_SETTINGS_MODULE=governance.settings.base
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin governance \
    && install -d -o governance -g governance /data /data/media
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY . ./
USER governance
EXPOSE 8000
CMD ["gunicorn", "governance.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--no-control-socket", "--access-logfile", "-"]
