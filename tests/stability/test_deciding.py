"""The rules on risk assessments one by one (domain.md 6), from the level on: RA-04, RA-08 to RA-11."""

import pytest
from django.db import IntegrityError, transaction

from casework.exceptions import MoveDenied
from security import clock
from stability import services
from stability.models import PostAssessment, Stability
from stability.services.signing import sign
from tests.stability.conftest import DAY, NOTE

DECISION = {"document": "县政府〔2026〕9号", "note": "说明。"}


def decide(line, matter, decision, by="leader"):
    given = DECISION | {"decided_on": matter.own.filed_on, "decision": decision}
    return services.decide(matter, by=line.people[by], **given)


def written(constraint, **values):
    """The database itself refuses these values."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Stability.objects.update(**values)


@pytest.mark.parametrize("decision", ["go", "part"])
def test_ra_04_08_high_never_goes_ahead_as_it_is_in_the_service_and_in_the_database(line, decision):
    matter = line.to("file", level="high")
    with pytest.raises(MoveDenied, match="高风险：不实施"):
        decide(line, matter, decision)
    values = {"decision": decision, "decided_on": matter.own.filed_on, "document": "x"}
    written("high_risk_never_goes_ahead", **values)
    written("high_risk_never_goes_ahead", residual="low", reevaluated_by=line.people["head"], **values)
    assert decide(line, matter, "no").own.decision == "no"


def test_ra_04_08_what_was_high_is_adjusted_assessed_again_and_goes_ahead_at_low(line):
    refused = line.to("file", level="high")
    adjusted = services.adjust(refused, note="提高补偿，分两期。", by=line.people["official"])
    assert (adjusted.status, adjusted.own.round, adjusted.own.level) == ("adjusted", 2, "")
    assert adjusted.own.high_at
    again = line.to("file", level="low", before=adjusted)
    assert [one.level for one in again.gradings.all()] == ["high", "low"]
    assert decide(line, again, "go").status == "decided"


def test_ra_08_medium_waits_for_its_measures_and_another_persons_look(line):
    matter = line.to("file", level="medium")
    with pytest.raises(MoveDenied, match="中风险的暂缓实施"):
        decide(line, matter, "go")
    values = {"decision": "go", "decided_on": matter.own.filed_on, "document": "x"}
    alone = "medium_risk_goes_ahead_after_its_measures_alone"
    written(alone, **values)
    written(alone, residual="low", reevaluated_by=matter.own.level_by, **values)
    written(alone, residual="medium", reevaluated_by=line.people["head"], **values)
    with pytest.raises(MoveDenied, match="要由另一个人来做"):
        services.reevaluate(matter, residual="low", by=line.people["official"], **NOTE)
    seen = services.reevaluate(matter, residual="low", by=line.people["head"], **NOTE)
    assert decide(line, seen, "go").own.decision == "go"


def test_ra_08_a_measure_whose_day_has_passed_is_carried_out_first(line, monkeypatch):
    matter = line.to("file", level="medium")
    later = clock.today() + DAY * 40
    monkeypatch.setattr("security.clock.today", lambda: later)
    with pytest.raises(MoveDenied, match="过了期限还没有落实"):
        services.reevaluate(matter, residual="low", by=line.people["head"], **NOTE)
    given = {"measure": matter.risk_measures.get(), "done_on": later, "outcome": "公示了。"}
    matter = services.fulfil(matter, by=line.people["official"], **given)
    assert services.reevaluate(matter, residual="low", by=line.people["head"], **NOTE).own.residual == "low"
    with pytest.raises(MoveDenied, match="没有等着落实的措施"):
        services.fulfil(matter, by=line.people["official"], **given)


def test_ra_08_medium_may_wait_and_be_decided_again_but_what_is_decided_stays_so(line):
    waiting = decide(line, line.to("file", level="medium"), "wait")
    for name in ("track", "close"):
        with pytest.raises(MoveDenied, match="暂缓的"):
            line.do(waiting, name)
    seen = services.reevaluate(waiting, residual="low", by=line.people["head"], **NOTE)
    gone = decide(line, seen, "go")
    with pytest.raises(MoveDenied, match="已经决定"):
        decide(line, gone, "no")
    with pytest.raises(MoveDenied, match="先“开始跟踪”"):
        line.do(gone, "adjust")


@pytest.mark.parametrize("level", ["medium", "high"])
def test_ra_08_an_investment_project_goes_ahead_at_low_alone(line, level):
    matter = line.to("file", level=level, investment=True)
    if level == "medium":
        matter = services.reevaluate(matter, residual="low", by=line.people["head"], **NOTE)
    with pytest.raises(MoveDenied, match="不予批准"):
        decide(line, matter, "go")
    written(
        "project_goes_ahead_at_low_risk_alone|high_risk_never_goes_ahead",
        decision="go",
        decided_on=matter.own.filed_on,
        document="x",
    )


def test_ra_08_lg_04_whoever_set_the_level_does_not_decide(line):
    matter = line.to("file")
    Stability.objects.update(level_by=line.people["leader"])
    with pytest.raises(MoveDenied, match="要由另一个人来做"):
        decide(line, line.fresh(matter), "go")


def test_ra_09_others_than_who_assessed_before_assess_afterwards(line):
    matter = line.to("track")
    given = {"made_on": clock.today(), "found": "好。", "by": line.people["office"]}
    with pytest.raises(MoveDenied, match="要由别的单位来做"):
        services.post_assess(matter, made_by=" 测试县自然资源局 ", **given)
    done = services.post_assess(matter, made_by="演示评估公司", **given)
    assert done.post_assessments.get().made_by == "演示评估公司"
    with pytest.raises(IntegrityError, match="others_assess_it_afterwards"), transaction.atomic():
        PostAssessment.objects.create(matter=matter, made_by="甲", assessed_before_by="甲", **given)


def test_ra_10_nothing_is_deliberated_on_without_the_four_papers(line):
    matter = line.to("report")
    for step, missing in (
        ("sign", "报告还没有签发"),
        ("send_legality", "还没有送合法性审查"),
        ("legality", "合法性审查意见还没有出来"),
    ):
        with pytest.raises(MoveDenied, match=missing):
            services.review(matter, meeting="x", reviewed_on=clock.today(), by=line.people["leader"], **NOTE)
        matter = line.do(matter, step)
    assert line.do(matter, "review").status == "reviewed"


def test_ra_10_comments_do_not_replace_the_legal_review_which_has_seven_working_days(line):
    matter = line.to("sign")
    sent = {"organ": "县司法局", "sent_on": clock.today(), "by": line.people["official"]}
    matter = services.send_legality(matter, **sent)
    limit = matter.deadlines.get(limit="ra.legality")
    assert (limit.amount, limit.unit) == (7, "个工作日")
    with pytest.raises(MoveDenied, match="已经送审"):
        services.send_legality(matter, **sent)
    told = {"opinion": "合法。", "opined_on": clock.today()}
    matter = services.legality(matter, by=line.people["official"], **told)
    given = {"meeting": "常务会议", "by": line.people["leader"], **NOTE}
    with pytest.raises(MoveDenied, match="合法性审查的时间到"):
        services.review(matter, reviewed_on=clock.today(), **given)


def test_ra_11_a_report_is_filed_within_ten_working_days(line):
    filed = line.to("file")
    assert filed.own.filed_in_time is True
    limit = filed.deadlines.get(limit="ra.file")
    assert (limit.amount, limit.unit, bool(limit.met_at)) == (10, "个工作日", True)
    late = line.to("review")
    given = {"filed_as": "备〔2026〕2号", "filed_on": clock.today(), "by": line.people["office"]}
    assert services.file(late, **given).own.filed_in_time is False


def test_ra_06_what_goes_ahead_is_tracked_each_quarter_and_ends_when_nothing_is_left(line):
    matter = line.to("track")
    limit = matter.deadlines.get(limit="ra.track", met_at=None)
    assert (limit.amount, limit.unit) == (3, "个月")
    with pytest.raises(MoveDenied, match="还没有跟踪过"):
        line.do(matter, "close")
    matter = line.do(matter, "check_up")
    assert matter.check_ups.get().in_time is True
    assert matter.deadlines.filter(limit="ra.track", met_at=None).count() == 1
    with pytest.raises(MoveDenied, match="还有措施没有落实"):
        line.do(matter, "close")
    done = {"measure": matter.risk_measures.get(), "done_on": clock.today(), "outcome": "好了。"}
    matter = services.fulfil(matter, by=line.people["official"], **done)
    assert line.do(matter, "close").status == "closed"


def test_a_new_risk_opens_it_again_and_the_rounds_before_stay(line):
    matter = line.to("check_up")
    with pytest.raises(MoveDenied, match="什么新的风险"):
        services.reopen(matter, note=" ", by=line.people["office"])
    again = services.reopen(matter, note="来了六件信访。", by=line.people["office"])
    assert (again.status, again.own.round, again.own.decision) == ("adjusted", 2, "")
    assert again.gradings.get().round == 1
    assert not again.deadlines.filter(limit="ra.track", met_at=None, dropped_at=None).exists()


def test_what_lags_behind_its_step_before_is_refused_by_service_and_database(line):
    matter = line.to("sign")
    before = matter.own.reported_on - DAY
    with pytest.raises(MoveDenied, match="报告是"):
        services.send_legality(matter, organ="县司法局", sent_on=before, by=line.people["official"])
    written("steps_after_the_report_keep_their_order", legality_sent_on=before)
    written("steps_after_the_report_keep_their_order", reviewed_on=clock.today(), meeting="x")
    written("report_comes_after_the_consultation", reported_on=matter.own.open_until)
    written("decision_has_its_level_and_its_document", decision="no", decided_on=clock.today())
    with pytest.raises(MoveDenied, match="签发过"):
        sign(matter, by=line.people["head"])
