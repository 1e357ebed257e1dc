"""For whoever works on the code: servers to develop against, one command on servers of its own, locks."""

import shlex
import subprocess
import time

from stack import audit, trial
from stack import services as servers
from stack.console import Refusal, say, step
from stack.install import LOCKS, UV
from stack.place import ROOT, RUN, VENV, Occupied, Place

NAMES = (
    "SECRET_KEY",
    "FIELD_KEYS",
    "BLIND_INDEX_KEY",
    "OWNER_DATABASE_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "DATA_DIR",
    "DJANGO_SETTINGS_MODULE",
)


def services(arguments: list[str]) -> int:
    """Keep a Postgres and a Valkey for development until Ctrl-C; their addresses stand in .run/dev/env."""
    place = Place(RUN / "dev")
    try:
        place.take()
    except Occupied as error:
        raise Refusal(
            "开发用的 Postgres 和 Valkey 已经在另一个窗口运行，直接使用即可：. .run/dev/env"
        ) from error
    with servers.running(place, "governance.settings.demo") as (children, found):
        lines = [f"export {name}={shlex.quote(found[name])}\n" for name in NAMES]
        place.write_text("env", "".join(lines))
        say("就绪（按 Ctrl-C 停止）。在另一个窗口运行：")
        say(". .run/dev/env && .venv/bin/python manage.py prepare_database")
        while True:
            children.watch_once()
            time.sleep(0.5)


def run(arguments: list[str]) -> int:
    """Run one command with servers of its own and the settings of the tests; its exit code."""
    if not arguments:
        raise Refusal("请写出要运行的命令，例如：python3 -m stack run python manage.py check")
    with trial.environment() as found:
        found["PATH"] = f"{VENV / 'bin'}:{found.get('PATH', '')}"
        try:
            return subprocess.run(arguments, cwd=ROOT, env=found, check=False).returncode
        except FileNotFoundError as error:
            raise Refusal(f"没有找到命令“{arguments[0]}”。") from error


def lock(arguments: list[str]) -> int:
    """Recompile the locks from the .in files, with hashes, for Linux and macOS, naming no index."""
    for target in (*LOCKS, audit.LOCK):
        with step(f"锁定 {target.name}"):
            command = [str(UV), "pip", "compile", "-q", "--generate-hashes", "--universal", "--no-header"]
            command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", *arguments]
            command += [target.with_suffix(".in").name, "-o", target.name]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Refusal(f"{target.name} 无法锁定：\n{done.stderr.strip()}")
    return 0


def reformat(arguments: list[str]) -> int:
    """Bring code and templates into their form."""
    commands = (["ruff", "check", "--fix", "-q", "."], ["ruff", "format", "-q", "."])
    done = [subprocess.run([VENV / "bin" / name, *rest], cwd=ROOT, check=False) for name, *rest in commands]
    djlint = [str(VENV / "bin" / "djlint"), "--reformat", "--quiet", "templates"]
    subprocess.run(djlint, cwd=ROOT, check=False)  # its exit code says that it changed something
    return max(each.returncode for each in done)
