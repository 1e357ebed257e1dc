"""Parties after the registration, and what mediators declare (MD-16, MD-18b)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.exceptions import MoveDenied
from casework.models import Person
from disputes import services
from disputes.models import Declaration, Party, Recusal
from security import clock

OTHER = {"role": "party", "side": "respondent", "name": "演示王五", "phone": "13900003333"}


def bring(line, dispute, **more):
    return services.bring_in(dispute, by=line.by, **(OTHER | more))


def of(dispute, side):
    return Party.objects.get(matter=dispute, side=side, role="party")


def test_a_party_is_brought_in_sealed_and_the_history_says_so(line):
    dispute = bring(line, line.to("accept"))
    assert dispute.people.last().masked_name == "演**五"
    assert (dispute.events.last().move, dispute.events.last().note) == ("bring_in", "当事人")
    assert dispute.status == "accepted"


def test_the_same_number_twice_is_refused_in_words_and_by_the_database(line):
    dispute = line.to("accept")
    with pytest.raises(MoveDenied, match="已经有一位当事人是这个证件号码"):
        bring(line, dispute, id_number="11010519491231002x")
    dispute = bring(line, dispute)
    last = Party.objects.order_by("pk").last()
    with pytest.raises(MoveDenied, match="已经有一位当事人是这个证件号码"):
        services.correct(dispute, party=last, id_number="11010519491231002X", note="补上", by=line.by)
    applicant = of(dispute, "applicant")
    fixed = services.correct(
        dispute, party=applicant, id_number="11010519491231002X", note="核对", by=line.by
    )
    assert "证件号码" in fixed.events.last().note


def test_md_18b_the_mediator_is_no_party(line):
    line.by.phone = "13900003333"
    line.by.save()
    with pytest.raises(MoveDenied, match="当事人自己不能调解"):
        bring(line, line.to("accept", parties=line_parties()))


def line_parties():
    return (
        {"side": "applicant", "name": "演示张三"},
        {"side": "respondent", "name": "演示李四"},
    )


def test_an_agent_acts_for_a_party_with_an_authorisation(line):
    dispute = line.to("accept")
    given = {"role": "agent", "name": "演示律师", "phone": "13900004444", "side": ""}
    with pytest.raises(MoveDenied, match="替哪一位"):
        bring(line, dispute, **given)
    dispute = bring(line, dispute, acts_for=of(dispute, "applicant"), authorisation="代为签字", **given)
    agent = Party.objects.get(role="agent")
    assert (agent.side, agent.person.part, dispute.own.papers[3].count) == ("applicant", "agent", 1)
    with pytest.raises(IntegrityError, match="agent_is_authorised"), transaction.atomic():
        Party.objects.filter(pk=agent.pk).update(authorisation="")


def test_a_guardian_stands_for_a_minor_and_is_no_party(line):
    dispute = line.to("accept")
    child = of(dispute, "applicant")
    dispute = bring(line, dispute, role="guardian", name="演示母亲", acts_for=child, side="")
    assert Party.objects.get(role="guardian").person.part == "other"
    assert dispute.people.filter(part="party").count() == 2


def test_md_16_five_speak_for_a_side_at_most(line):
    dispute = line.to("accept")
    for place in range(5):
        dispute = bring(line, dispute, name=f"演示{place}", phone="", speaks=True)
    with pytest.raises(MoveDenied, match="最多推选 5 名代表"):
        bring(line, dispute, speaks=True)
    with pytest.raises(IntegrityError, match="five representatives"), transaction.atomic():
        Party.objects.filter(side="respondent").update(speaks=True)


def test_who_leaves_stays_on_record_and_takes_their_agent_along(line):
    dispute = bring(line, line.to("accept"))
    last = Party.objects.order_by("pk").last()
    dispute = bring(line, dispute, role="guardian", name="演示父亲", acts_for=last, side="")
    dispute = services.leave(dispute, party=last, ended_on=clock.today(), note="撤回请求", by=line.by)
    assert Party.objects.filter(ended_on=clock.today(), ended_why="撤回请求").count() == 2
    assert Person.objects.filter(matter=dispute, part="party").count() == 2
    with pytest.raises(MoveDenied, match="选一位现在的"):
        services.leave(
            dispute, party=Party.objects.get(pk=last.pk), ended_on=clock.today(), note="?", by=line.by
        )
    with pytest.raises(MoveDenied, match="没有双方了"):
        services.leave(dispute, party=of(dispute, "applicant"), ended_on=clock.today(), note="?", by=line.by)


def test_nobody_leaves_before_it_came_in_or_tomorrow(line):
    dispute = bring(line, line.to("accept"))
    for day in (clock.today() - timedelta(days=9), clock.today() + timedelta(days=1)):
        with pytest.raises(MoveDenied, match="登记以后、今天以前"):
            services.leave(dispute, party=Party.objects.last(), ended_on=day, note="?", by=line.by)


def test_md_18b_the_declaration_is_kept_when_a_mediator_takes_it(line, seat):
    dispute = line.to("accept")
    assert [(one.mediator, one.ties) for one in Declaration.objects.all()] == [(line.chair, "none")]
    with pytest.raises(MoveDenied, match="和一方是近亲属，要回避"):
        services.accept(line.register(), mediator=seat(), selection="chosen", ties="relative", by=line.by)
    services.replace(dispute, mediator=seat(), reason="left", by=line.by)
    assert Declaration.objects.count() == 2


def test_md_18b_who_declares_ties_later_gives_way_before_anything_goes_on(line, seat):
    dispute = services.declare(line.to("notify"), ties="relative", by=line.by)
    with pytest.raises(MoveDenied, match="和一方是近亲属，要回避"):
        line.meet(dispute)
    other = seat()
    dispute = services.replace(dispute, mediator=other, reason="relative", by=line.by)
    assert Recusal.objects.get().mediator == line.chair
    assert (
        services.meet(dispute, held_at=clock.now(), place="村委会", notes="谈了。", by=other.user).status
        == "mediating"
    )


def test_the_pages_take_in_correct_and_let_go(inside, line):
    dispute = line.to("accept")
    page = dispute.get_absolute_url()
    given = {"role": "agent", "name": "", "authorisation": ""}
    refused = inside.post(f"{page}bring_in/", given).content.decode()
    for words in ("写上姓名或单位名称", "选一下替哪一位当事人", "写一句授权范围"):
        assert words in refused
    respondent = of(dispute, "respondent")
    given = {"role": "agent", "name": "演示律师", "acts_for": respondent.pk, "authorisation": "代为调解"}
    assert inside.post(f"{page}bring_in/", given).status_code == 302
    shown = inside.get(page).content.decode()
    assert "被申请人的委托代理人" in shown
    assert "代为调解" in shown
    wrong = {"party": respondent.pk, "phone": "139", "note": "改号码"}
    assert "手机号应是 11 位" in inside.post(f"{page}correct/", wrong).content.decode()
    assert inside.post(f"{page}correct/", wrong | {"phone": "13900009999"}).status_code == 302
    assert "139****9999" in inside.get(page).content.decode()
    gone = {"party": Party.objects.get(role="agent").pk, "ended_on": f"{clock.today()}", "note": "解除委托"}
    assert inside.post(f"{page}leave/", gone).status_code == 302
    assert "解除委托" in inside.get(page).content.decode()
