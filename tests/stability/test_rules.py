"""The rules on risk assessments one by one (domain.md 6), up to the report: RA-01 to RA-07, RA-09."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from casework.exceptions import MoveDenied
from security import clock
from stability import services
from stability.dictionaries import Dimension, Level, Scope
from stability.lacking import proposal
from stability.models import Expert, Stability, Standard
from tests.factories import StabilityFactory, UnitFactory, UserFactory
from tests.stability.conftest import DAY

SAID = {"said": "嫌补偿低。", "adopted": "采纳。"}


def broken(name, **values):
    """The constraint of this name is in the way of these values."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Stability.objects.update(**values)


def test_ra_01_five_sorts_are_assessed_and_an_emergency_is_not(line):
    for scope in Scope:
        assert line.register(scope=scope).own.scope == scope
    with pytest.raises(MoveDenied, match="突发事件应急处置不做稳评"):
        line.register(scope="emergency")
    with pytest.raises(IntegrityError, match="assessed_is_what_the_regulation_names"), transaction.atomic():
        StabilityFactory(scope="storm")


def test_ra_01_no_entry_of_the_catalogue_without_the_committees_consent(line):
    with pytest.raises(IntegrityError, match="entry_of_the_catalogue_has_consent"), transaction.atomic():
        line.register(consent="")
    with pytest.raises(MoveDenied, match="不能在以后"):
        line.register(consented_on=clock.today() + DAY)


def test_ra_01_only_the_office_lists_for_a_unit_that_can_undertake_it(line, official, county):
    with pytest.raises(MoveDenied, match="不归您管"):
        line.register(by=official)
    with pytest.raises(MoveDenied, match="还没有人承办"):
        line.register(unit=UnitFactory(area=county, name="没有人的单位"))
    with pytest.raises(MoveDenied, match="写明影响到"):
        line.register(groups=[])


def test_ra_02_what_was_assessed_under_other_rules_is_not_assessed_again(line):
    matter = line.register()
    with pytest.raises(MoveDenied, match="哪份文件"):
        services.exempt(matter, document=" ", by=line.people["official"])
    done = services.exempt(matter, document="环评社会影响专章〔2026〕8号", by=line.people["official"])
    assert (done.status, done.own.exempt_as) == ("closed", "环评社会影响专章〔2026〕8号")


def test_ra_02_the_undertaking_unit_assesses_or_whom_it_entrusts(line):
    assert line.to("plan").own.carried_by == "测试县自然资源局"
    given = {"procedure": "normal", "words": "问卷。", "assessor": "演示评估公司"}
    entrusted = services.plan(line.register(), by=line.people["official"], **given)
    assert entrusted.own.carried_by == "演示评估公司"


def test_ra_03_a_report_names_risks_measures_with_owner_and_day_and_the_plan_for_the_worst(line):
    matter = line.to("analyse")
    matter = line.do(matter, "set_level")
    given = line.given(matter, "report")[0]
    with pytest.raises(MoveDenied, match="还没有防范措施"):
        services.report(matter, by=line.people["official"], **given)
    matter = line.do(matter, "prevent")
    with pytest.raises(MoveDenied, match="应急预案"):
        services.report(matter, by=line.people["official"], **(given | {"response": " "}))
    assert line.do(matter, "report").status == "reported"
    late = line.given(matter, "prevent")[0] | {"due_on": clock.today()}
    with pytest.raises(MoveDenied, match="今天以后"):
        services.prevent(matter, by=line.people["official"], **late)


def test_ra_03_it_is_heard_in_words_and_in_numbers(line):
    matter = line.to("consult")
    spent = {"began_on": line.day(80), "ended_on": line.day(70), **SAID}
    with pytest.raises(MoveDenied, match="问了多少人"):
        services.hear(matter, method="survey", by=line.people["official"], **spent)
    group = matter.affected_groups.first()
    for counts, said in (((200, 1, 1), "问不到"), ((10, 6, 5), "比问的")):
        with pytest.raises(MoveDenied, match=said):
            services.hear(
                matter, method="survey", counts={group: counts}, by=line.people["official"], **spent
            )
    assert not matter.consultations.exists()


@pytest.mark.parametrize("left_out", Dimension)
def test_ra_05_the_analysis_has_all_four_sides(line, left_out):
    matter = line.to("ask_expert")
    for given in line.sides(matter):
        if given["dimension"] != left_out:
            matter = services.examine(matter, by=line.people["official"], **given)
    matter = line.do(matter, "identify")
    with pytest.raises(MoveDenied, match=f"还没有分析：{left_out.label}"):
        line.do(matter, "analyse")
    again = line.sides(matter)
    once_more = next(one for one in again if one["dimension"] != left_out)
    with pytest.raises(MoveDenied, match="已经分析过了"):
        services.examine(matter, by=line.people["official"], **once_more)


def test_ra_06_the_publication_stands_thirty_days_or_says_why_not(line):
    matter = line.to("plan")
    short = {"published_on": line.day(40), "open_until": line.day(20), "published_in": "村公告栏"}
    with pytest.raises(MoveDenied, match="不少于 30 日"):
        services.consult(matter, by=line.people["official"], **short)
    told = services.consult(matter, by=line.people["official"], shortened="汛期前要定。", **short)
    limit = told.deadlines.get(limit="ra.consult")
    assert (limit.amount, limit.unit, limit.legal_on >= line.day(10)) == (30, "日", True)


def test_ra_06_nobody_analyses_before_the_publication_is_over(line):
    matter = line.to("plan")
    given = {"published_on": line.day(10), "open_until": clock.today() + DAY * 25, "published_in": "公告栏"}
    matter = services.consult(matter, by=line.people["official"], **given)
    for step in ("hear", "ask_expert", "examine", "identify"):
        matter = line.do(matter, step)
    with pytest.raises(MoveDenied, match=f"公示到 {given['open_until']:%Y-%m-%d}"):
        line.do(matter, "analyse")


def test_ra_06_the_normal_procedure_asks_in_two_ways_beside_the_publication(line):
    matter = line.to("consult")
    survey = line.hearings(matter)[0]
    matter = services.hear(matter, by=line.people["official"], **survey)
    with pytest.raises(MoveDenied, match="至少 2 种方式"):
        line.do(matter, "analyse")
    Stability.objects.update(procedure="simple")
    with pytest.raises(MoveDenied, match="还没有分析"):
        line.do(line.fresh(matter), "analyse")


def test_ra_07_the_matrix_and_the_opposition_propose_and_a_person_sets_with_a_reason(line):
    matter = line.to("analyse", level="high")
    assert proposal(matter.own) == Level.HIGH
    with pytest.raises(MoveDenied, match="为什么定这一级"):
        services.set_level(matter, level="low", note=" ", by=line.people["official"])
    done = services.set_level(matter, level="medium", note="已谈妥八成。", by=line.people["official"])
    assert (done.own.level, done.own.proposed) == ("medium", "high")
    assert done.gradings.get().reason == "已谈妥八成。"
    broken("level_has_its_reason_and_its_hand", level_reason="")


def test_ra_09_an_expert_with_an_interest_is_refused_and_each_signs(line):
    matter = line.to("hear")
    given = line.given(matter, "ask_expert")[0]
    with pytest.raises(MoveDenied, match="有利害关系的专家不能参加"):
        services.ask_expert(matter, by=line.people["official"], **(given | {"independent": False}))
    assert line.do(matter, "ask_expert").experts.get().signed_on == line.day(55)
    with pytest.raises(IntegrityError, match="expert_has_no_interest_in_it"), transaction.atomic():
        Expert.objects.create(
            matter=matter, round=1, by=line.people["office"], **(given | {"independent": False})
        )


def test_ra_11_thirty_of_each_group_are_asked_or_all_of_a_small_one(line):
    matter = line.to("consult")
    large, small = matter.affected_groups.all()
    spent = {"began_on": line.day(80), "ended_on": line.day(70), **SAID}
    few = {large: (29, 29, 0), small: (30, 30, 0)}
    for method in ("survey", "departments"):
        matter = services.hear(matter, method=method, counts=few, by=line.people["official"], **spent)
        few = {}
    with pytest.raises(MoveDenied, match="“被征地农户”只问了 29 人，至少 30 人"):
        line.do(matter, "analyse")
    one_more = {large: (1, 1, 0)}
    matter = services.hear(matter, method="visit", counts=one_more, by=line.people["official"], **spent)
    with pytest.raises(MoveDenied, match="还没有分析"):
        line.do(matter, "analyse")


def test_ra_11_the_countys_own_number_holds_with_its_basis(line):
    matter = line.to("identify")
    own = {"valid_from": line.day(1), "basis": "县平安办〔2026〕5号", "reason": "人多", "by": UserFactory()}
    Standard.objects.create(sample=60, **own)
    with pytest.raises(MoveDenied, match="只问了 36 人，至少 60 人"):
        line.do(matter, "analyse")
    assert Standard.objects.in_force(date(2000, 1, 1)).sample == 30
    for wrong in ({"sample": 0}, {"medium_share": 50, "high_share": 50}, {"basis": ""}):
        with pytest.raises(IntegrityError, match="standard_says_why"), transaction.atomic():
            Standard.objects.create(**(own | wrong))


def test_ra_12_an_account_is_a_fact_about_an_organisation_with_its_document(line):
    matter = line.to("plan")
    given = {"unit": line.unit, "fault": "skipped", "facts": "没有评估就开工。", "on": clock.today()}
    with pytest.raises(IntegrityError, match="account_has_its_document"), transaction.atomic():
        services.account(matter, document="", by=line.people["office"], **given)
    told = services.account(matter, document="县纪发〔2026〕4号", by=line.people["office"], **given)
    assert told.status == "planned"
    assert str(told.accountabilities.get()) == f"{clock.today():%Y-%m-%d} 应评未评（县纪发〔2026〕4号）"
    with pytest.raises(MoveDenied):
        services.account(matter, document="x", by=line.people["official"], **given)
    columns = {field.name for field in told.accountabilities.model._meta.fields}
    assert not columns & {"user", "person", "name", "score", "verdict"}
