"""The ways out, each against a real server on this machine that says what it was sent."""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from casework.channels import Parcel, channel
from casework.channels.robots import signature
from casework.exceptions import MaybeSent
from casework.models import Message, Notice
from casework.services import confirm_sent, deliver_next_message, give_up_abandoned, notify, send_again
from casework.services.delivering import WAITS
from security import clock
from tests.factories import AccusationFactory, CaseFactory


class Gateway(ThreadingHTTPServer):
    """Keeps what it was sent; answers with the status and the words it was told to, or not at all."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken, self.status, self.answer = [], 200, {"errcode": 0, "errmsg": "ok"}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/send?access_token=t"


class Taker(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append((self.path, dict(self.headers), body))
        if self.server.status == 0:  # hangs up without an answer
            self.close_connection = True
            return
        said = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *words):
        pass


@contextmanager
def served():
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def gateway():
    with served() as server:
        yield server


PARCEL = Parcel("k-1", "13912345678", "提醒", "快到期：202611-000001（案件）")


def test_the_sms_gateway_gets_number_text_and_key(gateway, settings):
    settings.SMS_GATEWAY, settings.SMS_TOKEN, settings.SMS_SIGN = gateway.url, "secret", "【某县】"
    channel("sms").send(PARCEL)
    [(path, headers, body)] = gateway.taken
    assert (path, headers["Idempotency-Key"], headers["Authorization"]) == (
        "/send?access_token=t",
        "k-1",
        "Bearer secret",
    )
    assert body == {"key": "k-1", "phone": "13912345678", "text": "【某县】快到期：202611-000001（案件）"}


def test_wecom_gets_its_json(gateway):
    channel("wecom").send(Parcel("k", gateway.url, "", "催办"))
    assert gateway.taken[0][2] == {"msgtype": "text", "text": {"content": "催办"}}


def test_dingtalk_gets_its_json_signed(gateway, db):
    channel("dingtalk").send(Parcel("k", f"{gateway.url}#SECabc", "", "催办"))
    path, _, body = gateway.taken[0]
    assert body == {"msgtype": "text", "text": {"content": "催办"}}
    asked = {name: value for name, [value] in parse_qs(urlsplit(path).query).items()}
    expected = hmac.new(b"SECabc", f"{asked['timestamp']}\nSECabc".encode(), hashlib.sha256).digest()
    assert asked["sign"] == base64.b64encode(expected).decode()
    assert asked["access_token"] == "t"


def test_the_signature_is_stable():
    assert signature(1_700_000_000_000, "SEC") == signature(1_700_000_000_000, "SEC")
    assert signature(1_700_000_000_000, "SEC") != signature(1_700_000_000_001, "SEC")


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (200, {"errcode": 45009}, OSError),  # too many a minute
        (200, {"errcode": 310000, "errmsg": "sign not match"}, ValueError),
        (429, {}, OSError),
        (403, {}, ValueError),
        (502, {}, MaybeSent),
        (0, {}, MaybeSent),
    ],
)
def test_each_answer_says_whether_anything_may_have_left(gateway, status, answer, error):
    gateway.status, gateway.answer = status, answer
    with pytest.raises(error):
        channel("wecom").send(Parcel("k", gateway.url, "", "催办"))


def test_where_nobody_listens_nothing_left():
    with pytest.raises(ConnectionRefusedError):
        channel("wecom").send(Parcel("k", "http://127.0.0.1:1/", "", "催办"))


@pytest.fixture
def by_sms(settings, gateway, handler):
    """A notice that waits for a handler who has a phone alone."""
    settings.SMS_GATEWAY = gateway.url
    handler.email, handler.phone = "", "13900000001"
    handler.save()

    def make(**how):
        notify([handler], key="n", text="x", matter=CaseFactory(**how), heading="催办")
        return Message.objects.get()

    return make


def state():
    return Message.objects.filter(notice__heading="催办").values_list("state", flat=True).get()


def test_no_answer_is_left_to_a_person_where_the_gateway_knows_no_keys(by_sms, gateway, keeper):
    by_sms()
    gateway.status = 0
    seen_by_all()
    deliver_next_message()
    assert state() == "unknown"
    assert Notice.objects.filter(recipient=keeper, heading="外发消息要核对").exists()


def seen_by_all():
    """The matter is the recipient's, so that it may be named."""
    for notice in Notice.objects.select_related("matter"):
        type(notice.matter).objects.filter(pk=notice.matter_id).update(holder=notice.recipient)


def test_no_answer_is_asked_again_with_the_same_key_where_the_gateway_knows_keys(by_sms, gateway, settings):
    settings.SMS_KNOWS_KEYS = True
    by_sms()
    seen_by_all()
    gateway.status = 0
    deliver_next_message()
    assert state() == "waiting"
    gateway.status = 200
    Message.objects.update(try_after=clock.now())
    deliver_next_message()
    assert state() == "sent"
    assert len({body["key"] for _, _, body in gateway.taken}) == 1


def test_waits_grow_and_end_with_a_person(by_sms, gateway):
    by_sms()
    seen_by_all()
    gateway.status = 429
    waits = []
    while state() == "waiting":
        Message.objects.update(try_after=clock.now())
        deliver_next_message()
        waits.append(Message.objects.get().try_after - clock.asked())
    assert state() == "failed"
    assert len(waits) == len(WAITS) + 1
    assert waits[:-1] == sorted(waits[:-1])


def test_what_a_dead_worker_held_goes_again_only_where_keys_are_known(by_sms, settings):
    message = by_sms()
    for knows, then in ((False, "unknown"), (True, "waiting")):
        settings.SMS_KNOWS_KEYS = knows
        Message.objects.update(state="claimed", parcel="5f0f3f0e-0000-4000-8000-000000000001")
        Message.objects.update(claimed_at=clock.asked() - 400 * (WAITS[0] / 60))
        give_up_abandoned()
        assert state() == then
    assert message.pk


def test_a_person_may_confirm_or_send_again_under_a_new_key(by_sms, gateway):
    by_sms()
    seen_by_all()
    gateway.status = 0
    deliver_next_message()
    gateway.status = 200
    assert send_again(Message.objects.all()) == 1
    deliver_next_message()
    assert len({body["key"] for _, _, body in gateway.taken}) == 2
    Message.objects.update(state="unknown", sent_at=None)
    assert (confirm_sent(Message.objects.all()), confirm_sent(Message.objects.all())) == (1, 0)
    assert state() == "sent"


def test_a_units_group_hears_once_what_all_its_people_are_told(gateway, settings, unit, handler, head):
    settings.ROBOTS = {str(unit.pk): {"kind": "wecom", "url": gateway.url}}
    case = CaseFactory(area=unit.area, unit=unit, status="dispatched", title="张家的事")
    notify([handler, head], key="n", text="x", matter=case, heading="派来一件案件", group=unit.pk)
    while deliver_next_message():
        pass
    [(_, _, body)] = gateway.taken
    words = body["text"]["content"]
    assert words.startswith(f"派来一件案件：{case.number}（案件）")
    assert "张家" not in words


def test_a_group_hears_nothing_of_what_accuses_or_is_confidential(gateway, settings, unit, handler):
    settings.ROBOTS = {str(unit.pk): {"kind": "wecom", "url": gateway.url}}
    case = CaseFactory(area=unit.area, unit=unit, status="dispatched")
    notify([handler], key="n", text="x", matter=case, heading="派单", group=unit.pk)
    AccusationFactory(matter=case)
    while deliver_next_message():
        pass
    assert gateway.taken == []
    assert Message.objects.get(unit=unit).state == "dropped"
