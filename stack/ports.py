"""Ports on this machine."""

import socket

from stack.console import Refusal


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(wish: int | None = None) -> int:
    """The wished port when it is free, else any free one."""
    if wish and is_free(wish):
        return wish
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_port(wish: str | None, host: str) -> int:
    """The port of the site: the wished one or nothing, else 8000 or the next free one."""
    if wish:
        if not wish.isdigit() or not 0 < int(wish) < 65536:
            raise Refusal(f"端口 PORT={wish} 不是 1 到 65535 之间的数字，请改一个再试。")
        if not is_free(int(wish), host):
            raise Refusal(
                f"端口 {wish} 已被别的程序占用，请换一个，例如 PORT={int(wish) % 65535 + 1} make demo。"
            )
        return int(wish)
    for port in range(8000, 8100):
        if is_free(port, host):
            return port
    raise Refusal("8000 到 8099 的端口都被占用，请用 PORT=端口号 make demo 指定一个空闲端口。")
