"""Each bad input of the issue is refused in words that say how to mend it, and nothing is written."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from casework import services as casework
from casework.models import Extension, Matter
from petitions import services
from petitions.models import Routing
from petitions.services import residing
from security import clock
from tests.disputes.test_views import page
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.conftest import OPINION
from tests.petitions.test_views import NEW, given, inside  # noqa: F401 - a fixture

DAY = timedelta(days=1)
LOOK = "/s/q/"


def sent(client, petition, name, **said):
    """The page of a move that was sent."""
    return client.post(reverse(f"petitions:{name}", args=[petition.number]), said)


def in_portal(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def on_day(monkeypatch):
    """The calendar of the portal, so many days on."""

    def later(days):
        day = clock.today() + DAY * days
        monkeypatch.setattr("security.clock.today", lambda: day)

    return later


def test_six_representatives_at_a_visit(inside):  # noqa: F811 - a fixture
    six = {f"person{n}_name": f"演示{n}号" for n in range(1, 7)}
    six |= {f"person{n}_represents": "on" for n in range(1, 7)}
    visit = {"channel": "visit", "read_back": "on", "joint": "on", "headcount": "20"}
    text = page(answer := inside.post(NEW, given(**visit, **six)))
    assert (answer.status_code, "代表最多 5 人，现在是 6 人。请大家推选" in text) == (400, True)
    assert all(f'value="演示{n}号"' in text for n in range(1, 7))
    assert "请求修路。" in text
    assert not Matter.objects.exists()


def test_an_extension_entered_on_day_61(line, on_day):
    petition = line.to("accept")
    limit = petition.deadlines.get(limit="xf.handle")
    asked = casework.ask_extension(limit, amount=30, reason="要等鉴定。", by=line.people["official"])
    before = limit.legal_on
    on_day(61)
    decision = reverse("casework:decide_extension", args=[asked.pk])
    text = page(in_portal(line.people["head"]).post(decision, {"granted": "yes", "answer": "同意。"}))
    assert "不能再延长。请尽快答复" in text
    assert "同意。" in text
    assert Extension.objects.get().granted is None
    limit.refresh_from_db()
    assert limit.legal_on == before


def test_an_extension_asked_for_on_day_61(line, on_day):
    limit = line.to("accept").deadlines.get(limit="xf.handle")
    on_day(61)
    address = reverse("casework:extend", args=[limit.pk])
    text = page(in_portal(line.people["official"]).post(address, {"amount": "30", "reason": "要等鉴定。"}))
    assert "不能再延长。请尽快答复" in text
    assert "要等鉴定。" in text
    assert not Extension.objects.exists()


def test_an_opinion_without_legal_basis(line):
    petition = line.to("investigate")
    said = OPINION | {"result": "reject", "legal_basis": " "}
    text = page(sent(in_portal(line.people["official"]), petition, "draft", **said))
    assert "写依据哪部法律法规、政策的第几条" in text
    assert OPINION["findings"] in text
    assert not petition.opinions.exists()


def test_a_delivery_before_the_opinion(line):
    client, proof = in_portal(line.people["official"]), "回证第七号"
    said = {"way": "signed", "delivered_on": f"{clock.today() - DAY}", "proof": proof}
    petition = line.to("issue")
    text = page(sent(client, petition, "deliver", **said))
    assert "送达日期不能比它早" in text
    assert proof in text
    early = line.to("draft")
    soon = sent(client, early, "deliver", **said | {"delivered_on": f"{clock.today()}"})
    assert (soon.status_code, proof in page(soon)) == (409, True)
    api = client.post(f"/api/v1/petitions/{early.number}/deliver/", said)
    assert api.status_code == 409
    assert not petition.deliveries.exists()
    assert not early.deliveries.exists()


def test_a_review_from_the_wrong_organ(inside, line):  # noqa: F811 - a fixture
    petition, day = line.to("deliver"), f"{clock.today()}"
    said = {"to": line.units["higher"].pk, "applied_on": day, "received_on": day, "note": "不服。"}
    text = page(sent(inside, petition, "apply_review", **said))
    assert "要向测试县人民政府申请" in text
    assert "不服。" in text
    assert Matter.objects.get(pk=petition.pk).status == "delivered"


def test_a_routing_to_a_sub_unit_of_the_accused_by_its_api_address(inside, line, bureau):  # noqa: F811
    below = UnitFactory(area=bureau.area, parent=UnitFactory(area=bureau.area, parent=bureau), name="公路段")
    DutyFactory(role=Role.COMPETENT_ORG, unit=below)
    petition = line.do(line.to("classify"), "accuse", units=[bureau])
    for to in (bureau, below):
        api = inside.post(f"/api/v1/petitions/{petition.number}/route/", {"to": to.pk, "sending": "forward"})
        assert api.status_code == 400
        assert "这个单位现在不能接这件，换一个" in api.content.decode()
        text = page(sent(inside, petition, "route", to=to.pk, sending="forward", note="请办理。"))
        assert "这个单位现在不能接这件，换一个" in text
        assert "请办理。" in text
    assert not Routing.objects.exists()
    assert Matter.objects.get().unit is None


def test_a_postmark_after_receipt(inside):  # noqa: F811 - a fixture
    days = {"postmarked_on": "2026-03-02", "received_on": "2026-03-01"}
    text = page(answer := inside.post(NEW, given(channel="letter", **days)))
    assert (answer.status_code, "邮戳日期晚于收到日期" in text) == (400, True)
    assert 'value="2026-03-02"' in text
    assert not Matter.objects.exists()


def test_a_code_that_is_guessed_and_guessed(line, settings, clerk):
    """From one address a crowd of codes, and the door is shut; 10,000 and more at it: chaos/guessing."""
    here = Client(REMOTE_ADDR="198.51.100.9")
    crowd = settings.RESIDENT_CROWD
    seen = [here.post(LOOK, {"code": f"{n:012d}", "tail": "3333"}) for n in range(crowd + 5)]
    assert {one.status_code for one in seen[:crowd]} == {404}
    assert {one.status_code for one in seen[crowd:]} == {429}
    text = page(seen[-1])
    assert "分钟" in text
    assert f"{crowd + 4:012d}" in text
    code = residing.slip(line.to("accept"), tail="3333", by=clerk).code
    assert here.post(LOOK, {"code": code, "tail": "3333"}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(LOOK, {"code": code, "tail": "3333"}).status_code == 200


def test_one_code_with_all_tails(line, clerk, settings):
    """Whoever found a slip cannot try the four digits, not from many addresses either."""
    code = residing.slip(line.to("accept"), tail="9876", by=clerk).code
    statuses = [
        Client(REMOTE_ADDR=f"203.0.{n}.9").post(LOOK, {"code": code, "tail": f"{n:04d}"}).status_code
        for n in range(2 * settings.RESIDENT_FAILURES + 5)
    ]
    assert statuses.count(404) <= 2 * settings.RESIDENT_FAILURES
    assert statuses[-1] == 429


@pytest.mark.parametrize("veiled", [False, True])
def test_a_petitioner_who_is_an_official_in_the_chain(line, veiled):
    """XF-10: nobody handles what they petition for; hidden or not, they step aside and no more."""
    official = line.people["official"]
    official.phone = "13900001111"
    official.save()
    petition, client = line.to("route", veiled=veiled), in_portal(official)
    text = page(sent(client, petition, "accept", note="我来办。"))
    assert "自己的信访件由别的人来办。点“回避”" in text
    assert "我来办。" in text
    assert Matter.objects.get(pk=petition.pk).status == "routed"
    assert sent(client, petition, "recuse", who=official.pk, reason="interest").status_code == 302
    assert petition.stand_downs.get().user == official
    services.accept(Matter.objects.get(pk=petition.pk), by=line.people["head"])


def test_a_clerk_who_petitions_does_not_send_their_own_on(line, clerk):
    clerk.phone = "13900001111"
    clerk.save()
    petition = line.register()
    said = {"category": "claim", "path": "p6", "subject": "11"}
    assert "自己的信访件由别的人来办" in page(sent(in_portal(clerk), petition, "classify", **said))
    assert Matter.objects.get(pk=petition.pk).status == "registered"


@pytest.mark.parametrize("note", ["请联系演示张三丰。", "演示 张三 丰自己说的。"])
def test_a_note_that_names_who_complains_to_whom_it_goes(inside, line, note):  # noqa: F811 - a fixture
    petition = line.to("classify", veiled=True)
    said = {"to": line.units["bureau"].pk, "sending": "forward", "note": note}
    text = page(sent(inside, petition, "route", **said))
    assert "写了信访人的姓名" in text
    assert note in text
    api = inside.post(f"/api/v1/petitions/{petition.number}/route/", said)
    assert (api.status_code, "写了信访人的姓名" in api.content.decode()) == (403, True)
    assert not Routing.objects.exists()
