"""An expert's opinion, and whether mediation's time stands still for it (T-09, 医疗条例 38)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.models.calendar import full_calendar
from casework.services.recomputing import computed, put
from disputes import services
from disputes.dossier.gathering import gather
from disputes.limits import MEDIATE
from disputes.models import Appraisal, Dispute
from security import clock

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def appraise(line, dispute, **more):
    given = {"organ": "演示鉴定所", "subject": "诊疗有没有过错", "entrusted_on": clock.today()} | more
    return services.appraise(dispute, by=line.by, **given)


def appraised(line, dispute, **more):
    given = {"finding": "没有过错。", "ended_on": clock.today()} | more
    return services.appraised(dispute, by=line.by, **given)


def earlier(dispute, days):
    """As though all of it had been so many days before; the dispute anew."""
    moved, calendar = timedelta(days=days), full_calendar()
    Dispute.objects.update(accepted_at=dispute.own.accepted_at - moved)
    for limit in dispute.deadlines.all():
        limit.delete()
        limit.pk, limit._state.adding, limit.started_at = None, True, limit.started_at - moved
        put(limit, computed(limit, calendar), calendar)
        limit.save()
    return Matter.objects.get(pk=dispute.pk)


def mediation(dispute):
    return dispute.deadlines.get(limit=MEDIATE, dropped_at=None)


def test_t_09_the_time_of_a_medical_dispute_stands_still_from_the_day_of_asking_to_that_of_the_answer(line):
    dispute = earlier(line.to("meet", justice_type="medical"), 21)
    before = mediation(dispute).legal_on
    dispute = appraise(line, dispute, entrusted_on=clock.today() - 14 * DAY)
    assert mediation(dispute).suspended_at
    assert dispute.due_at is None  # nothing that binds us runs
    dispute = appraised(line, dispute)
    limit = mediation(dispute)
    # Fourteen days hold at least eight working days: of the unit that the limit is in (30 个工作日).
    assert limit.suspended_at is None
    assert limit.legal_on - before >= 10 * DAY
    assert dispute.due_at == limit.due_at
    moves = [event.move for event in dispute.events.order_by("pk")]
    assert moves[-4:] == ["appraise", "suspend_limit", "appraised", "resume_limit"]


def test_t_09_elsewhere_the_limit_runs_on(line):
    dispute = line.to("meet")
    before = mediation(dispute).legal_on
    dispute = appraise(line, dispute)
    assert mediation(dispute).suspended_at is None
    dispute = appraised(line, dispute, finding="有裂缝。")
    assert (Appraisal.objects.get().finding, mediation(dispute).legal_on) == ("有裂缝。", before)


def test_t_09_above_the_time_stands_still_too_while_the_opinion_is_awaited(line, seat, county_body):
    dispute = appraise(line, line.to("meet", justice_type="medical"))
    dispute = services.escalate(dispute, note="调不下来。", by=line.by)
    above = seat(body=county_body)
    dispute = services.accept(dispute, mediator=above, selection="chosen", by=above.user)
    assert mediation(dispute).suspended_at


def test_one_opinion_at_a_time_with_days_that_can_be(line):
    dispute = line.to("meet")
    with pytest.raises(MoveDenied, match="受理以后、今天以前"):
        appraise(line, dispute, entrusted_on=clock.today() + DAY)
    with pytest.raises(MoveDenied, match="没有在等的鉴定"):
        appraised(line, dispute)
    dispute = appraise(line, earlier(dispute, 9), entrusted_on=clock.today() - DAY)
    with pytest.raises(MoveDenied, match="意见还没有来"):
        appraise(line, dispute)
    with pytest.raises(MoveDenied, match="收到意见的日期"), transaction.atomic():
        appraised(line, dispute, ended_on=clock.today() - 3 * DAY)
    with pytest.raises(IntegrityError, match="ends_with_a_finding"), transaction.atomic():
        Appraisal.objects.update(ended_on=clock.today())
    dispute = appraised(line, dispute)
    with pytest.raises(MoveDenied, match="不能比它早"):
        appraise(line, dispute, entrusted_on=clock.today() - DAY)


def test_the_page_and_the_file_say_whether_the_time_stands_still(inside, line):
    for sort, words, counts in (("medical", "不计入调解期限", True), ("housing", "调解期限照走", False)):
        dispute = line.to("meet", justice_type=sort)
        page = dispute.get_absolute_url()
        assert words in inside.get(f"{page}appraise/").content.decode()
        given = {"organ": "演示鉴定所", "subject": "裂缝", "entrusted_on": f"{clock.today()}"}
        assert inside.post(f"{page}appraise/", given).status_code == 302
        shown = inside.get(page).content.decode()
        assert ("演示鉴定所" in shown, "这段时间不计入调解期限" in shown) == (True, counts)
        told = {"finding": "施工所致", "ended_on": f"{clock.today()}"}
        assert inside.post(f"{page}appraised/", told).status_code == 302
        assert "施工所致" in inside.get(page).content.decode()
        assert gather(Matter.objects.get(pk=dispute.pk)).opinions[0].still == counts
