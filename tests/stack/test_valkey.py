import os
import signal
import time

import redis

from stack import valkey
from stack.place import Place
from stack.processes import Children


def test_what_was_written_is_there_after_kill_9(place: Place, children: Children) -> None:
    url = valkey.start(place, children)
    with redis.Redis.from_url(url) as client:
        client.config_set("appendfsync", "always")  # the default may lose the last second, this test must not
        client.set("kept", "是")
        assert client.config_get("appendonly") == {"appendonly": "yes"}
    (server,) = children.all
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    children.watch_once()
    port, password = place.read("ports.json")["valkey"], place.secret("valkey_password")
    deadline = time.monotonic() + 10
    while not valkey.answers(port, password):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with redis.Redis.from_url(url) as client:
        assert client.get("kept") == "是".encode()


def test_a_wrong_password_is_no_answer(place: Place, children: Children) -> None:
    valkey.start(place, children)
    assert not valkey.answers(place.read("ports.json")["valkey"], "wrong")


def test_the_password_stands_on_no_command_line(place: Place, children: Children) -> None:
    valkey.start(place, children)
    (server,) = children.all
    assert place.secret("valkey_password") not in server.mark
