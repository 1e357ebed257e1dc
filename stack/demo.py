"""`make demo`: the whole platform on this machine, with its invented county, until Ctrl-C."""

import http.client
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from stack import ports, services, statics
from stack.console import Refusal, say, step, tail
from stack.install import PYTHON
from stack.place import ROOT, RUN, Occupied, Place
from stack.processes import Child, Children

SETTINGS = "governance.settings.demo"


def run(arguments: list[str]) -> int:
    """Stand everything up, print the address and the accounts, watch until Ctrl-C."""
    began = time.monotonic()
    place = take_place()
    with services.running(place, SETTINGS) as (children, found):
        host = os.environ.get("HOST") or "127.0.0.1"
        port = ports.web_port(os.environ.get("PORT"), host)
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - only compared
        place.write("running.json", {"address": address, "pid": os.getpid()})
        found.setdefault("SITE_URL", address)
        prepare(place, found)
        for child in programs(place, found, f"{host}:{port}"):
            children.start(child)
        with step("等待平台就绪"):
            wait_until_healthy(children, host, port)
        welcome(place, found, address, time.monotonic() - began)
        while True:
            children.watch_once()
            time.sleep(0.5)


OLD = "如果演示数据是以前的版本留下的：运行 make demo-reset 清空演示数据，再运行 make demo。"


def prepare(place: Place, found: Mapping[str, str]) -> None:
    """Bring the database, the static files and the demo county up to date."""
    with step("更新数据库结构"):
        manage(place, found, "prepare_database", "-v0")
    if statics.changed(place, found["DATA_DIR"]):
        with step("收集静态文件"):
            manage(place, found, "collectstatic", "--noinput")
            statics.remember(place, found["DATA_DIR"])
    with step("装入演示数据"):
        manage(place, found, "demo_data")


def take_place() -> Place:
    """The demo's place. Raises Refusal with the address while another demo runs in this folder."""
    place = Place(RUN / "demo")
    try:
        place.take()
    except Occupied as error:
        other = place.read("running.json")
        where = f"：{other['address']}（进程 {other['pid']}）" if other else ""
        raise Refusal(f"演示已经在运行{where}。要重新启动，请先在它的窗口按 Ctrl-C 停下。") from error
    return place


def programs(place: Place, environment: Mapping[str, str], bind: str) -> list[Child]:
    """The web server, the worker and the clock, in the order in which they start."""

    def child(name: str, log: str, *words: str | Path) -> Child:
        return Child(name, [PYTHON, "-m", *words], environment, place.log / log)

    gunicorn = ("gunicorn", "governance.wsgi", "--bind", bind, "--workers", "2")
    celery = ("celery", "-A", "governance")
    beat = ("beat", "-l", "info", "--pidfile=", "-s", place.folder / "beat-schedule")
    return [
        child("网站（gunicorn）", "web.log", *gunicorn, "--no-control-socket", "--access-logfile", "-"),
        child("后台任务（celery worker）", "worker.log", *celery, "worker", "-c", "2", "-l", "info"),
        child("定时器（celery beat）", "beat.log", *celery, *beat),
    ]


def manage(place: Place, environment: Mapping[str, str], *words: str) -> str:
    """Run a management command; what it printed. Raises Refusal with the end of its output."""
    log = place.log / f"{words[0]}.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [str(PYTHON), "manage.py", *words], cwd=ROOT, env=dict(environment), stdout=output, stderr=output,
            check=False,
        )  # fmt: skip
    if done.returncode:
        raise Refusal(f"manage.py {words[0]} 没有成功，日志 {log} 的最后几行：\n{tail(log)}\n{OLD}")
    return log.read_text(encoding="utf-8", errors="replace")


def wait_until_healthy(children: Children, host: str, port: int, seconds: float = 90.0) -> None:
    """Wait for 200 from /healthz; meanwhile restart what dies. Raises Refusal when it never comes."""
    deadline = time.monotonic() + seconds
    answer = ""
    while time.monotonic() < deadline:
        children.watch_once()
        status, answer = ask_health(host, port)
        if status == 200:
            return
        time.sleep(0.2)
    raise Refusal(
        f"平台 {seconds:.0f} 秒内没有就绪，日志在 {children.place.log}/。/healthz 的回答：{answer or '没有'}"
    )


def ask_health(host: str, port: int) -> tuple[int, str]:
    """Status and beginning of the body of /healthz, asked directly, past any proxy; 0 without an answer."""
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
    try:
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        return response.status, response.read(300).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def welcome(place: Place, environment: Mapping[str, str], address: str, seconds: float) -> None:
    """The address, one line per demo account, and how to stop."""
    accounts = manage(place, environment, "demo_accounts")
    say(f"\n平台已就绪（共 {seconds:.1f} 秒）：{address}/\n")
    say(accounts.rstrip())
    say(f"\n日志在 {place.log.relative_to(ROOT)}/；按 Ctrl-C 停止，数据会保留；make demo-reset 清空重来。")
