"""The validator as a process: bound, alone, and no way to take the portal down with it."""

import json
import socket
import struct
import subprocess
import sys
import threading

import pytest

from security.uploads import checking, clamav, refusal
from security.uploads.checking import check
from security.uploads.refusal import Refused
from tests.files.pictures import picture


def starting(monkeypatch, code):
    """Let this be run in the validator's place."""
    run = subprocess.run

    def instead(command, **how):
        return run([sys.executable, "-c", code], **how)

    monkeypatch.setattr(checking.subprocess, "run", instead)


def test_too_little_memory_is_a_refusal_in_words(settings):
    settings.UPLOAD_CHECK_MEMORY = 150_000_000
    with pytest.raises(Refused, match="太复杂"):
        check([picture("PNG", size=(8000, 5000), compress_level=1)], name="a.png")


def test_a_check_that_never_ends_is_stopped_and_logged(settings, monkeypatch, caplog):
    settings.UPLOAD_CHECK_SECONDS = 0.2
    starting(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(Refused, match="太复杂"):
        check([b"x"], name="a.jpg")
    assert "took longer" in caplog.text


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "print('no json')",
        "print('{}')",
        "print('[1]')",
        """print('{"sort": "html", "size": 1, "thumbnail": 0, "name": "a", "peak": 1}\\nx')""",
        """print('{"sort": "png", "size": 1, "thumbnail": 0, "name": "a", "peak": 1}\\nx')""",
        """print('{"sort": "jpg", "size": 99999, "thumbnail": 0, "name": "a", "peak": 1}\\nx')""",
    ],
)
def test_a_validator_that_breaks_or_lies_is_a_refusal_and_logged(code, monkeypatch, caplog):
    starting(monkeypatch, code)
    with pytest.raises(Refused, match=refusal.CRASHED):
        check([b"x"], name="a.jpg")
    assert caplog.records


def test_the_process_knows_no_setting_and_no_key(monkeypatch):
    told = "import json, os; print(json.dumps({'refused': ' '.join(sorted(os.environ))}))"
    starting(monkeypatch, told)
    with pytest.raises(Refused) as said:
        check([b"x"], name="a.jpg")
    assert not {"FIELD_KEYS", "SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(str(said.value).split())


def test_the_process_holds_no_django_and_cannot_lift_its_limits():
    code = (
        "import resource, sys\n"
        "from security.uploads import __main__ as validator\n"
        "validator.bind({'memory': 500_000_000, 'seconds': 5, 'output': 1000})\n"
        "assert 'django' not in sys.modules\n"
        "for name in ('AS', 'CPU', 'FSIZE', 'CORE', 'NOFILE'):\n"
        "    soft, hard = resource.getrlimit(getattr(resource, f'RLIMIT_{name}'))\n"
        "    assert soft == hard != resource.RLIM_INFINITY\n"
        "print('bound')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=checking.ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "bound\n", done.stderr


class Clamd(threading.Thread):
    """The protocol of clamd, spoken by a small server: INSTREAM and VERSION, over TCP."""

    def __init__(self, answer=""):
        super().__init__(daemon=True)
        self.answer, self.heard = answer, b""
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"

    def run(self):
        line, _ = self.door.accept()
        with line, line.makefile("rb") as told:
            command = bytearray()
            while not command.endswith(b"\0"):
                command += told.read(1)
            if command == b"zINSTREAM\0":
                while length := struct.unpack(">I", told.read(4))[0]:
                    self.heard += told.read(length)
                found = b"EICAR" in self.heard
                said = self.answer or ("stream: Eicar-Test-Signature FOUND" if found else "stream: OK")
            else:
                said = "ClamAV 1.4.3"
            line.sendall(said.encode() + b"\0")
        self.door.close()


@pytest.fixture
def clamd(settings):
    def started(answer=""):
        server = Clamd(answer)
        settings.CLAMD_URL = server.url
        server.start()
        return server

    return started


def test_a_virus_is_refused_and_the_whole_file_was_looked_at(clamd):
    server = clamd()
    content = b"x" * 200_000 + b"EICAR"
    with pytest.raises(Refused, match="查出了病毒"):
        clamav.look(content)
    assert server.heard == content


def test_what_clamd_finds_clean_goes_on(clamd):
    clamd()
    assert check([picture(size=(40, 30))], name="a.jpg").name == "a.jpg"


@pytest.mark.parametrize("answer", ["INSTREAM size limit exceeded. ERROR", "stream: OK but", "nonsense"])
def test_an_answer_that_is_no_yes_lets_nothing_through(clamd, answer, caplog):
    clamd(answer)
    with pytest.raises(Refused, match="查病毒的服务连不上"):
        clamav.look(b"x")
    assert caplog.records


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.sock", "nonsense"])
def test_where_clamd_is_away_the_file_is_refused_and_the_text_may_go(settings, url, caplog):
    settings.CLAMD_URL = url
    with pytest.raises(Refused, match="可以不带附件先提交"):
        check([picture(size=(40, 30))], name="a.jpg")
    assert "clamd does not answer" in caplog.text


def test_clamd_says_its_version(clamd):
    clamd()
    assert clamav.version() == "ClamAV 1.4.3"


def test_the_answer_is_one_line_of_json_and_two_pictures():
    limits = {"memory": 900_000_000, "seconds": 9, "output": 9_000_000, "name": "a.png"}
    command = [sys.executable, "-m", "security.uploads", json.dumps(limits)]
    done = subprocess.run(command, input=picture("PNG"), cwd=checking.ROOT, capture_output=True, check=True)
    head, _, rest = done.stdout.partition(b"\n")
    told = json.loads(head)
    assert (told["name"], told["sort"]) == ("a.jpg", "jpg")
    assert len(rest) == told["size"] + told["thumbnail"]
    assert 10_000_000 < told["peak"] < 900_000_000
