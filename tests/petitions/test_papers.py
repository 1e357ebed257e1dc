"""Papers: from what was entered once, drafts until they are signed, numbered without a gap, kept."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document as Word

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Extension, Reveal
from petitions.dictionaries import NUMBERED, PaperKind
from petitions.models import Paper
from petitions.papers.sheets import TEXTS
from petitions.services import papers
from security import clock
from tests.coming import come_in
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.conftest import OPINION, PETITIONER
from tests.petitions.signing import DAY, one, said, sign, text


def asked_for(paper):
    why = {"purpose": Reveal.Purpose.values[0], "words": "发告知书"}
    return {"paper": f"{paper.pk}", "format": "docx"} | why


@pytest.mark.django_db
def test_xf_30_31_34_a_forwarded_petition_says_what_is_wanted_by_when_and_names_nobody(line, clerk):
    petition = line.to("route")
    paper = sign(petition, "forward", clerk)
    whole = said(papers.form_from_json(paper.form))
    assert paper.number == f"信转〔{DAY().year}〕1号"
    for words in ("测试县交通运输局：", "转送的不要求报结果", "提出异议并详细说明理由", "不得将检举控告材料"):
        assert words in whole
    assert "待填" not in whole
    assert PETITIONER["name"] not in whole
    assert "张" not in whole


@pytest.mark.django_db
def test_xf_31_an_assigned_petition_says_by_when_the_report_is_due(line, clerk, tomorrow):
    petition = line.do(line.to("classify"), "route", sending="assign", report_by=tomorrow)
    assert f"请在{tomorrow.year}年{tomorrow.month}月{tomorrow.day}日以前书面报告办理结果" in text(
        petition, "assign"
    )


@pytest.mark.django_db
def test_xf_33_53_an_accepted_petition_says_from_which_day_and_to_which(line, official):
    petition = line.to("accept")
    limit = petition.deadlines.get(limit="xf.handle")
    whole = said(papers.form_from_json(sign(petition, "acceptance", official).form))
    last = limit.legal_on
    assert f"自受理之日起60日，到{last.year}年{last.month}月{last.day}日为止" in whole
    assert "由测试县交通运输局办理" in whole


@pytest.mark.django_db
def test_xf_40_a_refusal_says_ground_reason_and_where_to_go_and_waits_for_the_other_hand(
    line, head, official
):
    petition = line.to("route")
    petition = line.do(
        petition, "decline", ground="n4", note="归水利局管。", elsewhere="县水利局，在城关镇。", by=official
    )
    with pytest.raises(MoveDenied, match="另一个人还没有审核同意"):
        sign(petition, "refusal", head)
    line.do(petition, "confirm_decline", by=head)
    with pytest.raises(MoveDenied, match="的负责人签发"):
        sign(petition, "refusal", official)
    whole = said(papers.form_from_json(sign(petition, "refusal", head).form))
    for words in ("不属于本机关、单位的职权", "归水利局管。", "县水利局，在城关镇。", "第二十三条"):
        assert words in whole


def extended(petition, official, head, **fields):
    limit = petition.deadlines.get(limit="xf.handle")
    given = {"granted": True, "decided_by": head, "decided_at": clock.now()} | fields
    return Extension.objects.create(
        matter=petition, deadline=limit, amount=30, reason="要等鉴定。", asked_by=official, **given
    )


@pytest.mark.django_db
def test_xf_52_an_extension_says_why_how_long_and_who_granted_it(line, official, head):
    petition = line.to("accept")
    row = extended(petition, official, head)
    whole = text(petition, "extension")
    for words in ("要等鉴定。", "延长30日", "负责人", "延期只有一次"):
        assert words in whole
    row.delete()
    extended(petition, official, head, granted=None, decided_by=None, decided_at=None)
    with pytest.raises(MoveDenied, match="负责人还没有批准"):
        sign(petition, "extension", head)


@pytest.mark.django_db
def test_xf_52_no_extension_is_signed_after_the_sixtieth_day(line, official, head, monkeypatch):
    petition = line.to("accept")
    extended(petition, official, head)
    late = DAY() + timedelta(days=61)
    monkeypatch.setattr("security.clock.today", lambda: late)
    with pytest.raises(MoveDenied, match="第 60 日"):
        sign(petition, "extension", head)


@pytest.mark.django_db
def test_xf_50_54_55_an_opinion_has_all_that_the_law_wants_and_the_last_day_as_a_date(line, head):
    petition = line.to("issue")
    whole = said(papers.form_from_json(sign(petition, "handling", head).form))
    for words in [*OPINION.values(), "不予支持", "向测试县人民政府申请复查"]:
        assert words in whole
    last = line.do(petition, "deliver").deadlines.get(limit="xf.review_apply").legal_on
    assert f"{last.month}月{last.day}日以前向测试县人民政府申请复查" in whole


@pytest.mark.django_db
def test_xf_51_what_is_supported_says_what_is_done_by_when(line, tomorrow):
    petition = line.do(
        line.to("investigate"), "draft", result="support", task="铺好路面", task_due_on=tomorrow
    )
    assert f"落实：铺好路面，{tomorrow.year}年{tomorrow.month}月{tomorrow.day}日以前。" in text(
        petition, "handling"
    )


@pytest.mark.django_db
def test_xf_54_a_review_says_what_of_the_opinion_before_and_a_recheck_is_the_last(line, above, top):
    petition = line.to("review_issue")
    assert "维持原处理意见" in said(papers.form_from_json(sign(petition, "review", above[1]).form))
    petition = line.to("recheck_issue")
    whole = said(papers.form_from_json(sign(petition, "recheck", top[1]).form))
    assert "维持复查意见" in whole
    assert "没有再上一级的申请" in whole


@pytest.mark.django_db
def test_xf_56_a_hearing_of_the_first_organ_counts(line):
    petition = line.to("investigate")
    given = {"noticed_on": DAY(), "held_from": DAY(), "place": "县信访局"}
    petition = line.do(petition, "hear", **given)
    assert "听证的时间计入办理期限" in text(petition, "hearing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last", "kind"),
    [("route", "acceptance"), ("route", "forward"), ("draft", "handling"), ("accept", "acceptance")],
)
def test_a_draft_fills_four_fifths_by_itself_and_says_what_it_lacks(line, last, kind):
    subject = one(line.to(last), kind)
    whole = text(line.to(last), kind)
    assert whole.startswith("【稿】没有签发")
    if last == "route" and kind == "acceptance":
        assert "还没有受理" in whole
        assert "（待填：受理日期）" in whole
    else:
        assert subject.filled >= 0.8
    assert all(f"（待填：{name}）" in whole for name in subject.missing)


@pytest.mark.django_db
def test_what_was_signed_opens_byte_for_byte_after_the_petition_went_on(line, head):
    petition = line.to("issue")
    paper = sign(petition, "handling", head)
    before, word = papers.opened(paper, "pdf"), papers.opened(paper, "docx")
    line.do(petition, "deliver")
    kept = Paper.objects.get(pk=paper.pk)
    assert papers.opened(kept, "pdf") == before
    assert hashlib.sha256(before).hexdigest() == kept.sha256
    assert papers.opened(kept, "docx") == word
    assert paper.number in "".join(par.text for par in Word(BytesIO(word)).paragraphs)


@pytest.mark.django_db
def test_only_the_organ_signs_its_own_paper(line, clerk, official):
    petition = line.to("accept")
    with pytest.raises(MoveDenied, match="由测试县信访局签发"):
        sign(petition, "forward", official)
    with pytest.raises(MoveDenied, match="由测试县交通运输局签发"):
        sign(petition, "acceptance", clerk)


@pytest.mark.django_db(transaction=True)
def test_the_copy_for_the_petitioner_bears_their_name_and_the_look_is_on_record(
    client, line, clerk, official
):
    petition = line.to("accept")
    paper = sign(petition, "acceptance", official)
    come_in(client, official)
    url = reverse("petitions:paper_named", args=[petition.number])
    given = {
        "paper": f"{paper.pk}",
        "format": "docx",
        "purpose": Reveal.Purpose.values[0],
        "words": "发告知书",
    }
    answer = client.post(url, given)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert "演示张三丰：" in [par.text for par in Word(BytesIO(answer.content)).paragraphs]
    assert Reveal.objects.count() == 1
    answer = client.post(url, given | {"paper": f"{paper.pk}-receipt"})
    assert "演示张三丰" in "".join(
        cell.text
        for table in Word(BytesIO(answer.content)).tables
        for row in table.rows
        for cell in row.cells
    )


@pytest.mark.django_db(transaction=True)
def test_of_a_hidden_petitioner_the_organ_gets_no_copy_with_a_name(client, line, clerk, official):
    petition = line.to("accept")
    paper = sign(petition, "acceptance", official)
    line.do(petition, "veil", by=clerk, note="本人要求", request="修路。", facts="坏了半年。")
    come_in(client, official)
    url = reverse("petitions:paper_named", args=[petition.number])
    given = {
        "paper": f"{paper.pk}",
        "format": "docx",
        "purpose": Reveal.Purpose.values[0],
        "words": "发告知书",
    }
    answer = client.post(url, given)
    assert answer.status_code == 400
    assert "不能看信访人的姓名" in answer.content.decode()
    assert Reveal.objects.count() == 0


@pytest.mark.django_db
def test_the_page_lists_drafts_and_signs(client, line, official):
    petition = line.to("accept")
    client.force_login(official)
    url = reverse("petitions:papers", args=[petition.number])
    page = client.get(url).content.decode()
    assert "签发受理告知书" in page
    about = one(petition, "acceptance").about
    page = client.post(
        reverse("petitions:paper_sign", args=[petition.number, "acceptance", about]), follow=True
    ).content.decode()
    assert f"信受告〔{DAY().year}〕1号" in page
    kept = Paper.objects.get()
    pdf = client.get(reverse("petitions:paper_signed", args=[petition.number, kept.pk, "pdf"]))
    assert pdf.content == bytes(kept.pdf)
    draft = client.get(reverse("petitions:paper_draft", args=[petition.number, "acceptance", about, "pdf"]))
    assert draft.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_out_of_sight_is_not_there(client, line, other_county_person):
    petition = line.to("accept")
    come_in(client, other_county_person)
    for name, args in (("papers", []), ("paper_named", []), ("paper_draft", ["acceptance", 1, "pdf"])):
        assert client.get(reverse(f"petitions:{name}", args=[petition.number, *args])).status_code == 404


@pytest.fixture
def other_county_person(bureau, line):
    return DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=bureau.area, name="别的单位")).user


def test_every_kind_has_its_text_and_its_number():
    assert set(TEXTS) == set(NUMBERED) == set(PaperKind)
