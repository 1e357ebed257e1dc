"""An agreement before a court (MD-30 to MD-37), and what makes it fit to go there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.exceptions import MoveDenied
from casework.models import Deadline, Notice
from casework.services import remind_all
from disputes import services
from disputes.court import CourtRefusal, Material, Rejection
from disputes.forms.court import ConfirmForm
from disputes.limits import CONFIRM
from disputes.models import Agreement, Confirmation, Dispute, Mediator
from security import clock
from tests.disputes.test_services import running

ASKED = {
    "court": "测试县人民法院",
    "ground": "body",
    "materials": ["application", "agreement", "proof", "identity"],
}


def confirm(line, dispute, **more):
    return services.confirm(dispute, by=line.by, **({**ASKED, "applied_on": clock.today()} | more))


def ruled(line, dispute, result, **more):
    today = clock.today()
    dispute = services.court_answer(dispute, answered_on=today, by=line.by)
    given = {"result": result, "ruled_on": today, "number": "（2026）某民特 1 号"} | more
    return services.ruling(dispute, by=line.by, **given)


def test_md_30_both_apply_within_thirty_days_and_the_limit_is_kept(line):
    dispute = confirm(line, line.to("take_effect"))
    assert dispute.status == "performing"
    assert dispute.deadlines.get(limit=CONFIRM).met_at
    assert dispute.own.papers[10].count == 1
    assert Confirmation.objects.get().stands == "等法院答复受不受理"


def test_md_30_who_comes_too_late_reads_why_and_where_else_to_go(line):
    dispute = line.to("take_effect")
    first = clock.today() - timedelta(days=50)
    Agreement.objects.update(reached_on=first, effective_on=first)
    deadline = dispute.deadlines.get(limit=CONFIRM)
    deadline.delete()
    deadline.pk, deadline._state.adding, deadline.legal_on = None, True, first + timedelta(days=30)
    deadline.save()
    with pytest.raises(MoveDenied, match=r"满 30 日，过了就不能申请司法确认.*起诉"):
        confirm(line, dispute)
    assert confirm(line, dispute, applied_on=first + timedelta(days=30)).pk


def test_md_30_the_parties_are_reminded_on_the_twentieth_and_the_twenty_fifth_day(line):
    dispute = line.to("take_effect")
    start = dispute.deadlines.get(limit=CONFIRM).started_at
    Deadline.objects.exclude(limit=CONFIRM).delete()
    told = []
    for day in range(31):
        before = Notice.objects.count()
        remind_all(now=start + timedelta(days=day, hours=1))
        remind_all(now=start + timedelta(days=day, hours=2))
        told += [day] * (Notice.objects.count() - before)
    assert told[:2] == [20, 25]
    assert set(told[2:]) <= {30}  # the last day itself, unless it rests


def test_md_31_it_is_for_the_court_that_invited_the_mediation_else_for_one_of_the_place(line):
    """MD-31: said by the form before anybody goes there, and refused by the service."""
    own, sent = line.to("take_effect"), line.to("take_effect", source="court")
    for dispute, ground in ((own, "invited"), (sent, "body"), (sent, "domicile"), (sent, "intermediate")):
        with pytest.raises(MoveDenied, match=r"民事诉讼法 205|不是法院委托来的"), transaction.atomic():
            confirm(line, dispute, ground=ground)
    assert ConfirmForm(matter=sent, user=line.by).fields["ground"].initial == "invited"
    assert ConfirmForm(matter=own, user=line.by).fields["ground"].initial == "body"
    for ground in ("domicile", "object", "body", "intermediate"):
        assert confirm(line, line.to("take_effect"), ground=ground).confirmations.get().ground == ground
    assert confirm(line, sent, ground="invited").confirmations.get().ground == "invited"


def test_md_31_the_page_offers_the_court_that_sent_it(inside, line):
    """MD-31."""
    page = line.to("take_effect", source="court").get_absolute_url()
    given = {**ASKED, "applied_on": f"{clock.today()}", "jointly": "on"}
    assert "向委托的那个法院申请" in inside.post(f"{page}confirm/", given).content.decode()
    assert inside.post(f"{page}confirm/", given | {"ground": "invited"}).status_code == 302


def test_md_33_what_no_court_confirms_is_said_before_one_applies(line):
    dispute = line.to("take_effect", justice_type="marriage")
    form = ConfirmForm(matter=dispute, user=line.by)
    assert "身份关系" in form.fields["warned"].help_text
    plain = ConfirmForm(matter=line.to("take_effect"), user=line.by)
    assert "warned" not in plain.fields


def test_md_35_an_application_without_its_papers_is_sent_back(line):
    with pytest.raises(MoveDenied, match="材料还缺 1 样"):
        confirm(line, line.to("take_effect"), materials=["application", "agreement", "proof"])


def test_md_32_what_is_valid_is_enforced_and_confirmed_once(line):
    dispute = ruled(line, confirm(line, line.to("take_effect")), "valid")
    assert "强制执行" in Confirmation.objects.get().stands
    with pytest.raises(MoveDenied, match="已经裁定有效"):
        confirm(line, dispute)
    with pytest.raises(MoveDenied, match="没有确认协议的"):
        services.renegotiate(dispute, note="改一改。", by=line.by)


def test_md_34_what_is_rejected_says_why_and_is_mediated_anew_or_sued_over(line):
    """MD-32, MD-34."""
    dispute = confirm(line, line.to("take_effect"))
    for reasons in ({"result": "rejected"}, {"result": "valid", "rejection": "unclear"}):
        with pytest.raises(MoveDenied, match="没有确认的选原因"), transaction.atomic():
            ruled(line, dispute, **reasons)
    dispute = ruled(line, dispute, "rejected", rejection="unclear")
    assert "内容不明确" in Confirmation.objects.get().stands
    again = services.renegotiate(dispute, note="写清楚。", by=line.by)
    assert (again.status, running(again)) == ("mediating", {"dispute.mediate"})
    assert Agreement.objects.get().effective_on is None
    again = line.take_effect(line.sign(line.agree(line.meet(again))))
    again = ruled(line, confirm(line, again), "rejected", rejection="other")
    assert services.to_court(again, note="起诉。", by=line.by).status == "handed_off"


def test_md_25_what_is_kept_does_not_go_to_court(line):
    with pytest.raises(MoveDenied, match="先“未按期履行”"):
        services.to_court(line.to("take_effect"), note="起诉。", by=line.by)


def test_md_33_what_the_court_did_not_take_may_be_asked_for_elsewhere(line):
    dispute = confirm(line, line.to("take_effect"))
    with pytest.raises(MoveDenied, match="还没有结果"):
        confirm(line, dispute)
    services.court_answer(dispute, refusal="wrong_court", answered_on=clock.today(), by=line.by)
    assert "不归收到申请的法院管辖" in Confirmation.objects.get().stands
    assert confirm(line, dispute, court="别的法院").confirmations.count() == 2


def test_md_33_md_34_the_courts_reasons_are_those_of_the_interpretation():
    """MD-33 and MD-34: 民诉解释 355 and 358, by hand; "other" is what a court may add."""
    assert CourtRefusal.values == ["scope", "wrong_court", "identity", "special", "title", "other"]
    assert Rejection.values == ["mandatory_law", "harm", "morals", "unwilling", "unclear", "other"]


def test_md_35_what_is_brought_and_what_goes_with_property_alone(inside, line):
    """MD-35: title documents where there is property; all else always."""
    given = {**ASKED, "applied_on": f"{clock.today()}", "jointly": "on"}
    page = line.to("take_effect").get_absolute_url()
    for lacking in ASKED["materials"]:
        brought = [code for code in ASKED["materials"] if code != lacking]
        answer = inside.post(f"{page}confirm/", given | {"materials": brought})
        assert f"还缺：{Material(lacking).label}" in answer.content.decode()
    assert inside.post(f"{page}confirm/", given).status_code == 302


def test_md_36_no_clock_runs_on_the_court(line):
    dispute = confirm(line, line.to("take_effect"))
    assert running(dispute) == {"dispute.visit"}


def test_md_37_an_order_is_for_money_that_is_owed(line):
    dispute = line.to("take_effect")
    asked = services.order(dispute, applied_on=clock.today(), by=line.by, **ASKED)
    assert ruled(line, asked, "issued").confirmations.get().get_result_display() == "发出支付令"
    with pytest.raises(MoveDenied, match="支付令只管欠的钱"):
        services.order(line.to("pay"), applied_on=clock.today(), by=line.by, **ASKED)


def test_the_file_waits_for_the_court(line):
    dispute = line.to("visit")
    confirm(line, dispute)
    with pytest.raises(MoveDenied, match="还没有结果"):
        line.file(dispute)


def test_the_database_rules_on_what_was_taken_alone(line):
    confirm(line, line.to("take_effect"))
    with pytest.raises(IntegrityError, match="court_rules_on_what_it_took"), transaction.atomic():
        Confirmation.objects.update(result="valid", number="1", ruled_on=clock.today())
    with pytest.raises(IntegrityError, match="rejection_says_why"), transaction.atomic():
        Confirmation.objects.update(
            result="rejected", number="1", ruled_on=clock.today(), accepted_on=clock.today()
        )


@pytest.mark.parametrize("sort", ["wages", "labour", "medical", "land"])
def test_md_21_the_database_takes_no_oral_agreement_of_these_types(line, sort):
    line.to("agree", justice_type=sort)
    with pytest.raises(IntegrityError, match="agreed on in writing"), transaction.atomic():
        Agreement.objects.update(form="oral")
    line.agree(line.to("meet"), form="oral")
    with pytest.raises(IntegrityError, match="agreed on in writing"), transaction.atomic():
        Dispute.objects.filter(matter__agreement__form="oral").update(justice_type=sort)


def test_nobody_promises_to_perform_when_no_court_would_help_any_more(line):
    dispute = line.to("meet")
    today = clock.today()
    last = today.replace(year=today.year + 3, day=min(today.day, 28))
    late = {"text": "付钱", "amount": None, "due_on": last + timedelta(days=5)}
    with pytest.raises(MoveDenied, match="起诉的时效是 3 年"):
        line.agree(dispute, items=[late])
    assert line.agree(dispute, items=[late | {"due_on": last}]).status == "agreed"


def test_md_04_who_left_office_settles_nothing_any_more(line):
    dispute = line.to("sign")
    Mediator.objects.filter(pk=line.chair.pk).update(active_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(MoveDenied, match="已经离任"):
        line.take_effect(dispute)
    assert Agreement.objects.get().effective_on is None


def test_one_number_is_one_party_of_a_dispute(register):
    twice = [
        {"side": "applicant", "name": "演示甲", "id_number": "11010519491231002X"},
        {"side": "respondent", "name": "演示乙", "id_number": "11010519491231002x"},
    ]
    with pytest.raises(IntegrityError, match="another party"), transaction.atomic():
        register(parties=twice)
    assert register(parties=[twice[0], {"side": "respondent", "name": "演示丙"}]).people.count() == 2


def test_the_pages_ask_for_what_the_court_wants_and_show_how_far_it_is(inside, line):
    dispute = line.to("take_effect", justice_type="marriage")
    page = dispute.get_absolute_url()
    shown = inside.get(f"{page}confirm/").content.decode()
    assert "身份关系" in shown
    given = {**ASKED, "applied_on": f"{clock.today()}", "jointly": "on", "warned": "on"}
    lacking = inside.post(f"{page}confirm/", given | {"materials": ["agreement"], "jointly": ""})
    assert "还缺：申请书" in lacking.content.decode()
    assert "一方不愿意" in lacking.content.decode()
    assert inside.post(f"{page}confirm/", given).status_code == 302
    answer = {"refusal": "taken", "answered_on": f"{clock.today()}"}
    assert inside.post(f"{page}court_answer/", answer).status_code == 302
    told = {"result": "rejected", "ruled_on": f"{clock.today()}", "number": "民特 1 号"}
    assert "选一下原因" in inside.post(f"{page}ruling/", told).content.decode()
    assert inside.post(f"{page}ruling/", told | {"rejection": "morals"}).status_code == 302
    shown = inside.get(page).content.decode()
    assert "违背公序良俗" in shown
    assert "回到调解" in shown
    assert inside.get(f"{page}print/").status_code == 200
