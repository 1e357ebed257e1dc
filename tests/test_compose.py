"""docker-compose.yml cannot run here: its settings are held against the code instead."""

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import resolve

from casework.file_views import BY_NGINX, HARMLESS, STORED_IN

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "beat")
BASE = (ROOT / "governance" / "settings" / "base.py").read_text(encoding="utf-8")
READ = {
    match["name"]: match["default"] is not None
    for match in re.finditer(
        r'env\.\w+\(\s*"(?P<name>[A-Z_]+)"(?P<default>,\s*+(?!conn_|engine)[^)]+)?', BASE
    )
}


def words(service: str) -> list[str]:
    """The words of a service's command, those of a `sh -c` line included."""
    command = SERVICES[service]["command"]
    return [word for part in command for word in shlex.split(part)]


def test_the_settings_read_what_this_test_thinks_they_read() -> None:
    assert READ["SECRET_KEY"] is False
    assert READ["DATABASE_URL"] is False
    assert READ["FIELD_KEYS"] is READ["BLIND_INDEX_KEY"] is False
    assert READ["EMAIL_URL"] is True


@pytest.mark.parametrize("name", OURS)
def test_what_may_be_set_besides_comes_from_a_file_that_may_be_absent(name: str) -> None:
    """The owner's password stands in .env, which none but `prepare` is given anything of."""
    assert SERVICES[name]["env_file"] == [{"path": "settings.env", "required": False}]
    fixed = set(SERVICES[name]["environment"])
    assert {"QUIET_HOURS", "SMS_GATEWAY", "ROBOTS", "TELL_RESIDENTS", "UPLOAD_MAX_MB"} <= set(READ) - fixed


@pytest.mark.parametrize("name", OURS)
def test_every_required_variable_is_given_and_none_is_unknown(name: str) -> None:
    given = set(SERVICES[name]["environment"]) - {"DJANGO_SETTINGS_MODULE"}
    required = {variable for variable, has_default in READ.items() if not has_default}
    assert required <= given
    assert given <= set(READ)
    assert {"ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SITE_URL", "DATA_DIR"} <= given


def test_the_settings_module_is_productions_and_imports() -> None:
    for name in OURS:
        assert SERVICES[name]["environment"]["DJANGO_SETTINGS_MODULE"] == "governance.settings.base"
    importlib.import_module("governance.settings.base")


def test_gunicorn_serves_the_wsgi_application_where_nginx_looks_for_it() -> None:
    command = words("web")
    assert command[:2] == ["gunicorn", "governance.wsgi"]
    assert callable(importlib.import_module(command[1]).application)
    port = command[command.index("--bind") + 1].rpartition(":")[2]
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert f"server web:{port} " in nginx
    assert SERVICES["web"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_starts_our_application(name: str) -> None:
    command = words(name)
    assert command[:4] == ["celery", "-A", "governance", name]
    assert importlib.import_module("governance.celery").app.main == "governance"


def test_only_one_beat_and_patient_workers() -> None:
    assert "deploy" not in SERVICES["beat"]
    assert SERVICES["worker"]["stop_grace_period"] == "5m"


def test_the_commands_of_manage_py_exist() -> None:
    from django.core.management import get_commands

    line = " ".join(words("prepare"))
    asked = re.findall(r"manage\.py (\w+)", line)
    assert asked == ["prepare_database", "collectstatic"]
    assert set(asked) <= set(get_commands())


def test_the_health_check_asks_a_url_that_is_there_and_needs_no_tls() -> None:
    check = SERVICES["web"]["healthcheck"]["test"][-1]
    host, path = re.search(r"http://([\w.]+):8000/([\w/]+)", check).groups()  # type: ignore[union-attr]
    assert resolve(f"/{path}").func
    assert host in SERVICES["web"]["environment"]["ALLOWED_HOSTS"].split(",")
    assert f'r"^{path}$"' in BASE  # SECURE_REDIRECT_EXEMPT


def test_every_lasting_service_has_a_health_check() -> None:
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"prepare"}


def test_whoever_is_waited_for_is_there_and_can_be_healthy() -> None:
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            assert name in SERVICES
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[name]


def test_named_volumes_and_networks_are_declared_and_used() -> None:
    mounts = [mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {mount for mount in mounts if mount[0] not in "./$"}
    assert named == set(COMPOSE["volumes"])
    joined = {network for service in SERVICES.values() for network in service["networks"]}
    assert joined == set(COMPOSE["networks"])
    for file in (mount for mount in mounts if mount.startswith("./")):
        assert (ROOT / file).is_file()


def test_what_must_survive_lies_on_a_volume() -> None:
    assert SERVICES["postgres"]["volumes"] == [
        "postgres:/var/lib/postgresql"
    ]  # where the image of 18 keeps it
    assert SERVICES["valkey"]["volumes"] == ["valkey:/data"]
    for name in OURS:
        environment, volumes = SERVICES[name]["environment"], SERVICES[name]["volumes"]
        assert f"data:{environment['DATA_DIR']}" in volumes


def test_images_are_pinned_to_a_version() -> None:
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    base = re.search(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert base
    for image in [*images, base[1]]:
        assert re.search(r":\d+\.\d+", image), image
    assert SERVICES["postgres"]["image"].startswith("postgres:18.")


def test_secrets_come_from_the_environment_and_are_asked_for_when_missing() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))
    demanded = set(re.findall(r"\$\{([A-Z_]+):\?请在 .env 中设置", text))
    assert used - demanded == {"VERSION", "AUDIT_ANCHOR_TO", "CLAMD_URL"}
    for secret in (
        *("SECRET_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY"),
        *("POSTGRES_PASSWORD", "WEB_PASSWORD", "VALKEY_PASSWORD"),
    ):
        assert secret in demanded


def test_only_nginx_is_reachable_from_outside_and_ends_tls() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    mounted = {mount.split(":")[-2]: mount.split(":")[-1] for mount in SERVICES["nginx"]["volumes"]}
    assert mounted == {"/etc/nginx/nginx.conf": "ro", "/etc/nginx/tls": "ro", "/media": "ro"}
    for file in re.findall(r"ssl_certificate\w* (\S+);", nginx):
        assert Path(file).parent == Path("/etc/nginx/tls")
    assert "proxy_set_header X-Forwarded-Proto https;" in nginx
    assert 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")' in BASE


def test_nginx_speaks_only_tls_that_keeps_secrets_and_waits_for_nobody_forever() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in nginx
    ciphers = re.search(r"ssl_ciphers (\S+);", nginx)
    assert ciphers
    assert all(
        re.fullmatch(r"ECDHE-\w+-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", c) for c in ciphers[1].split(":")
    )
    for patience in ("client_header_timeout", "client_body_timeout", "send_timeout", "keepalive_timeout"):
        assert re.search(rf"{patience} \d+s;", nginx), patience
    assert "server_tokens off;" in nginx


def test_pages_of_nginx_itself_carry_headers_and_no_second_set_is_put_on_webs() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    own = re.findall(r"location (@[\w-]+) \{(.*?)\n    \}", nginx, re.DOTALL)
    assert [name for name, _ in own] == ["@too-big", "@away"]
    for _, block in own:
        for header in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
            assert re.search(rf"add_header {header} .* always;|add_header {header} \S+ always;", block), (
                header
            )
    kept = re.search(rf"location {BY_NGINX} \{{(.*?)\n    \}}", nginx, re.DOTALL)
    assert kept  # web's headers are dropped there, so they are said once more
    blocks = [block for _, block in own] + [kept[1]]
    assert nginx.count("add_header") == sum(block.count("add_header") for block in blocks)


def test_nginx_hands_out_files_that_web_names_and_nothing_else_of_what_is_kept() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    kept = re.search(rf"location {BY_NGINX} \{{(.*?)\n    \}}", nginx, re.DOTALL)
    assert kept
    assert "internal;" in kept[1]
    assert f"alias /media/{STORED_IN};" in kept[1]
    said = dict(re.findall(r'add_header (\S+) "?([^"]+?)"? always;', kept[1]))
    # What says how long it may be kept comes through from web.
    assert {"Cache-Control": HARMLESS["Cache-Control"], **said}.items() >= HARMLESS.items()
    assert "media:/media:ro" in SERVICES["nginx"]["volumes"]
    for name in OURS:
        assert SERVICES[name]["environment"]["FILES_BY_NGINX"] == "true"
        assert "media:/data/media" in SERVICES[name]["volumes"]


def test_valkey_writes_everything_down_and_forgets_nothing() -> None:
    line = SERVICES["valkey"]["command"][-1]
    assert "--appendonly yes" in line
    assert "--maxmemory-policy noeviction" in line


def test_the_image_installs_only_productions_lock_by_hash() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "pip install --require-hashes -r requirements.txt" in dockerfile
    assert "requirements-" not in dockerfile


def test_no_secret_of_the_host_goes_into_the_image() -> None:
    kept_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".env*", "**/*.key", "**/*.crt"} <= set(kept_out)
