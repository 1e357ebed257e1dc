"""The audit of dependencies against a list of holes that really answers, and what it says when none does."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from stack import audit
from stack.place import ROOT, VENV

Answers = Callable[[str, str], tuple[int, object]]
HOLE = {
    "id": "GHSA-test",
    "modified": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "redis", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
}


def old_django_alone(name: str, version: str) -> tuple[int, object]:
    """A list of holes in which nothing of ours stands."""
    return 200, {"vulns": [HOLE]} if (name, version) == ("django", "2.0") else {}


def redis_too(name: str, version: str) -> tuple[int, object]:
    return (200, {"vulns": [HOLE]}) if name == "redis" else old_django_alone(name, version)


def breaks_half_way(name: str, version: str) -> tuple[int, object]:
    return (503, {}) if name == "pillow" else old_django_alone(name, version)


def knows_nothing(name: str, version: str) -> tuple[int, object]:
    return 200, {}


@pytest.fixture
def serve() -> Iterator[Callable[[Answers], str]]:
    """Serves a list of holes with these answers; its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers: Answers) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, said = answers(asked["package"]["name"], asked["version"])
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                """Nobody reads them."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/v1/query"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def audited(url: str) -> tuple[int, str]:
    """Exit code and words of `make audit` with this list of holes."""
    done = subprocess.run(
        [sys.executable, "-m", "stack", "audit"],
        cwd=ROOT,
        env={**os.environ, "OSV_URL": url, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


INSTALLED = len(audit.installed(audit.site_of(VENV)))


def test_no_holes_is_said_only_when_every_installed_package_was_asked_about(serve) -> None:
    code, said = audited(serve(old_django_alone))
    assert (code, f"已安装 {INSTALLED} 个包，审计了 {INSTALLED} 个，没有已知漏洞" in said) == (0, True), said
    assert INSTALLED > 100


def test_a_hole_is_named_with_what_mends_it(serve) -> None:
    code, said = audited(serve(redis_too))
    assert code == 1
    assert "（生产）GHSA-test：99.0" in said
    assert f"审计了 {INSTALLED} 个，有 1 个已知漏洞" in said


@pytest.mark.parametrize("answers", [breaks_half_way, knows_nothing])
def test_a_list_that_breaks_or_knows_nothing_is_no_audit(serve, answers) -> None:
    code, said = audited(serve(answers))
    assert (code, "没有审计成" in said, "没有已知漏洞" in said) == (2, True, False), said


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/v1/query", "http://list.invalid/v1/query", "file:///etc/hosts"]
)
def test_without_a_list_it_says_that_it_was_no_audit(url) -> None:
    code, said = audited(url)
    assert code == 2
    assert f"没有审计成。已安装 {INSTALLED} 个包，审计了 0 个" in said
    assert "这不算通过" in said


def test_what_the_auditor_skipped_was_not_audited(capsys) -> None:
    """As it reports where it cannot audit: alone, it would call that a success."""
    there = audit.installed(audit.site_of(VENV))
    all_skipped = [{"name": name.split()[0], "skip_reason": "could not be audited"} for name in there]
    assert audit.told(there, audit.read({"dependencies": all_skipped})) == 2
    one_skipped = [
        {"name": name.split()[0], "version": name.split()[1], "vulns": []} for name in sorted(there)[1:]
    ]
    assert audit.told(there, audit.read({"dependencies": one_skipped})) == 2
    assert f"没审到的：{min(there)}" in capsys.readouterr().out


def test_the_auditor_is_no_part_of_what_it_audits() -> None:
    assert not [name for name in audit.installed(audit.site_of(VENV)) if name.startswith("pip-audit ")]
    assert "pip-audit==" in audit.LOCK.read_text()
