"""The whole way of a petition, and each way that it may end otherwise."""

from datetime import timedelta

import pytest

from casework.exceptions import MoveDenied
from petitions import services
from security import clock


def test_the_whole_way(line):
    petition = line.to("conclude")
    assert petition.status == "final"
    moves = list(petition.events.values_list("move", flat=True))
    assert moves == ["register", *line.ORDER]
    assert not petition.deadlines.filter(met_at=None, dropped_at=None).exists()
    assert petition.unit == line.units["bureau"]


def test_each_opinion_names_the_next_remedy(line):
    petition = line.to("recheck_issue")
    first, second, third = (one.remedy for one in petition.opinions.all())
    assert "30 日内向测试县人民政府申请复查" in first
    assert "30 日内向测试市人民政府申请复核" in second
    assert "终结意见" in third


def test_what_is_supported_has_to_be_done_first(line):
    petition = line.to("investigate")
    due = clock.today() + timedelta(days=40)
    petition = line.do(petition, "draft", result="support", task="修好路", task_due_on=due)
    for name in ("issue", "deliver"):
        petition = line.do(petition, name)
    assert petition.deadlines.get(limit="xf.execute", met_at=None).legal_on >= due
    petition = services.executed(
        petition, done_on=clock.today(), note="路修好了，照片在附件里。", by=line.people["official"]
    )
    assert petition.executions.get().done_on == clock.today()
    with pytest.raises(MoveDenied, match="没有要落实的"):
        services.executed(petition, done_on=clock.today(), note="又", by=line.people["official"])


def test_a_suggestion_is_replied_to(line):
    petition = line.to("")
    petition = line.do(petition, "classify", category="suggest", path="")
    for name in ("route", "accept"):
        petition = line.do(petition, name)
    assert {one.limit for one in petition.deadlines.filter(met_at=None, dropped_at=None)} == {"xf.reply"}
    petition = services.reply(petition, adoption="whole", note="已采纳。", by=line.people["official"])
    assert petition.status == "replied"


def test_what_is_for_another_procedure_is_guided_there(line):
    petition = line.do(line.to(""), "classify", path="p4")
    petition = services.guide(
        petition,
        elsewhere="向县人民政府申请行政复议",
        until="知道决定之日起 60 日内",
        by=line.people["clerk"],
    )
    assert petition.status == "guided"
    assert not petition.deadlines.filter(limit="xf.handle").exists()


def test_a_refusal_has_two_hands(line, colleague):
    petition = line.to("classify")
    said = {"ground": "n4", "note": "不归县里管。", "elsewhere": "找市里。"}
    petition = services.refuse(petition, by=line.people["clerk"], **said)
    with pytest.raises(MoveDenied, match="由另一个人来审"):
        services.confirm_refusal(petition, by=line.people["clerk"])
    petition = services.confirm_refusal(petition, by=colleague)
    assert petition.status == "not_accepted"
    assert petition.refusals.get().document_on == clock.today()


def test_an_objection_goes_back_to_the_sender(line):
    petition = services.object(line.to("route"), note="是城管局的事。", by=line.people["official"])
    petition = services.sustain(petition, note="核实了，确实不是。", by=line.people["clerk"])
    assert (petition.status, petition.unit) == ("classified", None)
    assert petition.routing_objections.get().agreed
    petition = line.do(petition, "route")
    petition = services.object(petition, note="还是不归我们。", by=line.people["official"])
    petition = services.to_joint(petition, note="两家都说不归自己。", by=line.people["clerk"])
    petition = services.decide_competence(
        petition, to=line.units["bureau"], note="由交通局办。", by=line.people["clerk"]
    )
    assert petition.status == "routed"
    with pytest.raises(MoveDenied, match="提异议的期限"):
        services.object(petition, note="不。", by=line.people["official"])
