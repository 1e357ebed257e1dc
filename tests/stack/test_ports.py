import socket
from collections.abc import Iterator

import pytest

from stack import ports
from stack.console import Refusal


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_wished_port_is_kept_while_it_is_free(taken: int) -> None:
    free = ports.free_port()
    assert ports.free_port(free) == free
    assert ports.free_port(taken) != taken


def test_a_taken_port_is_refused_by_its_number(taken: int) -> None:
    with pytest.raises(Refusal, match=f"端口 {taken} 已被"):
        ports.web_port(str(taken), "127.0.0.1")


@pytest.mark.parametrize("wish", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(wish: str) -> None:
    with pytest.raises(Refusal, match="不是 1 到 65535"):
        ports.web_port(wish, "127.0.0.1")


def test_without_a_wish_a_free_port_from_8000_on_is_found() -> None:
    found = ports.web_port(None, "127.0.0.1")
    assert 8000 <= found < 8100
