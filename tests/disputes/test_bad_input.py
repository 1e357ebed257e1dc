"""Each bad input of the issue is refused in words that say how to mend it, and nothing is written."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from casework.models import Matter
from disputes.models import Agreement, Claim, Dispute, Mediator, Template
from disputes.services.rewarding import claim
from security import clock
from tests.disputes.test_rewards import filed, rates  # noqa: F401 - fixtures
from tests.disputes.test_templates import word
from tests.disputes.test_views import move, page, post_new
from tests.factories import DutyFactory

NUMBER = "11010519491231002X"


def agreed(client, dispute, **changed):
    """The page that comes when this is sent as an agreement."""
    today = clock.today()
    given = {
        "form": "written",
        "reached_on": f"{today}",
        "facts": "通道被堵。",
        "duties": "李四有责任。",
        "content": "李四拆除围挡。",
        "item1_text": "李四拆除围挡",
        "item1_due_on": f"{today}",
    }
    return move(client, dispute, "agree", **given | changed)


def test_two_parties_with_one_number(inside, line):
    assert "双方不能是同一个人" in page(post_new(inside, party2_id_number=NUMBER.lower()))
    assert not Matter.objects.exists()
    dispute = line.to("accept")
    given = {"role": "party", "side": "respondent", "nature": "natural", "name": "演示王五"}
    answer = inside.post(f"{dispute.get_absolute_url()}bring_in/", {**given, "id_number": NUMBER})
    assert "已经有一位当事人是这个证件号码" in page(answer)
    assert dispute.people.count() == 2


def test_a_party_who_is_the_mediator(inside, line, chair):
    line.by.phone = "13900002222"
    line.by.save()
    given = {"mediator": chair.pk, "selection": "chosen", "declared": "on"}
    answer = move(inside, line.register(), "accept", **given)
    assert "当事人自己不能调解。换一位调解员" in page(answer)
    assert Matter.objects.get().status == "registered"


def test_a_mediator_who_is_a_relative_says_so_and_gives_way(inside, line, chair):
    untold = move(inside, line.register(), "accept", mediator=chair.pk, selection="chosen")
    assert "有利害关系的，换一位" in page(untold)
    dispute = line.to("notify")
    assert move(inside, dispute, "declare", ties="relative").status_code == 302
    answer = move(inside, dispute, "meet", place="村委会", notes="谈了。")
    assert "和一方是近亲属，要回避。先“换调解员”" in page(answer)
    assert not dispute.sessions.exists()


def test_an_agreement_from_before_the_mediation(inside, line):
    day = clock.today() - timedelta(days=1)
    assert "（第一次调解）到今天之间" in page(agreed(inside, line.to("meet"), reached_on=f"{day}"))
    assert not Agreement.objects.exists()


def test_performance_later_than_the_limitation(inside, line):
    late = clock.today() + timedelta(days=3 * 366 + 1)
    assert "起诉的时效是 3 年" in page(agreed(inside, line.to("meet"), item1_due_on=f"{late}"))
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("sort", ["wages", "labour", "medical", "land"])
def test_an_oral_agreement_about_labour_medicine_or_land(inside, line, sort):
    answer = agreed(inside, line.to("meet", justice_type=sort), form="oral")
    assert "法律要求书面。选“书面调解协议书”" in page(answer)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("field", ["facts", "duties", "content", "item1_text"])
def test_amounts_that_differ_between_figures_and_words(inside, line, field):
    answer = agreed(inside, line.to("meet"), **{field: "补偿 3000 元（大写：叁佰元整）"})
    assert "数字和大写对不上，改成一样的" in page(answer)
    assert not Agreement.objects.exists()


def test_a_claim_for_one_dispute_twice(inside, filed, rates, mediator):  # noqa: F811 - fixtures
    dispute = filed()
    claim(dispute, by=mediator)
    answer = inside.post(reverse("disputes:reward_claim", args=[dispute.number]), follow=True)
    assert "已经申报过了，一件只能申报一次" in page(answer)
    assert Claim.objects.count() == 1


def test_a_mediator_who_is_no_longer_active(inside, line, seat):
    yesterday = clock.today() - timedelta(days=1)
    gone = seat(active_until=yesterday)
    given = {"mediator": gone.pk, "selection": "chosen", "declared": "on"}
    assert "不在任，或者回避过。换一位" in page(move(inside, line.register(), "accept", **given))
    dispute = line.to("notify")
    Mediator.objects.filter(pk=line.chair.pk).update(active_until=yesterday)
    answer = move(inside, dispute, "meet", place="村委会", notes="谈了。")
    assert "已经离任。先“换调解员”，再接着办" in page(answer)
    assert not dispute.sessions.exists()


def test_a_file_marked_complete_without_a_paper(inside, line):
    dispute = line.to("visit")
    Dispute.objects.update(identified=False)
    assert "卷宗还缺：当事人身份证明。补上再立卷" in page(move(inside, dispute, "file"))
    assert Matter.objects.get().status == "visited"


@pytest.mark.parametrize("code", ["{% for x in y %}", "{# 注 #}", "{{ 申请人"])
def test_a_template_with_code_in_it(client, county, code):
    client.force_login(DutyFactory(role=Role.OFFICE, unit__area=county).user)
    sent = {"file": SimpleUploadedFile("协议书.docx", word("{{ 卷号 }}", code))}
    answer = client.post(reverse("disputes:template", args=["agreement"]), sent)
    assert (answer.status_code, "只能用 {{ 名称 }}" in page(answer)) == (400, True)
    assert not Template.objects.exists()
