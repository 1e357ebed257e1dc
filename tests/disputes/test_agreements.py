"""Agreements: written or oral, signed, in effect, kept or not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Q
from django.utils import timezone

from casework.exceptions import MoveDenied
from casework.models import Deadline
from casework.services.extensions import may_decide
from casework.services.retention import clean, own_papers
from disputes import services
from disputes.limits import CONFIRM, MEDIATE, VISIT
from disputes.models import Item, Session
from security import clock
from tests.disputes.test_services import running


@pytest.mark.parametrize("sort", ["wages", "labour", "medical", "land"])
def test_md_21_some_agreements_are_made_in_writing_alone(line, sort):
    dispute = line.to("meet", justice_type=sort)
    with pytest.raises(MoveDenied, match="法律要求书面"):
        line.agree(dispute, form="oral")
    assert line.agree(dispute).status == "agreed"


@pytest.mark.parametrize("form", ["written", "oral"])
def test_md_20_the_parties_choose_whether_it_is_written(line, form):
    """MD-20: of any type that the law does not want in writing; what was said stands on record."""
    dispute = line.agree(line.to("meet"), form=form)
    assert (dispute.agreement.form, dispute.agreement.content) == (form, "李四拆除围挡，补偿三千元。")
    assert dispute.items.count() == 2


def test_md_22_an_agreement_says_what_and_until_when(line):
    dispute = line.to("meet")
    with pytest.raises(MoveDenied, match="至少写一项"):
        line.agree(dispute, items=[])
    early = {"text": "付钱", "amount": None, "due_on": clock.today() - timedelta(days=1)}
    with pytest.raises(MoveDenied, match="不能早于达成协议"):
        line.agree(dispute, items=[early])


def test_m3_an_amount_that_differs_between_figures_and_capitals_is_refused(line):
    dispute = line.to("meet")
    with pytest.raises(MoveDenied, match="对不上"):
        line.agree(dispute, content="李四付 3,000.00 元（大写：叁万元整）。")
    assert line.agree(dispute, content="李四付 3,000.00 元（大写：叁仟元整）。").status == "agreed"


def test_an_agreement_is_not_reached_before_the_first_session(line):
    dispute = line.to("meet")
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(MoveDenied, match="第一次调解"):
            line.agree(dispute, reached_on=day)


def test_there_is_no_agreement_without_a_session_on_record(line):
    dispute = line.to("meet")
    Session.objects.all().delete()
    with pytest.raises(MoveDenied, match="还没有一次调解记录"):
        line.agree(dispute)


def test_md_23_a_written_agreement_takes_effect_when_all_have_signed(line):
    dispute = line.sign(line.to("agree"), sealed_on=None)
    with pytest.raises(MoveDenied, match="还缺：调委会盖章"):
        line.take_effect(dispute)
    dispute = line.take_effect(line.sign(dispute))
    assert (dispute.status, dispute.agreement.effective_on) == ("performing", clock.today())


def test_md_23_an_oral_agreement_binds_from_the_day_it_was_reached(line):
    dispute = line.agree(line.to("meet"), form="oral")
    with pytest.raises(MoveDenied, match="口头协议不用签字"):
        line.sign(dispute)
    assert line.take_effect(dispute).agreement.effective_on == clock.today()


def test_nobody_signs_before_there_is_an_agreement_or_tomorrow(line):
    dispute = line.to("agree")
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(MoveDenied, match="签字的日期"):
            line.sign(dispute, sealed_on=day)


def test_md_30_the_days_for_confirmation_count_from_the_last_signature(line):
    dispute = line.to("sign")
    signed = clock.today() - timedelta(days=12)
    agreement = dispute.agreement
    agreement.reached_on = signed - timedelta(days=1)
    for name in ("parties_signed_on", "mediator_signed_on", "sealed_on"):
        setattr(agreement, name, signed)
    agreement.save()
    dispute = line.take_effect(dispute)
    for key in (CONFIRM, VISIT):
        deadline = dispute.deadlines.get(limit=key)
        assert timezone.localdate(deadline.started_at) == signed
        assert deadline.legal_on >= signed + timedelta(days=30)
        assert deadline.legal_on < signed + timedelta(days=41)


def test_md_30_a_limit_of_the_parties_makes_nobody_here_late(line):
    dispute = line.to("take_effect")
    confirm, visit = (dispute.deadlines.get(limit=key) for key in (CONFIRM, VISIT))
    assert dispute.due_at == visit.due_at
    now = confirm.due_at + timedelta(days=3)
    late = Deadline.objects.to_tell(now, now, above=Q(due_at__lte=now - timedelta(days=1)))
    assert [one.limit for one in late] == [VISIT]


def test_md_25_what_is_owed_is_paid_in_parts_and_never_too_much(line):
    dispute = line.to("take_effect")
    item = dispute.items.get(amount__isnull=False)
    today = clock.today()
    services.pay(dispute, item=item, amount=Decimal(1000), on=today, by=line.by)
    assert Item.objects.get(pk=item.pk).stands == "已付 1,000.00 元，还欠 2,000.00 元"
    with pytest.raises(MoveDenied, match="最多 2,000"):
        services.pay(dispute, item=item, amount=Decimal("2000.01"), on=today, by=line.by)
    with pytest.raises(MoveDenied, match="还有 2 项没有履行"):
        services.perform(dispute, by=line.by)
    services.pay(dispute, item=item, amount=Decimal(2000), on=today, by=line.by)
    with pytest.raises(MoveDenied, match="已经履行完"):
        services.pay(dispute, item=item, amount=Decimal(1), on=today, by=line.by)
    other = dispute.items.get(amount=None)
    with pytest.raises(MoveDenied, match="不是付钱的"):
        services.pay(dispute, item=other, amount=Decimal(1), on=today, by=line.by)


def test_md_25_what_is_not_kept_is_urged_or_goes_to_court(line):
    dispute = services.default(line.to("take_effect"), note="没付钱。", by=line.by)
    urged = services.urge(dispute, note="答应下周付。", by=line.by)
    assert urged.status == "performing"
    dispute = services.default(urged, note="还是没付。", by=line.by)
    dispute = services.to_court(dispute, note="去法院起诉。", by=line.by)
    assert (dispute.status, dispute.own.way, running(dispute)) == ("handed_off", "court", {"dispute.file"})


def test_md_26_who_did_not_agree_is_told_where_else_to_go(line):
    dispute = services.fail(line.to("meet"), ending="no_agreement", note="差两万谈不拢。", by=line.by)
    dispute = services.hand_off(dispute, way="court", note="向人民法院起诉。", by=line.by)
    dispute = services.file(dispute, by=line.by)
    assert (dispute.status, dispute.own.way) == ("filed", "court")


def test_md_27_the_visit_finds_that_all_was_kept_or_it_is_no_such_visit(line):
    dispute = line.to("perform")
    visited = {"visited_on": clock.today(), "notes": "问过双方。", "by": line.by}
    with pytest.raises(MoveDenied, match="未按期履行"):
        services.visit(dispute, performance="part", **visited)
    assert services.default(dispute, note="还差一半。", by=line.by).own.performed_at is None


def test_md_27_the_first_visit_is_due_while_the_agreement_is_still_to_be_kept(line):
    dispute = line.to("take_effect")
    dispute = services.follow_up(
        dispute, performance="part", visited_on=clock.today(), notes="付了一半。", by=line.by
    )
    assert (dispute.status, VISIT in running(dispute)) == ("performing", False)
    assert dispute.visits.get().get_performance_display() == "部分履行"


def test_what_was_not_signed_is_talked_over_again(line):
    dispute = services.unsign(line.to("agree"), note="李四反悔。", by=line.by)
    assert (dispute.status, dispute.own.agreed_at, MEDIATE in running(dispute)) == ("mediating", None, True)
    dispute = line.agree(dispute, content="改成两千元。")
    assert (dispute.agreement.content, dispute.items.count()) == ("改成两千元。", 2)


def test_md_18_more_time_is_asked_for_with_the_consent_of_both(inside, line, officer):
    """What both agree to stands in the request; who mediates does not grant it to themselves."""
    deadline = line.to("accept").deadlines.get(limit=MEDIATE)
    address, given = f"/limits/{deadline.pk}/extend/", {"amount": "10", "reason": "等鉴定"}
    assert "双方当事人都同意延长，才能申请延长" in inside.post(address, given).content.decode()
    inside.post(address, {**given, "consent": "on"})
    asked = deadline.extensions.get()
    assert asked.reason == "双方当事人都同意延长。等鉴定"
    assert not may_decide(line.by, asked)
    assert may_decide(officer, asked)


def test_what_is_kept_no_longer_loses_its_numbers_in_sessions_too(line):
    dispute = line.to("notify")
    dispute = line.meet(dispute, notes="李四的电话 13900002222，下次打给他。")
    for row in own_papers(dispute):
        clean(row)
    assert "13900002222" not in dispute.sessions.get().notes
