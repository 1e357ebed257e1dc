"""The report of a round: from what was entered, numbered when it is signed, never changed after."""

from io import BytesIO

import docx
import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.urls import reverse

from casework.exceptions import MoveDenied
from casework.services.signed import opened
from security import clock
from stability import services
from stability.models import SignedReport
from stability.services.signing import sign
from stability.sheet import compose
from tests.disputes.test_views import page
from tests.stability.test_pages import inside

OUTLINE = [
    "基本情况",
    "风险调查与意见采纳",
    "风险识别",
    "风险估计",
    "防范化解措施",
    "措施后等级",
    "结论与建议",
    "应急预案",
    "附件",
]


def words(form):
    """All that the report says, in its cells too."""
    said = []
    for part in form.parts:
        said += [cell for row in part.rows for cell in row] if hasattr(part, "rows") else [part.text]
    return said


def test_ra_03_05_08_the_report_has_its_outline_and_says_what_was_entered(line):
    matter = line.to("report", level="medium")
    said = words(compose(line.fresh(matter).own, today=clock.today()))
    assert [one for one in said if one in OUTLINE] == OUTLINE
    whole = "\n".join(said)
    for one in (
        "被征地农户（126 人）",
        "问卷",
        "36人",
        "25%",
        "演示专家甲",
        "合法性：合。",
        "补偿标准有争议",
        "9 中风险",
        "先公示补偿方案。",
        "结论：中风险。暂缓实施",
        "镇里先到，公安随后。",
        "【稿】没有签发",
    ):
        assert one in whole, one


def test_a_report_is_signed_by_the_head_once_and_numbers_have_no_gap(line, official, head):
    first, second = line.to("report"), line.to("report")
    with pytest.raises(MoveDenied, match="由测试县自然资源局的负责人签发"):
        sign(first, by=official)
    year = clock.today().year
    assert [sign(one, by=head).number for one in (first, second)] == [
        f"稳评报〔{year}〕1号",
        f"稳评报〔{year}〕2号",
    ]
    with pytest.raises(MoveDenied, match="已经签发过"):
        sign(first, by=head)
    with pytest.raises(MoveDenied, match="“报告编好”以后签发"):
        sign(line.to("plan"), by=head)


def test_what_was_signed_stays_though_the_plan_is_adjusted(line, head):
    matter = line.to("sign", level="high")
    report = matter.signed_reports.get()
    services.adjust(matter, note="分两期。", by=head)
    kept = SignedReport.objects.get(pk=report.pk)
    assert bytes(kept.pdf).startswith(b"%PDF")
    assert opened(kept, "pdf") == bytes(report.pdf)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        SignedReport.objects.update(number="x")
    again = line.to("sign", before=line.fresh(matter))
    assert again.signed_reports.count() == 2
    said = "".join(words(compose(again.own, today=clock.today())))
    assert "以前：第1轮高风险，方案已经调整。" in said


def test_draft_and_signed_report_open_as_word_and_pdf(line, head):
    matter, client = line.to("report"), inside(head)
    papers = reverse("stability:papers", args=[matter.number])
    assert "签发评估报告" in page(client.get(papers))
    draft = client.get(reverse("stability:draft", args=[matter.number, "docx"]))
    text = "\n".join(one.text for one in docx.Document(BytesIO(draft.content)).paragraphs)
    assert "【稿】没有签发" in text
    assert client.post(reverse("stability:sign", args=[matter.number])).url == papers
    report = matter.signed_reports.get()
    for format_, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = client.get(reverse("stability:signed", args=[matter.number, report.pk, format_]))
        assert answer.content.startswith(begins)
    assert client.get(reverse("stability:draft", args=[matter.number, "exe"])).status_code == 404
    assert report.number in page(client.get(papers))
