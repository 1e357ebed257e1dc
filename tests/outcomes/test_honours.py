"""先进集体、先进个人: reasons, vetoes, publicity, decision by another; and the summary of facts."""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, InternalError, transaction

from outcomes.exceptions import OutcomesDenied
from outcomes.models import Nomination, Paper
from outcomes.services import honouring, measuring, showing, stating
from papers.document.stored_forms import form_from_json
from security import clock

pytestmark = pytest.mark.django_db
SAID = {"sort": "collective", "name": "", "responsible": False, "reasons": "化解欠薪纠纷。"}


def test_a_roll_goes_from_nominations_to_a_signed_decision_lg_04(roll, clerk, leader, member, bureau):
    honouring.nominate(roll, by=member, unit=bureau, **SAID)
    honouring.nominate(roll, by=clerk, unit=bureau, **SAID | {"sort": "person", "name": "某某"})
    shown = honouring.publish(roll, by=clerk)
    with pytest.raises(OutcomesDenied, match="公示到"):
        honouring.decide(shown, by=leader)
    with clock.as_of(clock.day_begins(shown.shown_until + timedelta(days=1))):
        with pytest.raises(OutcomesDenied, match="由领导小组来定"):
            honouring.decide(shown, by=clerk)
        done = honouring.decide(shown, by=leader)
    assert done.state == "decided"
    paper = Paper.objects.visible_to(member).get()
    assert (paper.sort, paper.roll) == ("honours", done)
    assert "不分先后" in str(form_from_json(paper.form))


def test_a_unit_nominates_its_own_alone_and_says_why(roll, member, other_bureau, bureau):
    with pytest.raises(OutcomesDenied, match="只推荐自己的"):
        honouring.nominate(roll, by=member, unit=other_bureau, **SAID)
    with pytest.raises(ValidationError, match="事迹和理由"):
        honouring.nominate(roll, by=member, unit=bureau, **SAID | {"reasons": ""})


def test_there_is_no_score_of_a_person_anywhere():
    for column in ("score", "points", "rank"):
        with pytest.raises(FieldDoesNotExist):
            Nomination._meta.get_field(column)


def test_a_listed_unit_cannot_be_named_and_is_told_until_when(roll, way, clerk, bureau):
    measure = way.to("issued", "listing")
    with pytest.raises(OutcomesDenied, match=f"挂牌督办.*{measure.due_on:%Y-%m-%d}"):
        honouring.nominate(roll, by=clerk, unit=bureau, **SAID)
    person = SAID | {"sort": "person", "name": "某某"}
    with pytest.raises(OutcomesDenied, match="不得评先评优"):
        honouring.nominate(roll, by=clerk, unit=bureau, **person | {"responsible": True})
    assert honouring.nominate(roll, by=clerk, unit=bureau, **person).pk
    with pytest.raises(IntegrityError, match="listed_unit_is_not_named"), transaction.atomic():
        Nomination.objects.create(roll=roll, by=clerk, unit=bureau, **SAID)


def test_vetoes_are_looked_at_again_before_the_list_is_put_up(roll, way, clerk, bureau):
    named = honouring.nominate(roll, by=clerk, unit=bureau, **SAID)
    measure = way.to("issued", "veto")
    said = {"organ": "县委", "document": "测委〔2026〕5号", "decided_on": clock.today(), "vetoed": True}
    measuring.record(measure, by=clerk, **said)
    with pytest.raises(OutcomesDenied, match="一票否决"):
        honouring.publish(roll, by=clerk)
    honouring.strike(named, by=clerk, why="一票否决")
    with pytest.raises(OutcomesDenied, match="还没有推荐"):
        honouring.publish(roll, by=clerk)


def test_an_upheld_objection_takes_the_name_off(roll, clerk, colleague, member, bureau, other_bureau):
    honouring.nominate(roll, by=clerk, unit=other_bureau, **SAID)
    named = honouring.nominate(roll, by=clerk, unit=bureau, **SAID)
    honouring.publish(roll, by=clerk)
    said = showing.object_to(
        Nomination.objects.select_related("roll").get(pk=named.pk), by=member, text="不实"
    )
    showing.answer(said, by=colleague, upheld=True, words="查实")
    fresh = Nomination.objects.get(pk=named.pk)
    assert (fresh.struck, fresh.why_struck) == (True, "异议成立：查实")
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Nomination.objects.filter(pk=named.pk).update(struck=False)


def test_others_see_what_is_put_up_and_not_what_is_nominated(roll, clerk, member, other_member, bureau):
    honouring.nominate(roll, by=member, unit=bureau, **SAID)
    assert not Nomination.objects.visible_to(other_member).exists()
    assert Nomination.objects.visible_to(member).exists()
    honouring.publish(roll, by=clerk)
    assert Nomination.objects.visible_to(other_member).exists()


def test_a_summary_is_facts_of_a_unit_signed_and_numbered(
    way, clerk, colleague, bureau, member, other_member
):
    way.to("lifted", "criticism")
    year = clock.today().year
    facts = stating.facts_of(bureau, year, clerk)
    assert ("督导措施", "已解除") in {(fact.head, fact.value) for fact in facts}
    assert {fact.label for fact in facts} >= {"交办任务", "上报案件"}
    with pytest.raises(OutcomesDenied, match="负责人签发"):
        stating.sign_summary(bureau, year, by=colleague)
    paper = stating.sign_summary(bureau, year, by=clerk)
    assert (paper.sort, paper.unit, paper.year) == ("summary", bureau, year)
    assert Paper.objects.visible_to(member).filter(sort="summary").exists()
    assert not Paper.objects.visible_to(other_member).exists()
    with pytest.raises(OutcomesDenied, match="还没有开始"):
        stating.sign_summary(bureau, year + 1, by=clerk)
