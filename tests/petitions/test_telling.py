"""What a petitioner is told without asking (XF-70): at each step, by phone, or else on paper."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from casework import services as casework
from casework.models import Message, Telling
from casework.tasks import deliver_messages
from petitions import services
from petitions.telling import SENTENCES, TELLS, sentence
from petitions.workflow import PETITION_FLOW
from security import clock
from security.context import everything
from tests.casework.mailbox import mailbox
from tests.petitions.conftest import OPINION

pytestmark = pytest.mark.django_db(transaction=True)
PHONELESS = {"name": "演示张三丰"}
SECRET = ("路", "演示", "交通", "政府", "信访局", "不归县里管", "县城管局", "复议")


def texts(petition):
    return list(petition.tellings.order_by("pk").values_list("text", flat=True))


def said(petition, *moves):
    """Was this told last, in this order, and nothing that says what it is about or who has it?"""
    told = texts(petition)
    assert told[-len(moves) :] == [sentence(move, petition.number) for move in moves]
    assert not [word for word in SECRET for one in told if word in one]
    assert Message.objects.filter(telling__matter=petition, channel="sms").count() == len(told)


def test_each_step_of_the_table_is_a_step_with_its_words():
    assert {"register", *PETITION_FLOW.moves} >= TELLS.keys() == SENTENCES.keys()
    assert set(TELLS.values()) <= set(Telling.Event.values)
    assert all(len(sentence(move, "202611-000001")) <= 70 for move in TELLS), "one SMS"


def test_the_whole_way_tells_every_date_that_is_open(line):
    petition = line.to("conclude")
    moves = ("register", "route", "accept", "issue")
    said(petition, *moves, "apply_review", "review_issue", "apply_recheck", "recheck_issue")


def test_a_refusal_tells_that_there_is_a_reason_and_not_the_reason(line, colleague):
    given = {"ground": "n4", "note": "不归县里管。", "elsewhere": "找县城管局。"}
    petition = services.refuse(line.to("classify"), by=line.people["clerk"], **given)
    said(petition, "register")
    words = "不归县里管。找县城管局"
    said(services.confirm_refusal(petition, told=words, by=colleague), "register", "confirm_refusal")
    given["by"] = line.people["official"]
    petition = services.decline(line.to("route"), **given)
    petition = services.confirm_decline(petition, told=words, by=line.people["head"])
    said(petition, "register", "route", "confirm_decline")


def test_who_is_sent_elsewhere_or_replied_to_reads_it_by_the_code(line):
    petition = line.do(line.to(""), "classify", path="p4")
    to = {"elsewhere": "向县里申请复议", "until": "60 日内", "told": "向县里申请复议"}
    petition = services.guide(petition, by=line.people["clerk"], **to)
    said(petition, "register", "guide")
    [paper] = services.slip(petition, tail="1234", by=line.people["clerk"]).progress.papers
    assert (paper.name, paper.parts[0][1]) == ("途径告知书", "向县里申请复议。60 日内")
    petition = line.do(line.register(), "classify", category="suggest", path="")
    petition = line.do(line.do(petition, "route"), "accept")
    given = {"adoption": "whole", "note": "路已经列入计划。", "told": "路已经列入计划。"}
    petition = services.reply(petition, by=line.people["official"], **given)
    said(petition, "register", "route", "accept", "reply")
    [paper] = services.slip(petition, tail="1234", by=line.people["clerk"]).progress.papers
    assert paper.parts == (("答复", "全部采纳：路已经列入计划。"),)


def test_what_goes_to_another_organ_says_that_it_went(line):
    clerk = line.people["clerk"]
    petition = services.send_out(line.to("classify"), outside="县城管局", by=clerk)
    said(petition, "register", "send_out")
    accused = line.do(line.register(category="accuse"), "classify", category="accuse", path="")
    said(services.transfer_discipline(accused, outside="县纪委", by=clerk), "register", "transfer_discipline")


def test_an_extension_tells_the_new_day(line):
    petition = line.to("accept")
    limit = petition.deadlines.get(limit="xf.handle")
    asked = casework.ask_extension(limit, amount=30, reason="路基复杂。", by=line.people["official"])
    casework.decide_extension(asked, granted=True, answer="同意。", by=line.people["head"])
    before = texts(petition)
    services.announce(petition, note="路基复杂。", by=line.people["official"])
    limit.refresh_from_db()
    [new] = texts(petition)[len(before) :]
    assert f"{limit.legal_on.month}月{limit.legal_on.day}日前再答复您" in new
    assert "路基" not in new


def test_more_than_one_forwarding_is_told_each_time(line):
    petition = services.object(line.to("route"), note="是城管的事。", by=line.people["official"])
    petition = services.sustain(petition, note="不是。", by=line.people["clerk"])
    said(line.do(petition, "route"), "register", "route", "route")


def test_it_goes_out_by_sms_with_the_number_masked_in_what_is_kept(line, settings):
    petition = line.to("route")
    assert deliver_messages() >= 1
    kept = [json.loads(file.read_text()) for file in Path(settings.SMS_FILE_PATH).glob("*.json")]
    own = [sms for sms in kept if petition.number in sms["text"]]
    assert {sms["phone"] for sms in own} == {"139****1111"}
    assert sentence("route", petition.number) in "".join(sms["text"] for sms in own)


def test_who_left_no_phone_is_told_on_paper(line, client):
    petition = line.register(petitioners=[PHONELESS], channel="letter")
    for name in ("classify", "route", "accept"):
        petition = line.do(petition, name)
    assert texts(petition) == []
    client.force_login(line.people["clerk"])
    assert "告诉不到" in client.get(petition.get_absolute_url()).content.decode()
    slip = client.post(f"{petition.get_absolute_url()}slip/", {"tail": "2468"}).content.decode()
    for words in ("转送给测试县交通运输局", "受理", "查询码和进度"):
        assert words in slip
    client.force_login(line.people["official"])
    assert "告诉不到" not in client.get(petition.get_absolute_url()).content.decode()


def test_who_left_one_is_not_told_on_paper_too(line, client):
    petition = line.register()
    client.force_login(line.people["clerk"])
    assert "告诉不到" not in client.get(petition.get_absolute_url()).content.decode()


def test_who_left_an_address_is_told_by_mail_and_may_stay_unnamed(line, client, settings):
    """XF-70."""
    both = line.register(
        petitioners=[{"name": "演示张三丰", "phone": "13911111111", "email": "zhang@example.com"}]
    )
    alone = line.register(petitioners=[{"email": "nobody@example.org"}], anonymous=True, channel="letter")
    with mailbox(settings) as kept:
        deliver_messages()
    letters = {to[0]: letter for to, letter in kept}
    assert letters.keys() == {"zhang@example.com", "nobody@example.org"}
    for petition, letter in ((both, letters["zhang@example.com"]), (alone, letters["nobody@example.org"])):
        assert letter["subject"] == "县域社会治理平台提醒"
        assert letter.get_content().strip() == sentence("register", petition.number)
    assert sorted(both.tellings.get().messages.values_list("channel", flat=True)) == ["email", "sms"]
    assert {one.state for one in Message.objects.all()} == {"sent"}
    client.force_login(line.people["clerk"])
    page = client.get(alone.get_absolute_url()).content.decode()
    assert "n***@example.org" in page
    assert "nobody@example.org" not in page
    assert "告诉不到" not in page


def test_the_receipt_says_how_they_hear_of_what_is_new(line):
    given = {"name": "演示张三丰", "phone": "13911111111", "email": "zhang@example.com"}
    petition = line.register(petitioners=[given])
    told = services.slip(petition, tail="1234", by=line.people["clerk"]).progress.told_by
    assert told == ("短信 139****1111", "邮件 z***@example.com")


def test_an_erased_address_gets_nothing(line, settings):
    petition = line.register(petitioners=[{"email": "nobody@example.org"}], anonymous=True, channel="letter")
    with everything("test"):
        petition.people.update(erased_at=clock.now())
    with mailbox(settings) as kept:
        deliver_messages()
    assert kept == []
    assert [one.state for one in Message.objects.filter(telling__matter=petition)] != ["sent"]


def test_history_that_is_loaded_tells_nobody(line):
    assert texts(line.register(at=clock.now() - timedelta(days=3))) == []


def test_the_opinion_itself_is_on_no_phone(line):
    petition = line.to("investigate")
    petition = services.draft(petition, by=line.people["official"], result="reject", **OPINION)
    services.issue(petition, told=OPINION["opinion"], by=line.people["head"])
    said(petition, "register", "route", "accept", "issue")
